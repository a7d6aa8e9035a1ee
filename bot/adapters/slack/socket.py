"""Socket Mode kept alive: a new connection before the old one goes, and one every hour whatever happens."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Protocol

import aiohttp

from bot.adapters.slack.quiet import without_secrets
from bot.adapters.slack.tokens import APP_TOKEN, is_token_error, say_token_error
from bot.adapters.slack.watchdog import Pulse, Times, Verdict, judge

log = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[object]]


class Connection(Protocol):
    """What is kept alive (link.py)."""

    why_ended: str
    is_routine: bool
    ended: asyncio.Event

    async def open(self) -> str | None: ...

    def pulse(self) -> Pulse: ...

    async def close(self) -> None: ...


class Socket:
    """Keeps one connection open, by means of as many as it takes."""

    def __init__(self, new: Callable[[], Connection], times: Times, *, sleep: Sleep = asyncio.sleep) -> None:
        self._new = new
        self._times = times
        self._sleep = sleep
        self._current: Connection | None = None
        self._leaving: set[asyncio.Task[None]] = set()
        self._is_ending = asyncio.Event()

    @property
    def is_connected(self) -> bool:
        """Whether something that is said in Slack would be heard."""
        return self._current is not None and judge(self._current.pulse(), self._times) is not Verdict.DEAD

    async def run(self) -> None:
        """Stay connected until cancelled."""
        try:
            while True:
                fresh = await self._opened()
                former, self._current = self._current, fresh
                if former is not None:
                    self._leave(former)
                log.info("Slack is connected")
                await self._watch(fresh)
        finally:
            await self._end()

    async def _opened(self) -> Connection:
        """A connection that was greeted, after as many tries as it takes."""
        wait = self._times.first_wait
        while True:
            connection = self._new()
            is_open = False
            try:
                refusal = await connection.open()
                is_open = refusal is None
            except (aiohttp.ClientError, OSError, TimeoutError) as error:
                refusal = without_secrets(str(error)) or type(error).__name__
            finally:
                if not is_open:
                    await connection.close()
            if refusal is None:
                return connection
            await self._sleep(self._wait_after(refusal, wait))
            wait = min(wait * 2, self._times.longest_wait)

    def _wait_after(self, refusal: str, wait: float) -> float:
        """Say what failed; seconds until the next try."""
        if is_token_error(refusal):
            say_token_error(APP_TOKEN, refusal)
            return self._times.token_wait
        log.warning("Slack could not be reached and is tried again: %s", refusal)
        return wait * random.SystemRandom().uniform(0.8, 1.2)

    async def _watch(self, connection: Connection) -> None:
        """Until it is to be replaced."""
        while True:
            try:
                async with asyncio.timeout(self._times.tick):
                    await connection.ended.wait()
            except TimeoutError:
                verdict = judge(connection.pulse(), self._times)
                if verdict is Verdict.OLD:
                    log.info("The connection to Slack is renewed")
                    return
                if verdict is Verdict.WELL:
                    continue
                connection.ended.set()
            level = logging.INFO if connection.is_routine else logging.WARNING
            log.log(level, "The connection to Slack is renewed: %s", connection.why_ended)
            return

    def _leave(self, connection: Connection) -> None:
        """Close it a little later, so that what it was told last is acknowledged."""

        async def leave() -> None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._times.drain):
                    await self._is_ending.wait()
            await connection.close()

        task = asyncio.create_task(leave())
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _end(self) -> None:
        current, self._current = self._current, None
        self._is_ending.set()
        closing = [current.close()] if current is not None else []
        await asyncio.gather(*self._leaving, *closing, return_exceptions=True)
