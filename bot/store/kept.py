"""What every command asks and hardly anybody changes, kept for a few seconds: settings, claims, managers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from bot.desk.ports import Clock

T = TypeVar("T")

KEPT = timedelta(seconds=5)
"""How long another desk on the same database may not see a change. The desk that changes something sees it at once."""

_MOST = 2_000


class Kept:
    """Answers by key. A change made by this desk forgets all of them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._answers: dict[Hashable, tuple[datetime, Any]] = {}
        self._changes = 0

    async def get(self, key: Hashable, ask: Callable[[], Awaitable[T]]) -> T:
        """The kept answer, else what `ask` says, kept unless something changed while it was asking."""
        now = self._clock.now()
        known = self._answers.get(key)
        if known is not None and timedelta(0) <= now - known[0] < KEPT:
            return cast("T", known[1])
        changes = self._changes
        answer = await ask()
        if changes == self._changes:
            if len(self._answers) >= _MOST:
                self._answers.clear()
            self._answers[key] = (now, answer)
        return answer

    def forget(self) -> None:
        """Something is other than it was."""
        self._changes += 1
        self._answers.clear()
