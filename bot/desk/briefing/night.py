"""The night of a channel: what came in while its readers slept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.desk.digest import Period
from bot.desk.quiet import wall_moment
from bot.model import Preferences

MIDDLE = 3 * 60
"""Quiet hours are a night where they hold at three in the morning."""

LATEST_END = 10
LENGTH = 10
EVENING, MORNING = 22 * 60, 7 * 60
LONGEST = timedelta(days=4)
"""A brief of more days has no night of its own."""

_DAY = timedelta(days=1)


def hours_of_night(own: Preferences | None, hour: int) -> tuple[int, int]:
    """When the night begins and ends, in minutes after midnight: the channel's quiet hours where they are a night, else the ten hours
    before a digest in the morning (`hour`, where the channel names none), else 22:00 to 7:00."""
    if own is not None and own.quiet_from is not None and own.quiet_until is not None:
        begins, ends = own.quiet_from, own.quiet_until
        if (begins > ends and (begins <= MIDDLE or ends > MIDDLE)) or begins <= MIDDLE < ends:
            return begins, ends
    at = hour if own is None or own.digest_hour is None else own.digest_hour
    if MIDDLE // 60 < at <= LATEST_END:
        return (at - LENGTH) % 24 * 60, at * 60
    return EVENING, MORNING


def night_of(period: Period, own: Preferences | None, zone: ZoneInfo, hour: int) -> Period | None:
    """The last night of the period of which half is over, as far as it lies in it; None in a period of many days or without a night."""
    if period.end - period.start > LONGEST:
        return None
    begins, ends = hours_of_night(own, hour)
    night = next(night for night in _nights(period.end, begins, ends, zone) if night.start + (night.end - night.start) / 2 <= period.end)
    start, end = max(night.start, period.start), min(night.end, period.end)
    return Period(start, end) if start < end else None


def _nights(until: datetime, begins: int, ends: int, zone: ZoneInfo) -> Iterator[Period]:
    """The nights that end on the day after `until` and on those before it, the last first."""
    over_midnight = timedelta() if begins < ends else _DAY
    today = until.astimezone(zone).date()
    for back in range(-1, 3):
        morning = today - back * _DAY
        yield Period(wall_moment(morning - over_midnight, begins, zone), wall_moment(morning, ends, zone))
