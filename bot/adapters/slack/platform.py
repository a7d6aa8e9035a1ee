"""Slack as a whole, for the composition root: the adapter for the outbox, and the connection that is kept alive.

slack-bolt is imported when the desk first listens: it takes a third of a second that a desk without Slack need not pay.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

import aiohttp

from bot.adapters.findings import Finding
from bot.adapters.slack.adapter import SlackAdapter
from bot.adapters.slack.check import check_slack
from bot.adapters.slack.clients import client_of, posting_client_of
from bot.adapters.slack.drawn import CardDrawing
from bot.adapters.slack.watchdog import Times
from bot.desk.chat import ChatDesk
from bot.desk.ports import Clock

if TYPE_CHECKING:
    from bot.adapters.slack.hearing import Hearing

API = "https://slack.com/api/"
_LATE = "bot.adapters.slack.hearing"
_TIMEOUT = 30.0


class SlackPlatform:
    """An async context manager that owns its connections. `run` answers commands for as long as it is let; `adapter` works without it.

    With an app-level token it hears by Socket Mode, else by HTTP on `http_host` and `http_port`, by the signing secret.
    """

    def __init__(
        self,
        bot_token: str,
        app_token: str | None,
        desk: ChatDesk,
        clock: Clock,
        *,
        signing_secret: str | None = None,
        http_host: str = "127.0.0.1",
        http_port: int = 3000,
        api: str = API,
        times: Times | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._bot_token = bot_token
        self._app_token = app_token
        self._secret = signing_secret or ""
        self._host, self._port = http_host, http_port
        self._api = api
        self._desk = desk
        self._clock = clock
        self._times = times or Times()
        self._sleep = sleep
        self._hearing: Hearing | None = None
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_TIMEOUT), cookie_jar=aiohttp.DummyCookieJar())
        self._adapter = SlackAdapter(posting_client_of(bot_token, api, self._session), clock)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._session.close()

    @property
    def adapter(self) -> SlackAdapter:
        """What sends."""
        return self._adapter

    @property
    def is_connected(self) -> bool:
        """Whether commands are heard at this moment."""
        return self._hearing is not None and self._hearing.is_connected

    async def run(self) -> None:
        """Hear and answer until cancelled: a connection that ends, for whatever reason, is followed by another."""
        await asyncio.to_thread(importlib.import_module, _LATE)
        self._hearing = self._new_hearing()
        try:
            await self._hearing.run()
        finally:
            self._hearing = None

    async def check(self, channels: Sequence[str]) -> Sequence[Finding]:
        """Ask Slack whether tokens, rights and these channels (their ids) are as they must be."""
        client = client_of(self._bot_token, self._api, self._session, is_repeatable=True)
        return await check_slack(client, self._app_token, channels)

    def _new_hearing(self) -> Hearing:
        from bot.adapters.slack.hearing import Access, Hearing  # noqa: PLC0415 - imported late, see above

        return Hearing(
            Access(self._bot_token, self._api, self._app_token, self._secret, self._host, self._port),
            self._desk,
            self._clock,
            CardDrawing(),
            session=self._session,
            times=self._times,
            sleep=self._sleep,
        )
