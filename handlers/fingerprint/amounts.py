"""Amounts of a text: numbers with what they count, by value, so that `3,500억 달러`, `$350 billion` and `US$350bn` are one.

Counted are money, shares of a hundred, people, distances and weights: what two languages count alike. Dates, ages, times, numbers of laws
and of units are no amounts, nor is a number that is spelled out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from handlers.fingerprint.record import Amount

MOST = 60
"""How many amounts of a text are kept; tables hold hundreds."""

_SCALES = {"thousand": 1e3, "million": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "bln": 1e9, "bn": 1e9, "b": 1e9}
_SCALES |= {"trillion": 1e12, "tln": 1e12, "tn": 1e12}
_LARGE = {"만": 1e4, "억": 1e8, "조": 1e12}
_SMALL = {"십": 10.0, "백": 100.0, "천": 1_000.0}
_SIGNS = {"$": "usd", "₩": "krw", "€": "eur", "¥": "jpy", "£": "gbp"}

_PEOPLE = (
    "troops|soldiers|people|personnel|workers|service ?members|marines|jobs|employees|civilians|students|passengers|nationals|detainees|"
    "citizens|engineers|residents|respondents|adults|koreans|americans|participants|casualties|deaths|veterans|families"
)
_NO_SPEED = r"(?! ?(?:per|an) hour|/h|로 (?:달|주행)| 속도)"
_UNITS: Sequence[tuple[str, str, float]] = (
    (r"(?:us |u\.s\. )?dollars?\b|달러|弗", "usd", 1),
    (r"(?:korean )?won\b|원(?![가-힣]*(?:칙|내|장|래|인|격|본|자력|유|전|안))", "krw", 1),
    (r"(?:japanese )?yen\b|엔(?!진|지|터|드)", "jpy", 1),
    (r"euros?\b|유로", "eur", 1),
    (r"yuan\b|위안", "cny", 1),
    (r"percentage[- ]points?\b|(?:%|퍼센트) ?포인트|%p\b", "points", 1),
    (r"basis points?\b|bps?\b|베이시스 ?포인트", "points", 0.01),
    (r"%|percent\b|per cent\b|pct\b|퍼센트|프로(?![가-힣])", "percent", 1),
    (rf"(?:[a-z.\-]+ ){{0,2}}(?:{_PEOPLE})\b|여? ?명(?!령|분|단|예|칭|시|확|백)", "people", 1),
    (rf"(?:kilomet(?:er|re)s?\b|km\b|㎞|킬로미터){_NO_SPEED}", "km", 1),
    (rf"(?:miles?\b|마일(?!리)){_NO_SPEED}", "km", 1.609),
    (r"(?:metric )?ton(?:ne)?s?\b|톤", "tons", 1),
)
_KINDS = tuple((re.compile(pattern, re.IGNORECASE), unit, factor) for pattern, unit, factor in _UNITS)
_DIGITS = r"\d{1,15}(?:,\d{3}){0,5}(?:\.\d+)?"
_MYRIADS = r"(?:[천백십][조억만]?|[조억만])"
_NUMBER = re.compile(
    rf"(?P<sign>[$₩€¥£])? ?(?<![\d.,A-Za-z])(?P<number>{_DIGITS})"
    rf"(?:[ -]?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})(?![a-z])"
    rf"|(?P<korean>{_MYRIADS}(?: ?{_DIGITS}{_MYRIADS}|{_MYRIADS})*(?: ?{_DIGITS})?))?",
    re.IGNORECASE,
)
_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)?\s?([천백십])?\s?([조억만])?")
_AGAIN = re.compile(r"\s?\((?:약|총|about|around|roughly|approximately|some|equivalent to|or)?\s*(?:US|한화)?\s*", re.IGNORECASE)
_RANGE = re.compile(r"(?<![\d.,])\d+(?:\.\d+)?[~∼–-]$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROUGH = re.compile(r"여? ?-?")


class _Found(NamedTuple):
    unit: str
    value: float
    start: int
    end: int


def amounts(text: str) -> Iterator[tuple[str, float, int, int]]:
    """(unit, value, start, end) in order. What stands in brackets after an amount is that amount in another unit and is left out."""
    last = -1
    for match in _NUMBER.finditer(text):
        found = _amount(text, match)
        if found is None:
            continue
        if last < 0 or not _AGAIN.fullmatch(text, last, found.start):
            yield found
        last = found.end


def _amount(text: str, match: re.Match[str]) -> _Found | None:
    value = _value(match)
    sign = match["sign"]
    if sign:
        return _Found(_SIGNS[sign], value, match.start(), match.end())
    gap = _ROUGH.match(text, match.end())
    for start in {match.end(), gap.end() if gap else match.end()}:
        for pattern, unit, factor in _KINDS:
            named = pattern.match(text, start)
            if named and not (unit == "people" and _YEAR.fullmatch(match[0].strip())):
                return _Found(unit, value * factor, _start(text, match.start("number")), named.end())
    return None


def _start(text: str, number: int) -> int:
    """Where the words of an amount begin: of `6~9%` with the 6."""
    before = _RANGE.search(text, max(0, number - 8), number)
    return number if before is None else before.start()


def _value(match: re.Match[str]) -> float:
    number = float(match["number"].replace(",", ""))
    if match["scale"]:
        return number * _SCALES[match["scale"].lower()]
    return _korean(match["number"] + match["korean"]) if match["korean"] else number


def _korean(text: str) -> float:
    """`2조6천억`, `3천500억`, `2만 8,500`: parts before a large unit are counted in it."""
    total = section = 0.0
    for digits, small, large in _PART.findall(text):
        if digits or small:
            section += (float(digits.replace(",", "")) if digits else 1.0) * _SMALL.get(small, 1.0)
        if large:
            total, section = total + (section or 1.0) * _LARGE[large], 0.0
    return total + section


def placed(title: str, body: str, lead_end: int) -> tuple[Amount, ...]:
    """The amounts of a text with where they stand; the lead ends at `lead_end` of the body."""
    found = [Amount(unit, value, "title", title[start:end]) for unit, value, start, end in amounts(title)]
    for unit, value, start, end in amounts(body):
        found.append(Amount(unit, value, "lead" if start < lead_end else "body", body[start:end]))
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])
