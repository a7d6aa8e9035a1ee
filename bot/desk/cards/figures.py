"""A figure in the reader's language: in the source's words where it speaks that language, else written out from its value."""

from __future__ import annotations

from bot.model import Development, Locale

_SIGNS = {"usd": "$", "eur": "€", "gbp": "£"}
_ENGLISH = {"krw": " won", "jpy": " yen", "cny": " yuan", "percent": "%", "points": " percentage points", "people": " people"}
_ENGLISH |= {"km": " km", "tons": " tons"}
_KOREAN = {"usd": " 달러", "eur": "유로", "gbp": "파운드", "krw": " 원", "jpy": " 엔", "cny": " 위안", "percent": "%", "points": "%포인트"}
_KOREAN |= {"people": "명", "km": "km", "tons": " t"}
_THOUSANDS = (("trillion", 1e12), ("billion", 1e9), ("million", 1e6))
_MYRIADS = (("조", 1e12), ("억", 1e8), ("만", 1e4))


def figure(shown: Development, locale: Locale) -> str:
    """`$350 billion`, `3,500억 달러`."""
    if shown.text and shown.language == locale:
        return " ".join(shown.text.split())
    if locale == "ko":
        return korean_number(shown.value) + _KOREAN.get(shown.unit, "")
    return _SIGNS.get(shown.unit, "") + english_number(shown.value) + _ENGLISH.get(shown.unit, "")


def english_number(value: float) -> str:
    """`350 billion`, `28,500`, `4.5`."""
    for name, size in _THOUSANDS:
        if value >= size:
            return f"{_plain(value / size)} {name}"
    return _plain(value)


def korean_number(value: float) -> str:
    """`3,500억`, `2조 6,000억`, `2만 8,500`, `4.5`."""
    if value < _MYRIADS[-1][1]:
        return _plain(value)
    parts, rest = [], round(value)
    for name, size in _MYRIADS:
        count, rest = divmod(rest, int(size))
        if count:
            parts.append(f"{count:,}{name}")
    return " ".join([*parts, *([f"{rest:,}"] if rest else [])])


def _plain(number: float) -> str:
    return f"{round(number, 2):,.2f}".rstrip("0").rstrip(".")
