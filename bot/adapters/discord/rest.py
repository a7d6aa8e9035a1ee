"""One request to Discord's REST API, one answer: nothing is tried again, so nothing that happened is hidden.

discord.py's own HTTP client is not used for messages: it repeats a request after 500, 502, 504 and 524 and sleeps through 429 by itself
(discord/http.py, HTTPClient.request), which turns "perhaps sent" into a second message and lets a slow channel wait inside a send. Here the
caller is told, and the outbox decides.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import aiohttp

from bot.adapters.picture.pictures import PNG, Picture

API = "https://discord.com/api/v10"
USER_AGENT = f"DiscordBot (https://docs.aiohttp.org, {aiohttp.__version__}) AllianceDesk"
"""In the form that Discord asks for ("Reference": user agent): the library's address and version, then what one likes."""

_CONNECT_SECONDS = 10.0
_ANSWER_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, whole. `body` is its JSON; None where it is none, as pages of a proxy before Discord are none."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def is_good(self) -> bool:
        """Done as asked."""
        return 200 <= self.status < 300

    @property
    def error_code(self) -> int:
        """Discord's JSON error code ("Opcodes and Status Codes"), 0 where it gave none."""
        code = self.body.get("code") if isinstance(self.body, dict) else None
        return code if isinstance(code, int) else 0

    @property
    def words(self) -> str:
        """Discord's words for an error, short enough for a log."""
        message = self.body.get("message") if isinstance(self.body, dict) else None
        return f"{self.status}: {message}"[:200] if isinstance(message, str) else str(self.status)


@dataclass(frozen=True, slots=True)
class NotSent:
    """No connection came about, so Discord never saw the request."""

    reason: str


@dataclass(frozen=True, slots=True)
class Lost:
    """The request went out and no whole answer came back: it may have been carried out."""

    reason: str


Reply = Answer | NotSent | Lost


class Rest:
    """Requests as one bot. The session is opened by the first request and closed with `close`."""

    def __init__(self, token: str, *, url: str = API, answer_seconds: float = _ANSWER_SECONDS) -> None:
        self._token = token
        self._url = url
        self._timeout = aiohttp.ClientTimeout(total=None, connect=_CONNECT_SECONDS, sock_read=answer_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def request(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
        is_authorised: bool = True,
        picture: Picture | None = None,
    ) -> Reply:
        """Ask once. `path` begins after the API's version; a `picture` goes beside the body as its file 0. Interaction tokens speak for
        themselves: `is_authorised` False leaves the bot's token out. Raises nothing but cancellation."""
        headers = {"Authorization": f"Bot {self._token}"} if is_authorised else {}
        session = self._open()
        try:
            async with session.request(
                method, self._url + path, params=query, headers=headers, allow_redirects=False, **_sent(body, picture)
            ) as response:
                return Answer(response.status, _json(await response.read()), response.headers)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            return NotSent(f"Discord cannot be reached: {_words(error)}.")
        except TimeoutError:
            return Lost("Discord did not answer in time.")
        except (aiohttp.ClientError, OSError) as error:
            return Lost(f"The connection to Discord broke off: {_words(error)}.")

    async def close(self) -> None:
        """Close the session."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()
            await asyncio.sleep(0)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=20)
            self._session = aiohttp.ClientSession(connector=connector, timeout=self._timeout, headers={"User-Agent": USER_AGENT})
        return self._session


def _sent(body: Mapping[str, Any] | None, picture: Picture | None) -> dict[str, Any]:
    """ "Uploading Files": the body as `payload_json` beside the file."""
    if picture is None:
        return {"json": body}
    form = aiohttp.FormData()
    form.add_field("payload_json", json.dumps(body), content_type="application/json")
    form.add_field("files[0]", picture.content, filename=picture.name, content_type=PNG)
    return {"data": form}


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return None


def _words(error: BaseException) -> str:
    return (str(error) or type(error).__name__).rstrip(".")
