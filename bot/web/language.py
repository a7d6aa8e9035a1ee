"""Which language a reader gets: the address, else the cookie, else what the browser asks for (RFC 9110, section 12.5.4)."""

from __future__ import annotations

from typing import Literal, cast

from bot.model import Locale

COOKIE = "desk_lang"


def read_locale(text: str | None) -> Locale | None:
    """`en` or `ko`, from a tag such as `ko-KR`; None for another language."""
    primary = (text or "").strip().lower().split("-")[0]
    return cast("Literal['en', 'ko']", primary) if primary in {"en", "ko"} else None


def preferred(accept_language: str) -> Locale:
    """The language of ours that the header weighs most; English where it names neither."""
    best: Locale = "en"
    best_weight = 0.0
    for part in accept_language[:500].split(","):
        tag, _, parameters = part.partition(";")
        locale = read_locale(tag)
        weight = _weight(parameters)
        if locale is not None and weight > best_weight:
            best, best_weight = locale, weight
    return best


def choose(query: str | None, cookie: str | None, accept_language: str) -> Locale:
    """The reader's language."""
    return read_locale(query) or read_locale(cookie) or preferred(accept_language)


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
