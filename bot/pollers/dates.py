"""Dates of feeds, as outlets write them: RFC 822, ISO 8601, and what is neither.

A date that names no zone is in the outlet's own (`zone`); a date without a time is midnight there. What cannot be read is None: an item
without a date keeps the time at which it was first seen.
"""

from __future__ import annotations

import calendar
import re
import time
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_MONTHS = {m: i for i, m in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}
_ZONE_MINUTES = """
    ut 0 utc 0 gmt 0 z 0 wet 0 kst 540 jst 540 hkt 480 sgt 480 ist 330 msk 180 est -300 edt -240 cst -360 cdt -300 mst -420 mdt -360
    pst -480 pdt -420 ast -240 adt -180 bst 60 met 60 mest 120 cet 60 cest 120 eet 120 eest 180 aest 600 aedt 660"""
_ZONES = dict(zip(_ZONE_MINUTES.split()[::2], map(int, _ZONE_MINUTES.split()[1::2]), strict=True))
_ZONES_BY_SEASON = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Before the web: a placeholder such as the Unix epoch, not a date."""

_TOMORROW = timedelta(days=1)

_TIME = (
    r"(?:[\s,T]*(?P<meridiem>오전|오후)?\s*(?P<hour>\d{1,2})\s*[:시]\s*(?P<minute>\d{1,2})"
    r"(?:\s*[:분]\s*(?P<second>\d{1,2})(?:[.,]\d+)?초?|분)?\s*(?P<half>[AaPp]\.?[Mm]\b)?)"
)
_ZONE = r"\s*(?P<zone>(?:GMT|UTC)?\s*[+-]\d{1,2}:?\d{0,2}|\(?[A-Za-z]{1,5}\)?(?![A-Za-z]))?"
_DAYS = (
    r"(?P<year>\d{4})\s*[-./]\s*(?P<month>\d{1,2})\s*[-./]\s*(?P<day>\d{1,2})(?!\d)\.?",
    r"(?P<year>\d{4})년\s*(?P<month>\d{1,2})월\s*(?P<day>\d{1,2})일\s*(?:\([^)]{1,3}\)|[월화수목금토일]요일)?",
    r"(?:[A-Za-z]{2,9}\.?\s*,?\s*)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<name>[A-Za-z]{3,9})\.?,?[\s-]+(?P<year>\d{4}|\d{2})(?![\d:])",
    r"(?:[A-Za-z]{2,9}\.?(?:\s*,\s*|\s+))?(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(?P<year>\d{4})(?!\d)",
    r"(?P<day>\d{1,2})[\s./-]+(?P<month>\d{1,2})[\s./-]+(?P<year>\d{4})(?!\d)",
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)",
    r"(?:[A-Za-z]{2,9}\.?\s*,\s*)?(?P<day>\d{1,2})\s+(?P<name>[A-Za-z]{3,9})(?P<year>)(?!\s*\d{4})",
)
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?:[A-Za-z]{2,9}\.?,?\s+)?(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})" + _TIME + _ZONE + r"\s+(?P<year>\d{4})(?!\d)",
        *(f"{day}{_TIME}?{_ZONE}" for day in _DAYS),
    )
)


def read_date(text: str | None, zone: tzinfo, now: datetime) -> datetime | None:
    """The moment that a feed's date means, in UTC and whole seconds; None where it means none. A date without a year is the last such day
    before `now`."""
    if not text or len(text) > 100:
        return None
    plain = " ".join(text.split())
    moment = _digits(plain, zone) or _iso(plain, zone) or _by_shape(plain, zone, now)
    return moment.replace(microsecond=0) if moment is not None and moment >= _EARLIEST else None


def trusted(utc: time.struct_time, text: str) -> datetime | None:
    """The moment that another reader took from a feed's date; None before the web, and in years that the date does not name."""
    try:
        moment = datetime.fromtimestamp(calendar.timegm(utc), UTC)
    except (ValueError, OverflowError):
        return None
    is_named = any(str(year) in text for year in {moment.year, (moment - _TOMORROW).year, (moment + _TOMORROW).year})
    return moment if is_named and moment >= _EARLIEST else None


def _iso(text: str, zone: tzinfo) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _digits(text: str, zone: tzinfo) -> datetime | None:
    """`20260927190000`, which fromisoformat does not know."""
    if len(text) not in {12, 14} or not (text.isascii() and text.isdigit()):
        return None
    return _iso(f"{text[:8]}T{text[8:]}", zone)


def _by_shape(text: str, zone: tzinfo, now: datetime) -> datetime | None:
    for shape in _SHAPES:
        found = shape.match(text)
        if found:
            try:
                return _moment(found.groupdict(), zone, now)
            except (ValueError, OverflowError):
                continue
    return None


def _moment(parts: dict[str, str | None], zone: tzinfo, now: datetime) -> datetime:
    month = int(parts["month"] or 0) if "month" in parts else _MONTHS.get((parts["name"] or "")[:3].lower(), 0)
    year = _year(parts["year"] or "", now)
    hour = _hour(int(parts["hour"] or 0), parts["meridiem"] or parts["half"])
    naive = datetime(year, month, int(parts["day"] or 0), hour, int(parts["minute"] or 0), min(int(parts["second"] or 0), 59))  # noqa: DTZ001
    moment = naive.replace(tzinfo=_zone(parts["zone"], zone)).astimezone(UTC)
    return moment if parts["year"] or moment <= now + _TOMORROW else moment.replace(year=year - 1)


def _year(text: str, now: datetime) -> int:
    if not text:
        return now.year
    year = int(text)
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    is_afternoon = half == "오후" or half[0] in "pP"
    return hour % 12 + (12 if is_afternoon else 0)


def _zone(text: str | None, default: tzinfo) -> tzinfo:
    if not text:
        return default
    name = text.strip(" ()").casefold()
    if name in _ZONES:
        return timezone(timedelta(minutes=_ZONES[name]))
    if name in _ZONES_BY_SEASON:
        return ZoneInfo(_ZONES_BY_SEASON[name])
    found = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", name)
    if not found:
        return default
    minutes = int(found.group(2)) * 60 + int(found.group(3) or 0)
    return timezone(timedelta(minutes=-minutes if found.group(1) == "-" else minutes))
