"""The actors of a sentence as arguments of its acts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handlers.findings import ActorFinding
from handlers.mentions import Place


@dataclass(slots=True)
class Argument:
    """Actors named at [start, end). `role` is the grammatical part; arguments of one `group` are joined by and, 와, · or a comma.

    Roles: free (may be a subject or object), prep, poss in English; topic, subject, object, dative, with, genitive, source, bare in
    Korean. `quote` is odd inside quotation marks, and the same for arguments of the same quotation.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    role: str
    group: int = 0
    quote: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """What the clauses of a sentence share: its text is [start, end) of the field `text`; `breaks` are the places where clauses part,
    `low` is the sentence in lower case, `words` its Latin words without punctuation."""

    text: str
    start: int
    end: int
    arguments: Sequence[Argument]
    breaks: Sequence[int] = ()
    quotes: Sequence[int] = ()
    speaker: Argument | None = None
    is_title: bool = False
    low: str = ""
    words: frozenset[str] = frozenset()

    def quote(self, at: int) -> int:
        """How many quotation marks stand before."""
        return bisect_left(self.quotes, at) if self.quotes else 0

    def parted(self, from_: int, to: int) -> int:
        """How many clause breaks lie between."""
        return max(0, bisect_left(self.breaks, to) - bisect_left(self.breaks, from_))


_NAMED_BY = {
    "south-korea": re.compile("r\\.?o\\.?k|korea|한|韓|남|南"),
    "north-korea": re.compile("dprk|north|n\\. ?k|북|北|조"),
    "united-states": re.compile("\\bu\\.?s|united|americ|미|美"),
    "japan": re.compile("japan|일|日"),
    "china": re.compile("chin|sino|중|中"),
    "russia": re.compile("russ|러|露"),
}
"""By what a pair word names each of its states."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of a text."""

    actors: Mapping[str, ActorFinding]

    def heads(self, place: Place, text: str) -> tuple[str, ...]:
        """Whom the words mean as an argument: not the state beside its leader, ministry or army; a pair in the order of its word."""
        ids = place.actors
        if len(ids) == 1:
            return ids
        own = tuple(id_ for id_ in ids if self.actors[id_].type != "state")
        return own or in_order(text[place.start : place.end], ids)

    def is_person(self, ids: Sequence[str]) -> bool:
        return self.actors[ids[0]].type == "person"


def in_order(word: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    """The states of a pair word as it names them: U.S.-ROK, 한미."""
    low = word.lower()

    def place(id_: str) -> int:
        named = _NAMED_BY.get(id_)
        found = named.search(low) if named is not None else None
        return len(low) if found is None else found.start()

    return tuple(sorted(ids, key=place))


def cast_of(found: Iterable[ActorFinding]) -> Cast:
    """The cast of these findings."""
    return Cast({actor.id: actor for actor in found})
