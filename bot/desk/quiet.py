"""Local wall time: zones of channels, the moment at which a clock on the wall shows a time, and quiet hours.

Everything is computed in UTC from local wall times, so that days of 23 and 25 hours are what they are. A time that a day has not (the
clocks go forward) or has twice (they go back) is read as RFC 5545, section 3.3.5 has it: by the offset before the gap, and as the
first of the two.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.model import Preferences

_DAY = timedelta(days=1)


def zone_of(preferences: Preferences | None, desk: ZoneInfo) -> ZoneInfo:
    """The zone that a channel set, else the desk's; the desk's too where this machine does not know the channel's."""
    if preferences is None or preferences.timezone is None:
        return desk
    try:
        return ZoneInfo(preferences.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return desk


def wall_moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which clocks in that zone show `minutes` (0 to 1439) after midnight on that day."""
    return datetime.combine(day, time(minutes // 60, minutes % 60), zone).astimezone(UTC)


def quiet_end(preferences: Preferences | None, zone: ZoneInfo, moment: datetime) -> datetime | None:
    """When the quiet hours end in which `moment` lies (aware UTC); None where it lies in none.

    `zone` is the channel's. Hours that end before they begin last over midnight; those that end when they begin are none.
    """
    if preferences is None or preferences.quiet_from is None or preferences.quiet_until is None:
        return None
    if preferences.quiet_from == preferences.quiet_until:
        return None
    night = _DAY if preferences.quiet_until < preferences.quiet_from else timedelta()
    today = moment.astimezone(zone).date()
    end = moment
    # Where the clocks change, one night's end may lie in the next one's hours: the last end counts.
    for day in (today - _DAY, today, today + _DAY):
        if wall_moment(day, preferences.quiet_from, zone) <= end:
            end = max(end, wall_moment(day + night, preferences.quiet_until, zone))
    return end if end > moment else None
