"""What exactly went wrong with a feed, in a reader's language."""

from __future__ import annotations

from bot.desk.phrases import Phrasebook
from bot.model import DetailKind, FailureDetail, Locale


def in_words(detail: FailureDetail, locale: Locale, book: Phrasebook) -> str:
    """The detail as one sentence. Text that an older desk kept stands as it is, in whatever language it was written."""
    if detail.kind is DetailKind.PLAIN:
        return str(detail.values["text"])
    key = f"failure.{detail.kind.value}"
    return book.say(key, locale, **{name: _shown(value) for name, value in detail.values.items()})


def _shown(value: object) -> object:
    """A number without a fraction that says nothing: 30 s, not 30.0 s."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
