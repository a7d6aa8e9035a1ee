"""What was done already: Slack may tell the same thing twice, and people click twice."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

from bot.desk.ports import Clock

MOST = 4_096


class Once:
    """Remembers marks for `seconds`, the newest MOST of them."""

    def __init__(self, clock: Clock, *, seconds: float, most: int = MOST) -> None:
        self._clock = clock
        self._kept = timedelta(seconds=seconds)
        self._most = most
        self._seen: OrderedDict[str, datetime] = OrderedDict()

    def is_first(self, mark: str) -> bool:
        """Whether the mark was not seen in the time that is remembered; it is now. An empty mark is never remembered."""
        if not mark:
            return True
        now = self._clock.now()
        seen = self._seen.get(mark)
        if seen is not None and now - seen < self._kept:
            return False
        self._seen[mark] = now
        self._seen.move_to_end(mark)
        while len(self._seen) > self._most:
            self._seen.popitem(last=False)
        return True
