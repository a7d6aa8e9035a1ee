"""Days, weeks and months seen from an article's day.

The readings are those of TIMEX3 (Pustejovsky et al. 2003) and HeidelTime (Stroetgen and Gertz 2010): a date without a year is the one
nearest to the article that fits, a week begins on Monday (ISO 8601), early, mid and late are a month's thirds, as 초, 중순 and 말.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LONG_AGO, FAR_AHEAD = 183, 300
"""A day without a year that lies so many days back is next year's, and one so many days ahead last year's."""
HALF_MONTH = 15
THIRDS = {"early": 1, "mid": 11, "late": 21}


@dataclass(frozen=True, slots=True)
class When:
    """A day or a stretch of days named at [start, end) of a text. `is_ahead`: its own words say that it is to come (`next`, 다음).

    `is_limit`: something is to happen by then (`by`, `until`, 까지).
    """

    start: int
    end: int
    day: date
    until: date | None
    precision: str
    is_ahead: bool
    is_limit: bool = False


def free(pattern: re.Pattern[str], text: str, taken: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """The matches that touch nothing taken before; each is taken as it comes."""
    for match in pattern.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            taken.append(match.span())
            yield match


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def resolve(today: date | None, year: int | None, month: int, day: int) -> date | None:
    """The day of that month and day of the month, after `today`; None where it lies back, is no day, or the year cannot be told."""
    if year is not None:
        found = safe_date(year, month, day)
        return found if found and (today is None or found > today) else None
    if today is None:
        return None
    found = safe_date(today.year, month, day)
    if found is None or found <= today:
        is_past = found is not None and (today - found).days < LONG_AGO
        found = None if is_past else safe_date(today.year + 1, month, day)
    return found if found and 0 < (found - today).days <= FAR_AHEAD else None


def month_from(today: date | None, year: int | None, month: int, first: int = 1) -> date | None:
    """The first day that is still to come of a month, from its day `first` on; None as for `resolve`."""
    if not 1 <= month <= 12:
        return None
    if today is not None and (year is None or year == today.year) and month == today.month:
        ahead = today + timedelta(days=1)
        start = max(ahead, date(today.year, month, first))
        return start if start.month == month else None
    return resolve(today, year, month, first)


def following_month(today: date, months: int = 1, first: int = 1) -> date:
    """A day of the month so many months on."""
    index = today.year * 12 + today.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(first, calendar.monthrange(year, month)[1]))


def monday(today: date, weeks: int) -> date:
    """The Monday of the week so many weeks on."""
    return today + timedelta(days=7 * weeks - today.weekday())


def rest_of_week(today: date) -> date | None:
    """Tomorrow, where it belongs to this week."""
    return today + timedelta(days=1) if today.weekday() < 6 else None


def weekday_ahead(today: date, weekday: int, weeks: int | None) -> date | None:
    """The next such weekday after today (None where today is one), or the one of the week so many weeks on."""
    if weeks is not None:
        found = monday(today, weeks) + timedelta(days=weekday)
        return found if found > today else None
    days = (weekday - today.weekday()) % 7
    return today + timedelta(days=days) if days else None
