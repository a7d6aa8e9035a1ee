"""The desk's rounds: work that is done when its bell rings, until there is nothing left to do.

The bell is only a hint: truth is in the store. A round that fails says so once and tries again at the next ring, so that a
database that is away for a minute ends nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.errors import DeskError

log = logging.getLogger(__name__)


class Round:
    """Calls `work` while it returns more than 0 (things done); after each such call rings the bells in `then`.

    `last_error` is the words of the failure that the round is in, None while it does well.
    """

    def __init__(self, name: str, work: Callable[[], Awaitable[int]], *, then: tuple[Round, ...] = ()) -> None:
        self.name = name
        self.last_error: str | None = None
        self.done = 0
        self._work = work
        self._then = then
        self._bell = asyncio.Event()

    def ring(self) -> None:
        """Ask for a round; a ring during one asks for another after it."""
        self._bell.set()

    async def run(self) -> None:
        """Serve until cancelled."""
        while True:
            await self._bell.wait()
            self._bell.clear()
            await self._once()

    async def _once(self) -> None:
        try:
            while count := await self._work():
                self.done += count
                for follower in self._then:
                    follower.ring()
        except Exception as error:  # noqa: BLE001 - said once, tried again at the next ring
            self._say(error)
        else:
            if self.last_error is not None:
                log.info("The %s round does well again", self.name)
            self.last_error = None

    def _say(self, error: Exception) -> None:
        words = f"{type(error).__name__}: {error}"
        if words != self.last_error:
            log.error("The %s round failed: %s", self.name, error, exc_info=not isinstance(error, DeskError))
        self.last_error = words
