"""The first of the two functions that judge events: log-odds of one reading of the words, added up over its marks.

Marks come in parts that many candidates and texts share. What a part weighs is remembered, which changes no answer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TypeVar

from handlers.events.links import Link
from handlers.events.marks import Part, Rank, link_part, names_part, ranks_part, topic_part

HOPELESS = -4.0
"""Log-odds below which a candidate is not looked at again."""
_MOST_REMEMBERED = 20_000
Weighed = tuple[Part, float]
K = TypeVar("K")


class Judge:
    """The function over a set of weights; of candidates at or below `least` it wants to hear nothing."""

    def __init__(self, marks: Mapping[str, float], least: float = HOPELESS) -> None:
        self._marks = marks
        self.least = least
        self.bias = marks.get("bias", 0.0)
        self._parts: dict[Part, float] = {}
        self._linked: dict[tuple[str, int, Link, Link], Weighed] = {}
        self._names: dict[tuple[str, int, str], Weighed] = {}
        self._ranks: dict[tuple[Rank, int, Rank], Weighed] = {}
        self._topics: dict[tuple[str, str, int, str], Weighed] = {}

    def weigh(self, part: Part) -> float:
        """What a part adds to the log-odds."""
        value = self._parts.get(part)
        if value is None:
            if len(self._parts) > _MOST_REMEMBERED:
                self._parts = {}
            marks = self._marks
            value = self._parts[part] = math.fsum([marks[mark] for mark in part if mark in marks])
        return value

    def linked(self, form: str, quad: int, from_: Link, to: Link) -> Weighed:
        """The part of how source and target hang on the act, with its weight."""
        key = form, quad, from_, to
        found = self._linked.get(key)
        if found is None:
            part = link_part(form, quad, from_, to)
            found = self._linked[key] = part, self.weigh(part)
        return found

    def whose(self, key: tuple[str, int, str], source: Rank, target: Rank, topics: Sequence[str]) -> tuple[tuple[Part, ...], float]:
        """The parts of who source and target are, in texts of these topics, with their weight."""
        quad, of, to = key[1], source[0], target[0]
        found = [self._names.get(key) or self._keep(self._names, key, names_part(*key))]
        ranks = source, quad, target
        found.append(self._ranks.get(ranks) or self._keep(self._ranks, ranks, ranks_part(*ranks)))
        for topic in topics:
            place = topic, of, quad, to
            found.append(self._topics.get(place) or self._keep(self._topics, place, topic_part(*place)))
        return tuple([part for part, _ in found]), sum([weight for _, weight in found])

    def _keep(self, known: dict[K, Weighed], key: K, part: Part) -> Weighed:
        if len(known) > _MOST_REMEMBERED:
            known.clear()
        found = known[key] = part, self.weigh(part)
        return found


def everything() -> Judge:
    """One that leaves nothing out, for fitting."""
    return Judge({}, -math.inf)
