"""The clock: APScheduler says 'look now', and nothing more. What is due stands in the database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler


class PollClock:
    """Calls functions at intervals on the running event loop: one call of each at a time, missed ticks made up by one, never dropped."""

    def __init__(self) -> None:
        self._scheduler: Any = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def every(self, seconds: float, name: str, function: Callable[[], Awaitable[object] | None]) -> None:
        """Call `function` at once after the start and every so many seconds. It may be a coroutine function; `name` is for the log."""

        async def tick() -> None:
            outcome = function()
            if outcome is not None:
                await outcome

        self._scheduler.add_job(tick, "interval", seconds=seconds, id=name, name=name, next_run_time=datetime.now(UTC))

    def start(self) -> None:
        """Begin to tick. Needs a running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """No tick after this one. Ticks that are running are cancelled."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
