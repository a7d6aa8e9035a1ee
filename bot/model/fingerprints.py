"""What of an article tells its event apart from others, as the worker made it (handlers.fingerprint) and the placer of stories reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`words` are of the article's language, `shared` of every language (`a:` actors, `t:` terms, `p:` pairs of an event and so on), each
    with how much the article makes of it. `act` is its main event between two actors, `sketch` the smallest hashes of its body."""

    language: str = "en"
    words: Mapping[str, float] = field(default_factory=dict)
    shared: Mapping[str, float] = field(default_factory=dict)
    act: str | None = None
    sketch: tuple[int, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` of the worker's record wrote."""
        return cls(
            str(data["language"]),
            {str(word): float(weight) for word, weight in data["words"].items()},
            {str(term): float(weight) for term, weight in data["shared"].items()},
            None if data["act"] is None else str(data["act"]),
            tuple(int(mark) for mark in data["sketch"]),
        )
