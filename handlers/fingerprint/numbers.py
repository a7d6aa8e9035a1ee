"""Figures and days of a text as values, so that `3,500억 달러` and `$350 billion` are one."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNITS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mln": 1e6, "bln": 1e9, "tln": 1e12, "bn": 1e9, "tn": 1e12}
_UNITS |= {"천": 1e3, "만": 1e4, "백만": 1e6, "천만": 1e7, "억": 1e8, "조": 1e12}
_MONTHS = "jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december"
_FIGURE = re.compile(
    rf"\b(?:{_MONTHS})\.? (?P<english_day>\d{{1,2}})\b|(?P<day>\d{{1,2}})일(?!간)"
    r"|(?P<number>\d[\d,]*(?:\.\d+)?)(?: ?(?P<unit>thousand|million|billion|trillion|mln|bln|tln|bn|tn|백만|천만|천|만|억|조))?"
)


def figures(text: str) -> Iterator[str]:
    """`d:` and a day of the month, `n:` and a value, in order. `text` in lower case. Bare numbers of one digit tell nothing."""
    for match in _FIGURE.finditer(text):
        kind = match.lastgroup
        if kind in ("english_day", "day"):
            yield f"d:{int(match[kind])}"
            continue
        number, unit = match["number"].replace(",", ""), match["unit"]
        if unit:
            yield f"n:{float(number) * _UNITS[unit]:g}"
        elif len(number) > 1:
            yield f"n:{float(number):g}"
