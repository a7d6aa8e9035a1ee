"""skipHours and skipDays of RSS 2.0 (and 0.91): when a feed asks not to be read. feedparser keeps only the last hour and day."""

from __future__ import annotations

import re

_HOURS = re.compile(rb"<skipHours>(.{0,4000}?)</skipHours>", re.DOTALL)
_DAYS = re.compile(rb"<skipDays>(.{0,2000}?)</skipDays>", re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>")
_DAY = re.compile(rb"<day>\s*([A-Za-z]{3})")
_NAMES = (b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun")


def skipped_hours(content: bytes) -> tuple[int, ...]:
    """Hours of the day in UTC, 0 to 23; some feeds count to 24 and mean midnight."""
    found = _HOURS.search(content)
    return tuple(sorted({int(hour) % 24 for hour in _HOUR.findall(found.group(1)) if int(hour) <= 24})) if found else ()


def skipped_days(content: bytes) -> tuple[int, ...]:
    """Days of the week, Monday 0."""
    found = _DAYS.search(content)
    named = {day.lower() for day in _DAY.findall(found.group(1))} if found else set()
    return tuple(number for number, name in enumerate(_NAMES) if name in named)
