"""One call to Slack's Web API, one answer: nothing is tried again, so nothing that happened is hidden.

slack_sdk's retry handlers are left out here: one for lost connections or 5xx would turn "perhaps posted" into a second message, and one for
429 would hold up other channels while it sleeps. The caller is told, and the outbox decides.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

_CONNECT_SECONDS = 10.0
_ANSWER_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, whole. `error` is Slack's name for what went wrong, None where all is well; `after` what a 429 asks to wait, in s."""

    status: int
    data: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None
    after: float | None = None

    @property
    def words(self) -> str:
        """What Slack said, short enough for a log."""
        return self.error or str(self.status)


@dataclass(frozen=True, slots=True)
class NotSent:
    """No connection came about, so Slack never saw the call."""

    reason: str


@dataclass(frozen=True, slots=True)
class Lost:
    """The call went out and no whole answer came back: it may have been carried out."""

    reason: str


Reply = Answer | NotSent | Lost


class Posts:
    """Calls as one app."""

    def __init__(self, client: AsyncWebClient, *, answer_seconds: float = _ANSWER_SECONDS) -> None:
        self._client = client
        self._answer_seconds = answer_seconds

    async def call(self, method: str, **arguments: Any) -> Reply:
        """Ask once to do something. Raises nothing but cancellation."""
        return await self._asked(self._client.api_call(method, json=_given(arguments)))

    async def read(self, method: str, **arguments: Any) -> Reply:
        """Ask once to read something. Not every such method takes JSON, so the arguments stand in the address."""
        return await self._asked(self._client.api_call(method, http_verb="GET", params=_given(arguments)))

    async def _asked(self, call: Awaitable[AsyncSlackResponse]) -> Reply:
        try:
            async with asyncio.timeout(self._answer_seconds + _CONNECT_SECONDS):
                response = await call
        except SlackApiError as error:
            return _refused(error)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            return NotSent(f"Slack cannot be reached: {_words(error)}.")
        except TimeoutError:
            return Lost("Slack did not answer in time.")
        except (SlackClientError, aiohttp.ClientError, OSError, AttributeError, ValueError) as error:
            # slack_sdk takes every answer for JSON and trips over a proxy's page with AttributeError or ValueError.
            return Lost(f"The connection to Slack broke off: {_words(error)}.")
        return Answer(response.status_code, response.data if isinstance(response.data, dict) else {})


def _given(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value is not None}


def _refused(error: SlackApiError) -> Answer:
    response: Any = error.response
    status = int(getattr(response, "status_code", 0) or 0)
    data = getattr(response, "data", None)
    headers = {str(name).lower(): value for name, value in (getattr(response, "headers", None) or {}).items()}
    name = data.get("error") if isinstance(data, dict) else None
    return Answer(status, data if isinstance(data, dict) else {}, str(name or f"HTTP {status}"), _seconds(headers.get("retry-after")))


def _seconds(given: object) -> float | None:
    try:
        return max(0.0, float(given)) if isinstance(given, str | int | float) else None
    except ValueError:
        return None


def _words(error: BaseException) -> str:
    return (str(error) or type(error).__name__).rstrip(".")[:200]
