"""Where the tagged actors stand in a text, for the handlers that ask who did or said something."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.findings import ActorFinding


@dataclass(frozen=True, slots=True)
class Place:
    """[start, end) of a field, and the actors that the words there stand for (two for a pair word, a leader's state beside the leader)."""

    start: int
    end: int
    actors: tuple[str, ...]


class MentionIndex:
    """The places of all actors of one text by field, in text order."""

    def __init__(self, found: Iterable[ActorFinding], until: int = sys.maxsize) -> None:
        """`until`: only what begins before this offset of its field."""
        by_place: dict[tuple[str, int, int], list[str]] = {}
        for actor in found:
            for field, start, end, _ in actor.mentions:
                if start < until:
                    by_place.setdefault((field, start, end), []).append(actor.id)
        self._places: dict[str, list[Place]] = {"title": [], "body": []}
        for field, start, end in sorted(by_place):
            self._places[field].append(Place(start, end, tuple(by_place[field, start, end])))
        self._starts = {field: [place.start for place in places] for field, places in self._places.items()}

    def within(self, field: str, start: int, end: int) -> list[Place]:
        """The places that begin in [start, end) of the field."""
        starts = self._starts[field]
        return self._places[field][bisect_left(starts, start) : bisect_left(starts, end)]
