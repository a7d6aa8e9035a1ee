"""A calendar day out of any date text: ISO 8601, RFC 2822, Korean, dotted, written out in English, or a Unix time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from handlers.script import words

_MONTHS = {name: number for number, name in enumerate(words("jan feb mar apr may jun jul aug sep oct nov dec"), 1)}
_YMD = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-./년]\s*(\d{1,2})\s*(?:[-./월]\s*(\d{1,2}))?")
_DMY_WORD = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+((?:19|20)\d\d)")
_MDY_WORD = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)")
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_EPOCH = re.compile(r"^\d{9,13}$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def read_day(text: str) -> date | None:
    """The day that the text names, None where it names none. A month alone is read as its 15th, a year alone as its 1 July.

    The day is the one written, whatever the zone beside it: it dates offices, for which hours do not matter.
    """
    text = text.strip()[:100]
    if _EPOCH.match(text):
        return _from_epoch(int(text))
    if match := _COMPACT.match(text) or _YMD.search(text):
        return _day(int(match[1]), int(match[2]), int(match[3] or 15))
    return _written_out(text)


def _written_out(text: str) -> date | None:
    if match := _DMY_WORD.search(text):
        return _day(int(match[3]), _MONTHS.get(match[2][:3].lower(), 0), int(match[1]))
    if match := _MDY_WORD.search(text):
        return _day(int(match[3]), _MONTHS.get(match[1][:3].lower(), 0), int(match[2]))
    match = _YEAR.search(text)
    return date(int(match[1]), 7, 1) if match else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_epoch(seconds: int) -> date | None:
    try:
        return datetime.fromtimestamp(seconds / 1000 if seconds > 10**11 else seconds, UTC).date()
    except (OverflowError, OSError, ValueError):
        return None
