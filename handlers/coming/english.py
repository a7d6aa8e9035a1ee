"""Days to come in English: `on June 3`, `Aug. 18-28`, `next Tuesday`, `in early October`, `by the end of the year`, `in two weeks`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta

from handlers.coming.calendar import (
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
from handlers.script import phrases, words

_MONTHS = words("jan feb mar apr may jun jul aug sep oct nov dec")
_WEEKDAYS = words("mon tue wed thu fri sat sun")
_NUMBERS = {word: at for at, word in enumerate(words("zero one two three four five six seven eight nine ten eleven twelve"))} | {"a": 1}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?![\d,.]*\d)"
_TO = r"\s*(?:-|–|—|to|through|until|till|and)\s*"
_YEAR = r"(?:,?\s+(?:(?P<{}>\d{{4}})(?!\d)|(?P<next>next year)|(?P<last>last year)))?"
_COUNT = r"(?:\d{1,2}|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
ENGLISH_TRIGGERS = {
    "month": words(
        "january february march april may june july august september october november december jan jan. feb feb. mar. apr apr. jun jun. "
        "jul jul. aug aug. sep sep. sept sept. oct oct. nov nov. dec dec."
    ),
    "relative": (
        *words("monday tuesday wednesday thursday friday saturday sunday tomorrow year-end year's"),
        *phrases("next week|this week|coming week|next month|this month|coming month|of the year|of the month|of the week"),
        *phrases("days|weeks|months|in a week|in a month|one week|one month|one day"),
    ),
}
"""Words without which a text has no day of a form, by form."""
_BEFORE = re.compile(r"(?:\b(by|until|till|before|no later than|through)\s+(?:the\s+)?)$", re.IGNORECASE)
_PAST_BEFORE = re.compile(r"\b(?:since|last|as of|dated|in the year to|ended|previous|every|each|a|an|better)\s+(?:in\s+)?$", re.IGNORECASE)

_MONTH_DAY = re.compile(
    rf"\b(?P<m>{_MONTH})\s+(?P<d>{_DAY})(?:{_TO}(?:(?P<m2>{_MONTH})\s+)?(?P<d2>{_DAY})(?!\s*(?:percent|people|%)))?" + _YEAR.format("y")
)
_DAY_MONTH = re.compile(rf"\b(?P<d>{_DAY}|first)(?:{_TO}(?P<d2>{_DAY}))?\s+(?:of\s+)?(?P<m>{_MONTH})(?![a-z])" + _YEAR.format("y"))
_MONTH_ONLY = re.compile(
    rf"\b(?P<part>early|mid|late|(?:at |by |toward )?the (?:beginning|start|middle|end) of|in|by|until|before|next|this|through)"
    rf"[\s-]+(?P<m>{_MONTH})(?!\s+\d{{1,2}}(?!\d))(?![a-z])" + _YEAR.format("y")
)
_DIGIT, _DIGIT_OR_FIRST, _ANYTHING = re.compile(r"\d"), re.compile(r"\d|first"), re.compile("")
_MONTH_NAME = re.compile("[JFMASOND][aepuco][nbrylgptvc]")
_RELATIVE = re.compile(
    rf"\b(?:(?P<part>early|late|later|mid|the (?:beginning|start|middle|end) of|sometime|as early as)[\s-]+(?:in\s+)?)?"
    rf"(?P<which>next|this|the coming|this coming)\s+(?P<unit>week|month|{'|'.join(f'{day}[a-z]*day' for day in _WEEKDAYS)})\b(?!-)|"
    rf"\b(?P<end>(?:the )?end of (?:the|this) (?P<of>year|month|week)|(?:the )?year[-\s]?end|year's end)\b|"
    rf"\b(?P<tomorrow>the day after tomorrow|tomorrow)\b|"
    rf"\bin\s+(?P<count>{_COUNT})\s+(?P<counted>day|week|month)s?(?:'\s*time)?\b|"
    rf"\b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?\b(?!,?\s+{_MONTH}\s+\d)(?P<nextweek>\s+next week)?",
    re.IGNORECASE,
)


def english_days(text: str, today: date | None, forms: Collection[str] = tuple(ENGLISH_TRIGGERS)) -> Iterator[When]:
    """The days after `today` that the text names, in no order; without `today` only those with their year.

    `forms` are the keys of ENGLISH_TRIGGERS of which a word stands in the text: others are not looked for.
    """
    taken: list[tuple[int, int]] = []
    ahead = date.min
    for form, pattern, reader, needed in _READERS:
        if form not in forms or needed.search(text) is None:
            continue
        for match in free(pattern, text, taken):
            before = text[max(0, match.start() - 24) : match.start()]
            found = None if _PAST_BEFORE.search(before) else reader(match, today)
            if found is None:
                continue
            if form == "relative" and found.day < ahead and match["weekday"]:
                found = replace(found, day=found.day + timedelta(days=7))  # on next Tuesday, before returning on Wednesday
            ahead = found.day if found.is_ahead else ahead
            yield found if not _BEFORE.search(before) else replace(found, is_limit=True)


def _number(text: str) -> int:
    return 1 if text == "first" else int(text.rstrip("stndrh"))


def _month_number(text: str) -> int:
    return _MONTHS.index(text[:3].lower()) + 1


def _year(match: re.Match[str], today: date | None) -> int | None:
    if match["next"] or match["last"]:
        return None if today is None else today.year + (1 if match["next"] else -1)
    return int(match["y"]) if match["y"] else None


def _of_month(match: re.Match[str], today: date | None) -> When | None:
    month, year = _month_number(match["m"]), _year(match, today)
    first = resolve(today, year, month, _number(match["d"]))
    if first is None:
        return None
    until = None
    if match["d2"]:
        last = _month_number(match["m2"]) if match.groupdict().get("m2") else month
        until = safe_date(first.year + (last < month), last, _number(match["d2"]))
    return When(*match.span(), first, until if until and until > first else None, "day", is_ahead=bool(match["next"]))


def _third(part: str) -> int:
    part = part.lower()
    if "end" in part or part == "late":
        return THIRDS["late"]
    return THIRDS["mid"] if "mid" in part else 1


def _month(match: re.Match[str], today: date | None) -> When | None:
    part = match["part"]
    if today is not None and not (match["y"] or match["next"]) and part.lower() == "in" and _month_number(match["m"]) == today.month:
        return None  # the month that is under way
    day = month_from(today, _year(match, today), _month_number(match["m"]), _third(part))
    is_limit = part.lower().startswith(("by", "until", "before"))
    return When(*match.span(), day, None, "month", is_ahead=part.lower() == "next", is_limit=is_limit) if day else None


def _relative(match: re.Match[str], today: date | None) -> When | None:
    if today is None:
        return None
    span = match.span()
    if match["unit"]:
        return _named(match, today)
    if match["end"]:
        return _end(match, today)
    if match["tomorrow"]:
        return When(*span, today + timedelta(days=2 if " " in match["tomorrow"] else 1), None, "day", is_ahead=True)
    if match["count"]:
        return _counted(match, today)
    weeks = 1 if match["nextweek"] else None
    day = weekday_ahead(today, _WEEKDAYS.index(match["weekday"][:3].lower()), weeks)
    return When(*span, day, None, "day", is_ahead=weeks is not None) if day else None


def _named(match: re.Match[str], today: date) -> When | None:
    """`next week`, `later this month`, `next Tuesday`, `this coming Friday`."""
    span, unit, part = match.span(), match["unit"].lower(), (match["part"] or "").lower()
    is_next = match["which"].lower() != "this" and "coming" not in match["which"].lower()
    if unit == "week":
        day = monday(today, 1) if is_next or "coming" in match["which"].lower() else rest_of_week(today)
        return When(*span, day, None, "week", is_ahead=is_next or bool(part)) if day else None
    if unit == "month":
        third = _third(part) if part else 1
        found = following_month(today, 1, third) if is_next else month_from(today, None, today.month, third)
        return When(*span, found, None, "month", is_ahead=is_next or bool(part)) if found else None
    ahead = weekday_ahead(today, _WEEKDAYS.index(unit[:3]), 1 if is_next else None)
    return When(*span, ahead, None, "day", is_ahead=is_next or "coming" in match["which"].lower()) if ahead else None


def _end(match: re.Match[str], today: date) -> When | None:
    of = (match["of"] or "year").lower()
    if of == "week":
        day = rest_of_week(today)
        return When(*match.span(), day, None, "week", is_ahead=True, is_limit=False) if day else None
    month = 12 if of == "year" else today.month
    day = month_from(today, today.year, month, 1 if of == "year" else THIRDS["late"])
    return When(*match.span(), day, None, "month", is_ahead=True) if day else None


def _counted(match: re.Match[str], today: date) -> When:
    text = match["count"].lower()
    count, unit = int(text) if text.isdigit() else _NUMBERS[text], match["counted"].lower()
    if unit == "day":
        return When(*match.span(), today + timedelta(days=count), None, "day", is_ahead=False)
    if unit == "week":
        return When(*match.span(), monday(today, count), None, "week", is_ahead=False)
    return When(*match.span(), following_month(today, count), None, "month", is_ahead=False)


_READERS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str], date | None], When | None], re.Pattern[str]], ...] = (
    ("month", _MONTH_DAY, _of_month, _DIGIT),
    ("month", _DAY_MONTH, _of_month, _DIGIT_OR_FIRST),
    ("month", _MONTH_ONLY, _month, _MONTH_NAME),
    ("relative", _RELATIVE, _relative, _ANYTHING),
)
"""The form, how it is written, how it is read, and what is found faster and stands wherever it does."""
