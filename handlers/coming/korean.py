"""Days to come in Korean: 다음 달 3일, 오는 18일부터 28일까지, 이달 말, 내년 3월, 다음 주 화요일, 모레, 6·3 지방선거."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta

from handlers.coming.calendar import (
    HALF_MONTH,
    THIRDS,
    When,
    following_month,
    free,
    monday,
    month_from,
    resolve,
    rest_of_week,
    safe_date,
    weekday_ahead,
)
from handlers.script import words

_NATIVE = {word: at for at, word in enumerate(words("하루 이틀 사흘 나흘 닷새 엿새 이레 여드레 아흐레 열흘"), 1)}
_WEEKDAYS = "월화수목금토일"
_TO = r"\s*(?:\([^)\n]{1,8}\))?\s*(?:부터|에서|[~∼～〜\-–])\s*"
_NOT_SPAN = r"(?!\s*(?:간|동안|이내|내|째|만에|치|분|짜리|정도|넘|가까이|여|이상|이하|뒤|후(?![가-힣])|앞두|앞둔|앞으로))"
_DATE = re.compile(
    r"(?:(?P<y>\d{4})년\s*|(?P<rel>내년|올해|다음\s?달|내달|이달|이번\s?달|오는|다가오는|지난해|지난달|지난|작년|전년|같은\s?달|매년|해마다)\s*)?"
    r"(?<!\d)(?:(?P<m>\d{1,2})월\s*)?(?P<d>\d{1,2})(?:일(?:\([^)\n]{1,8}\))?)?(?:"
    + _TO
    + r"(?:(?P<m2>\d{1,2})월\s*)?(?P<d2>\d{1,2})일(?P<to>까지)?|(?<=일)|(?<=\)))"
    + _NOT_SPAN
    + r"(?P<by>\s?까지|\s?전까지)?"
)
_MONTH = re.compile(
    r"(?:(?P<y>\d{4})년\s*|(?P<rel>내년|올해|올|오는|다가오는|지난해|지난|작년|전년|매년|해마다)\s*)?(?<!\d)(?P<m>\d{1,2})월"
    r"(?:\s*(?P<part>초순|초|중순|중|하순|말))?(?!\s*\d{1,2}(?:일|[~∼～\-–]))(?P<by>\s?까지)?"
)
_REL_MONTH = re.compile(
    r"(?P<month>다음\s?달|내달|이달|이번\s?달)(?:\s*(?P<part>초순|초|중순|중|하순|말))?(?!\s*\d)(?P<by>\s?까지|\s?안에|\s?내로)?"
)
_WEEKDAY = re.compile(
    r"(?P<week>다음\s?주|내주|차주|이번\s?주|금주|오는|돌아오는)?\s*(?:주초|주말|초|중반|후반)?\s*(?<![가-힣])(?P<weekday>[월화수목금토일])요일"
)
_WEEK = re.compile(r"(?P<week>다음\s?주|내주|차주|(?:이번\s?주|금주)(?!\s?초))(?!목)")
_NEAR = re.compile(r"(?<![가-힣])(?P<near>내일|모레|글피)(?!신문)")
_COUNT = re.compile(
    r"(?<![가-힣\d])(?P<count>\d{1,2}|" + "|".join(_NATIVE) + r")\s?(?P<unit>일|주|개월|달)?\s?(?P<after>뒤|후|앞으로|앞두|앞둔)(?!보|퇴)"
)
_D_MINUS = re.compile(r"(?<![A-Za-z])D[-–](?P<count>[1-9]\d{0,2})(?!\d)")
_YEAR_END = re.compile(r"(?<!지난 )(?<![가-힣])(?:(?:올해\s?말|올\s?연말|연말)(?:까지|께|쯤|에는|에(?![가-힣]))|연내)")
_ELECTION = re.compile(
    r"(?<![\d.])(?P<m>\d{1,2})[·.․](?P<d>\d{1,2})\s?(?:전국동시)?(?:지방선거|대선|총선|재보선|재·보선|재보궐|재·보궐|조기\s?대선|대통령\s?선거|중간선거|보궐선거)"
)
KOREAN_TRIGGERS = {
    "election": words("지방선거 대선 총선 재보선 재·보선 재보궐 재·보궐 대통령선거 중간선거 보궐선거"),
    "date": tuple(f"{day}일" for day in range(1, 32)),
    "month": tuple(f"{month}월" for month in range(1, 13)),
    "relative month": ("다음 달", "다음달", "내달", "이달", "이번 달", "이번달"),
    "weekday": ("요일",),
    "week": ("다음 주", "다음주", "내주", "차주", "이번 주", "이번주", "금주"),
    "near": ("내일", "모레", "글피"),
    "count": ("뒤", "후", "앞으로", "앞두", "앞둔"),
    "d minus": ("d-",),
    "year end": ("올해 말", "올해말", "연말", "연내"),
}
"""Words without which a text has no day of a form, by form."""
_MOST_DAYS = 14
_AHEAD = frozenset(words("내년 다음달 내달 오는 다가오는"))
_PAST = frozenset(words("지난해 지난달 지난 작년 전년 같은달 매년 해마다"))


def korean_days(text: str, today: date | None, forms: Collection[str] = tuple(KOREAN_TRIGGERS)) -> Iterator[When]:
    """The days after `today` that the text names, in no order; without `today` only those with their year.

    `forms` are the keys of KOREAN_TRIGGERS of which a word stands in the text: others are not looked for.
    """
    taken: list[tuple[int, int]] = []
    for form, pattern, of_calendar in _CALENDAR:
        for match in free(pattern, text, taken) if form in forms else ():
            if (found := of_calendar(match, today)) is not None:
                yield found
    for form, pattern, of_today in _RELATIVE if today is not None else ():
        for match in free(pattern, text, taken) if form in forms else ():
            if today is not None and (found := of_today(match, today)) is not None:
                yield found


def _election(match: re.Match[str], today: date | None) -> When | None:
    day = resolve(today, None, int(match["m"]), int(match["d"])) if int(match["m"]) <= 12 else None
    return When(*match.span(), day, None, "day", is_ahead=True) if day else None


def _month_and_year(match: re.Match[str], today: date | None, relation: str) -> tuple[int | None, int | None]:
    """The month and the year that the words name, each None where they leave it open."""
    month = int(match["m"]) if match["m"] else None
    if match["y"] or today is None:
        return month, int(match["y"]) if match["y"] else None
    if relation in ("내년", "올해", "올"):
        return month, today.year + (relation == "내년")
    if relation in ("다음달", "내달"):
        first = following_month(today)
        return first.month, first.year
    is_current = relation in ("이달", "이번달") or month is None
    return (today.month, today.year) if is_current else (month, None)


def _date(match: re.Match[str], today: date | None) -> When | None:
    relation = (match["rel"] or "").replace(" ", "")
    month, year = _month_and_year(match, today, relation)
    if relation in _PAST or month is None or (today is None and year is None):
        return None
    first = _nearest(today, int(match["d"]), relation) if _is_bare(match, relation) else resolve(today, year, month, int(match["d"]))
    if first is None:
        return None
    until = None
    if match["d2"]:
        last = int(match["m2"]) if match["m2"] else first.month
        until = safe_date(first.year + (last < first.month), last, int(match["d2"]))
    is_limit = bool(match["by"]) and not match["d2"]
    return When(*match.span(), first, until if until and until > first else None, "day", relation in _AHEAD, is_limit)


def _is_bare(match: re.Match[str], relation: str) -> bool:
    """Whether only a day of the month is named: 18일, 오는 18일."""
    return not match["m"] and not match["y"] and relation in ("", "오는", "다가오는")


def _nearest(today: date | None, day: int, relation: str) -> date | None:
    """The day of the month nearest to today: 31일 said on the 1st lies back, 오는 3일 said on the 30th in the month that follows."""
    if today is None:
        return None
    if day > today.day:
        return safe_date(today.year, today.month, day) if relation or day - today.day <= HALF_MONTH else None
    ahead = following_month(today)
    return safe_date(ahead.year, ahead.month, day) if relation and today.day - day > HALF_MONTH else None


def _third(part: str | None) -> int:
    return {"중순": THIRDS["mid"], "하순": THIRDS["late"], "말": THIRDS["late"]}.get(part or "", 1)


def _month(match: re.Match[str], today: date | None) -> When | None:
    relation = match["rel"] or ""
    month, year = _month_and_year(match, today, relation)
    if today is not None and not match["part"] and month == today.month and year in (None, today.year):
        return None  # the month that is under way
    if relation in _PAST or month is None or (today is None and year is None):
        return None
    day = month_from(today, year, month, _third(match["part"]))
    return When(*match.span(), day, None, "month", relation in _AHEAD, bool(match["by"])) if day else None


def _relative_month(match: re.Match[str], today: date) -> When | None:
    is_next = match["month"].replace(" ", "") in ("다음달", "내달")
    third = _third(match["part"])
    day = following_month(today, 1, third) if is_next else month_from(today, today.year, today.month, third)
    return When(*match.span(), day, None, "month", is_next or third == THIRDS["late"], bool(match["by"])) if day else None


def _weekday(match: re.Match[str], today: date) -> When | None:
    which = (match["week"] or "").replace(" ", "")
    weeks = 1 if which in ("다음주", "내주", "차주") else 0 if which in ("이번주", "금주") else None
    day = weekday_ahead(today, _WEEKDAYS.index(match["weekday"]), weeks)
    return When(*match.span(), day, None, "day", is_ahead=bool(which) and weeks != 0) if day else None


def _week(match: re.Match[str], today: date) -> When | None:
    is_next = match["week"].replace(" ", "") in ("다음주", "내주", "차주")
    day = monday(today, 1) if is_next else rest_of_week(today)
    return When(*match.span(), day, None, "week", is_ahead=is_next) if day else None


def _near_day(match: re.Match[str], today: date) -> When:
    days = {"내일": 1, "모레": 2, "글피": 3}[match["near"]]
    return When(*match.span(), today + timedelta(days=days), None, "day", is_ahead=True)


def _d_minus(match: re.Match[str], today: date) -> When:
    return When(*match.span(), today + timedelta(days=int(match["count"])), None, "day", is_ahead=True)


def _year_end(match: re.Match[str], today: date) -> When | None:
    day = month_from(today, today.year, 12)
    return When(*match.span(), day, None, "month", is_ahead=True) if day else None


def _counted(match: re.Match[str], today: date) -> When | None:
    text, unit = match["count"], match["unit"]
    is_native = text in _NATIVE
    if not is_native and unit is None:
        return None
    count, is_ahead = _NATIVE[text] if is_native else int(text), match["after"].startswith("앞")
    if count == 0 or (count > _MOST_DAYS and not is_native):
        return None  # 60일 후 counts from something else, a filing or a signature
    if is_native or unit == "일":
        return When(*match.span(), today + timedelta(days=count), None, "day", is_ahead)
    if unit == "주":
        return When(*match.span(), monday(today, count), None, "week", is_ahead)
    return When(*match.span(), following_month(today, count), None, "month", is_ahead)


_CALENDAR: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str], date | None], When | None]], ...] = (
    ("election", _ELECTION, _election),
    ("date", _DATE, _date),
    ("month", _MONTH, _month),
)
_RELATIVE: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str], date], When | None]], ...] = (
    ("relative month", _REL_MONTH, _relative_month),
    ("weekday", _WEEKDAY, _weekday),
    ("week", _WEEK, _week),
    ("near", _NEAR, _near_day),
    ("count", _COUNT, _counted),
    ("d minus", _D_MINUS, _d_minus),
    ("year end", _YEAR_END, _year_end),
)
