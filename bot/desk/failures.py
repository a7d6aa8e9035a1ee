"""What exactly went wrong with a feed, in a reader's language."""

from __future__ import annotations

from math import ceil

from bot.desk.phrases import Phrasebook
from bot.model import DetailKind, FailureDetail, Locale

_UNITS = (("span.hours", 3600), ("span.minutes", 60))


def in_words(detail: FailureDetail, locale: Locale, book: Phrasebook) -> str:
    """The detail as one sentence. Text that an older desk kept stands as it is, in whatever language it was written."""
    if detail.kind is DetailKind.PLAIN:
        return str(detail.values["text"])
    key = f"failure.{detail.kind.value}"
    shown = {name: _shown(value) for name, value in detail.values.items()}
    if detail.kind is DetailKind.STATUS_WAIT:
        shown["wait"] = _span(float(detail.values.get("seconds", 0)), locale, book)
    return book.say(key, locale, **shown)


def _span(seconds: float, locale: Locale, book: Phrasebook) -> str:
    """A time to wait in the largest unit of which it has two or more, rounded up."""
    for unit, length in _UNITS:
        if seconds >= 2 * length:
            return book.say(unit, locale, count=ceil(seconds / length))
    return book.say("span.seconds", locale, count=ceil(seconds))


def _shown(value: object) -> object:
    """A number without a fraction that says nothing: 30 s, not 30.0 s."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
