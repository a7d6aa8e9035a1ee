"""The fingerprint as a record and as plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class Amount(NamedTuple):
    """A number with what it counts (amounts.py): `unit` is of no language, `place` is `title`, `lead` or `body`, `text` the words."""

    unit: str
    value: float
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`words` are of the article's own language, `shared` of none: each with how much the article makes of it (no rarity yet).

    Keys of `shared` say what they are: `a:` an actor's id, `t:` a shared term's, `h:` a theme's, `e:` an event type, `p:` two actors of an
    event, `n:` a number, `d:` a day of the month, `l:` a name or abbreviation in Latin letters. `act` is the main event between two
    actors, at least one of them a person, None where there is none. `sketch` is that of the body (sketch.py). `amounts` are in order of
    the text, the title's first.
    """

    language: str
    words: Mapping[str, float]
    shared: Mapping[str, float]
    act: str | None
    sketch: tuple[int, ...]
    amounts: tuple[Amount, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, weights to two places."""
        return {
            "language": self.language,
            "words": {word: round(weight, 2) for word, weight in self.words.items()},
            "shared": {term: round(weight, 2) for term, weight in self.shared.items()},
            "act": self.act,
            "sketch": list(self.sketch),
            "amounts": [list(amount) for amount in self.amounts],
        }
