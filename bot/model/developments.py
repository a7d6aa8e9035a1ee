"""What an article brought to a story that was there before it (bot.desk.developments)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self


class News(StrEnum):
    """What is new: the first official statement, an event, an actor, an amount, words of somebody, the first article in a language."""

    STATEMENT = "statement"
    EVENT = "event"
    ACTOR = "actor"
    FIGURE = "figure"
    QUOTE = "quote"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Development:
    """One new thing; the heavier `weight`, the more it matters.

    `actor` is who is new, who acts (to `target`, by the PLOVER `event`) or who speaks. `text` are the source's words in `language`, the
    article's: those of the figure (`unit` and `value` as in Amount) or of the quote. `is_first` marks the first figure that counts such
    a thing.
    """

    kind: News
    weight: float
    language: str
    actor: str = ""
    event: str = ""
    target: str = ""
    unit: str = ""
    value: float = 0.0
    text: str = ""
    is_first: bool = False

    def to_json(self) -> dict[str, Any]:
        """Plain JSON without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(**{**data, "kind": News(data["kind"])})
