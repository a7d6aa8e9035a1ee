"""When a digest is due: the moments of a rhythm in a channel's time zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from bot.desk.quiet import wall_moment, zone_of
from bot.model import Preferences, Rhythm, Schedule

DIGEST_HOUR = 8
"""The hour of a digest where neither its schedule nor its channel names one."""

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Timetable:
    """A schedule with everything decided: `hour` 0 to 23 in `zone`."""

    rhythm: Rhythm
    hour: int
    weekday: int
    zone: ZoneInfo

    def moments(self, until: datetime) -> Iterator[datetime]:
        """The moments (UTC) at or before `until`, the last first; none for INSTANT. Without end: take what is needed."""
        if self.rhythm is Rhythm.INSTANT:
            return
        day = until.astimezone(self.zone).date() + timedelta(days=1)
        for back in count():
            one = day - timedelta(days=back)
            if self._has(one.weekday()) and (moment := wall_moment(one, self.hour * 60, self.zone)) <= until:
                yield moment

    def last(self, until: datetime) -> datetime | None:
        """The last moment at or before `until`."""
        return next(self.moments(until), None)

    def before(self, moment: datetime) -> datetime | None:
        """The moment that comes before one of this timetable."""
        return next((earlier for earlier in self.moments(moment) if earlier < moment), None)

    def next(self, moment: datetime) -> datetime | None:
        """The first moment after `moment`."""
        later = list(_until(self.moments(moment + timedelta(days=8)), moment))
        return later[-1] if later else None

    def _has(self, weekday: int) -> bool:
        if self.rhythm is Rhythm.WEEKLY:
            return weekday == self.weekday
        return self.rhythm is Rhythm.DAILY or weekday < _SATURDAY


def _until(moments: Iterator[datetime], end: datetime) -> Iterator[datetime]:
    for moment in moments:
        if moment <= end:
            return
        yield moment


def timetable(schedule: Schedule, preferences: Preferences | None, zone: ZoneInfo, hour: int = DIGEST_HOUR) -> Timetable:
    """The schedule of a subscription in its channel. `zone` and `hour` are the desk's, where neither schedule nor channel says more."""
    own = preferences.digest_hour if preferences is not None else None
    at = next(value for value in (schedule.hour, own, hour) if value is not None)
    return Timetable(schedule.rhythm, at, schedule.weekday, zone_of(preferences, zone))
