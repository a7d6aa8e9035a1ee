"""The actors of a sentence as arguments of its acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handlers.findings import ActorFinding
from handlers.mentions import Place
from handlers.ontology.records import Compound


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
    """What the clauses of a sentence share: its text is [start, end) of the field `text`; `breaks` are the places where clauses part."""

    text: str
    start: int
    end: int
    arguments: Sequence[Argument]
    breaks: Sequence[int] = ()
    quotes: Sequence[int] = ()
    speaker: Argument | None = None
    is_title: bool = False

    def quote(self, at: int) -> int:
        """How many quotation marks stand before."""
        return sum(mark < at for mark in self.quotes)

    def parted(self, from_: int, to: int) -> int:
        """How many clause breaks lie between."""
        return sum(from_ <= place < to for place in self.breaks)


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of a text, and the order in which pair words name theirs."""

    actors: Mapping[str, ActorFinding]
    order: Mapping[frozenset[str], tuple[str, ...]]

    def heads(self, place: Place) -> tuple[str, ...]:
        """Whom the words mean as an argument: not the state beside its leader, ministry or army; a pair in its order."""
        ids = place.actors
        if len(ids) == 1:
            return ids
        own = tuple(id_ for id_ in ids if self.actors[id_].type != "state")
        return own or self.order.get(frozenset(ids), ids)

    def is_person(self, ids: Sequence[str]) -> bool:
        return self.actors[ids[0]].type == "person"


def orders(compounds: Iterable[Compound]) -> dict[frozenset[str], tuple[str, ...]]:
    """The order of the actors of each pair word, the first one's of several."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for compound in compounds:
        found.setdefault(frozenset(compound.actors), compound.actors)
    return found


def cast_of(found: Iterable[ActorFinding], order: Mapping[frozenset[str], tuple[str, ...]]) -> Cast:
    """The cast of these findings."""
    return Cast({actor.id: actor for actor in found}, order)
