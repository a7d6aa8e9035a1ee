"""When a feed brings news and when it asks to be left alone, as the desk has learnt it.

The rhythm is counted by hour of day and by day of week, in the outlet's zone; the two are taken for independent, so that some thirty
items already say something. Looks are shared out by the square root of the rate at which news come, which makes the mean delay of an item
least for a given number of looks (Sia, Cho and Cho, "Efficient monitoring algorithm for fast news alerts", IEEE TKDE 19(7), 2007).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from math import ceil, sqrt
from zoneinfo import ZoneInfo

from bot.model import ClaimedFeed, Entry
from bot.pollers.ports import ParsedFeed

_HOURS, _DAYS = 24, 7
_ENOUGH = 30
"""Items from which a rhythm is believed."""

_PRIOR = 2
"""Items that each hour and day is taken to have brought before anything was seen, so that no hour counts as dead for want of luck."""

_MEMORY = 1_000
"""Items after which the counts are halved: a feed that changes its habits is followed within weeks."""

_FRESH_STEP, _FRESH_MOST = 300.0, 1_800.0


@dataclass(frozen=True, slots=True)
class Habits:
    """Items by hour and weekday (Monday first) in the outlet's zone; the hours and weekdays in UTC, as RSS 2.0 counts skipHours and
    skipDays, in which the feed asks not to be read; for how many seconds it calls itself fresh (ttl), and the longest for which its server
    has called it fresh (Cache-Control), in steps of five minutes up to half an hour."""

    hours: tuple[int, ...] = (0,) * _HOURS
    days: tuple[int, ...] = (0,) * _DAYS
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    ttl: float = 0.0
    fresh: float = 0.0

    @classmethod
    def from_text(cls, text: str | None) -> Habits:
        """What `to_text` wrote; those of a new feed for None."""
        if not text:
            return cls()
        hours, days, skip_hours, skip_days, ttl, *fresh = json.loads(text)  # `fresh` came later
        return cls(tuple(hours), tuple(days), tuple(skip_hours), tuple(skip_days), float(ttl), float(fresh[0]) if fresh else 0.0)

    def to_text(self) -> str:
        """As the store keeps them."""
        return json.dumps([self.hours, self.days, self.skip_hours, self.skip_days, self.ttl, self.fresh], separators=(",", ":"))

    def with_items(self, moments: Iterable[datetime], zone: tzinfo) -> Habits:
        """After items that were published at these moments."""
        hours, days = list(self.hours), list(self.days)
        for moment in moments:
            local = moment.astimezone(zone)
            hours[local.hour] += 1
            days[local.weekday()] += 1
        if sum(hours) > _MEMORY:
            hours, days = [count // 2 for count in hours], [count // 2 for count in days]
        return replace(self, hours=tuple(hours), days=tuple(days))

    def pace(self, moment: datetime, zone: tzinfo) -> float:
        """How much more often than on average to look at this moment: 1 on average and while the rhythm is not known."""
        total = sum(self.hours)
        if total < _ENOUGH:
            return 1.0
        local = moment.astimezone(zone)
        hour = (self.hours[local.hour] + _PRIOR) * _HOURS / (total + _PRIOR * _HOURS)
        day = (self.days[local.weekday()] + _PRIOR) * _DAYS / (sum(self.days) + _PRIOR * _DAYS)
        return sqrt(hour * day)

    def after_skips(self, moment: datetime) -> datetime:
        """The moment itself, or the first full hour after it in which the feed may be read; itself where it never may."""
        if not self.skip_hours and not self.skip_days:
            return moment
        at = moment.astimezone(UTC)
        for _ in range(_HOURS * _DAYS):
            if at.hour not in self.skip_hours and at.weekday() not in self.skip_days:
                return at
            at = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        return moment


def habits_after(feed: ClaimedFeed, parsed: ParsedFeed, fresh: Sequence[Entry], now: datetime, max_age: float | None = None) -> Habits:
    """What is known of a feed after a poll that brought these new entries. One without a date counts as of now, but not in the backlog of
    a new feed, which came long before."""
    zone: tzinfo = ZoneInfo(feed.spec.timezone) if feed.spec.timezone else UTC
    seen = None if feed.first_polled_at is None else now
    moments = [moment for entry in fresh if (moment := entry.published_at or seen) is not None]
    old = Habits.from_text(feed.habits)
    # The longest is kept, since caches count their max-age down: it would be another with each poll, and each poll a write.
    cached = min(ceil((max_age or 0.0) / _FRESH_STEP) * _FRESH_STEP, _FRESH_MOST)
    asked = replace(old, skip_hours=parsed.skip_hours, skip_days=parsed.skip_days, ttl=parsed.ttl_seconds or 0.0)
    known = replace(asked, fresh=max(old.fresh, cached))
    return known.with_items(moments, zone)
