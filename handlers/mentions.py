"""Where the tagged actors stand in a text, for the handlers that ask who did or said something."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from handlers.findings import ActorFinding


class Place(NamedTuple):
    """[start, end) of a field, and the actors that the words there stand for (two for a pair word, a leader's state beside the leader)."""

    start: int
    end: int
    actors: tuple[str, ...]


class MentionIndex:
    """The places of all actors of one text by field, in text order."""

    __slots__ = ("_places", "_starts")

    def __init__(self, found: Iterable[ActorFinding]) -> None:
        by_place: dict[str, dict[tuple[int, int], list[str]]] = {"title": {}, "body": {}}
        for actor in found:
            for field, start, end, _ in actor.mentions:
                by_place[field].setdefault((start, end), []).append(actor.id)
        self._places = {field: [Place(*span, tuple(ids)) for span, ids in sorted(spans.items())] for field, spans in by_place.items()}
        self._starts = {field: [place.start for place in places] for field, places in self._places.items()}

    def within(self, field: str, start: int, end: int) -> list[Place]:
        """The places that begin in [start, end) of the field."""
        starts = self._starts[field]
        return self._places[field][bisect_left(starts, start) : bisect_left(starts, end)]
