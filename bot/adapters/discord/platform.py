"""Discord as a whole, for the composition root: the adapter for the outbox, and the client that is kept running.

discord.py is imported when the client is first made: it takes a third of a second that a desk without Discord need not pay.
"""

from __future__ import annotations

import asyncio
import importlib
import random
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from bot.adapters.discord.adapter import DiscordAdapter
from bot.adapters.discord.check import check
from bot.adapters.discord.replies import Replies
from bot.adapters.discord.rest import API, Rest
from bot.adapters.findings import Finding
from bot.desk.chat import ChatDesk
from bot.desk.ports import Clock

if TYPE_CHECKING:
    from bot.adapters.discord.client import DeskClient

FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
TOKEN_WAIT = 900.0
DIGESTS = "discord-commands.json"
_LATE = "bot.adapters.discord.client"


class DiscordPlatform:
    """An async context manager that owns its connections. `run` answers commands for as long as it is let; `adapter` works without it.

    `data_dir` keeps which commands Discord was told last. `api` and `gateway` are where Discord is, where it is not at its own address.
    """

    def __init__(
        self,
        token: str,
        desk: ChatDesk,
        clock: Clock,
        data_dir: Path,
        *,
        api: str = API,
        gateway: str | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._token = token
        self._desk = desk
        self._data_dir = data_dir
        self._api = api
        self._gateway = gateway
        self._sleep = sleep
        self._rest = Rest(token, url=api)
        self._client: DeskClient | None = None
        self._adapter = DiscordAdapter(self._rest, clock)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._rest.close()

    @property
    def adapter(self) -> DiscordAdapter:
        """What sends."""
        return self._adapter

    @property
    def is_connected(self) -> bool:
        """Whether commands are heard at this moment."""
        client = self._client
        return client is not None and client.is_ready() and not client.is_closed()

    async def check(self, channels: Sequence[str]) -> Sequence[Finding]:
        """Ask Discord whether token, servers and the rights in these channels are as they must be."""
        return await check(self._rest, channels)

    async def run(self) -> None:
        """Stay connected until cancelled: a client that ends, for whatever reason, is followed by a fresh one after 1 s, doubled up to a
        minute, since a client whose first connection failed cannot be used again."""
        await asyncio.to_thread(importlib.import_module, _LATE)
        wait = FIRST_WAIT
        while True:
            self._client = client = self._new_client()
            try:
                is_token_good = await client.live(self._token)
            finally:
                self._client = None
            _end_if_asked()
            wait = FIRST_WAIT if client.was_ready else wait
            await self._sleep(_jittered(wait) if is_token_good else TOKEN_WAIT)
            wait = min(wait * 2, LONGEST_WAIT)

    def _new_client(self) -> DeskClient:
        from bot.adapters.discord.client import DeskClient  # noqa: PLC0415 - imported late, see above
        from bot.adapters.discord.handler import DeskHandler  # noqa: PLC0415 - imported late, see above

        handler = DeskHandler(self._desk, Replies(self._rest))
        return DeskClient(handler, self._desk.table, self._data_dir / DIGESTS, api=self._api, gateway=self._gateway)


def _end_if_asked() -> None:
    """The library swallows a cancellation at some moments of connecting; it must end the loop all the same."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def _jittered(wait: float) -> float:
    return wait * random.SystemRandom().uniform(0.8, 1.2)
