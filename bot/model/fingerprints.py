"""What of an article tells its event apart from others, as the worker made it (handlers.fingerprint) and the placer of stories reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it counts: `unit` is usd, krw, percent, points, people, km and so on, `place` title, lead or body, `text` the
    source's words. Equal amounts of two languages have one unit and value."""

    unit: str
    value: float
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`words` are of the article's language, `shared` of every language (`a:` actors, `t:` terms, `p:` pairs of an event and so on), each
    with how much the article makes of it. `act` is its main event between two actors, `sketch` the smallest hashes of its body,
    `amounts` what it counts."""

    language: str = "en"
    words: Mapping[str, float] = field(default_factory=dict)
    shared: Mapping[str, float] = field(default_factory=dict)
    act: str | None = None
    sketch: tuple[int, ...] = ()
    amounts: tuple[Amount, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` of the worker's record wrote."""
        return cls(
            str(data["language"]),
            {str(word): float(weight) for word, weight in data["words"].items()},
            {str(term): float(weight) for term, weight in data["shared"].items()},
            None if data["act"] is None else str(data["act"]),
            tuple(int(mark) for mark in data["sketch"]),
            tuple(Amount(str(unit), float(value), str(place), str(text)) for unit, value, place, text in data["amounts"]),
        )
