"""The actors of a sentence as arguments: what stands before and after a name tells its part in the clause, by language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handlers.findings import ActorFinding
from handlers.mentions import Place


@dataclass(slots=True)
class Argument:
    """Actors named at [start, end). `role` is the grammatical part; arguments of one `group` are joined by and, 와, · or a comma.

    Roles: free (may be a subject or object), prep, poss, attr (a nationality before a person) in English; topic, subject, object, dative, with,
    genitive, source, bare in Korean.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    role: str
    group: int = 0


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of a text: their findings, and which of them are named first."""

    actors: Mapping[str, ActorFinding]

    def heads(self, place: Place) -> tuple[str, ...]:
        """Whom the words mean as an argument: not the state beside its leader, ministry or army."""
        ids = place.actors
        if len(ids) == 1:
            return ids
        own = tuple(id_ for id_ in ids if self.actors[id_].type != "state")
        return own or ids

    def is_person(self, ids: Sequence[str]) -> bool:
        return self.actors[ids[0]].type == "person"


def cast_of(found: Iterable[ActorFinding]) -> Cast:
    """The cast of these findings."""
    return Cast({actor.id: actor for actor in found})
