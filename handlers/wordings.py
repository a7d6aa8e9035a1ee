"""Finding wordings (ontology/tone, ontology/coming) in a text in one pass (Aho and Corasick 1975)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from handlers.ontology.records import Wording
from handlers.script import LATIN, fold


class Found(NamedTuple):
    """A wording's text at [start, end) of the text that was searched."""

    start: int
    end: int
    sense: str
    weight: float


class Wordings:
    """All texts of some wordings. Of overlapping ones the first and then the longest counts; Latin ones stand between word edges."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        senses: dict[str, tuple[str, float]] = {}
        for wording in wordings:
            for text in wording.texts:
                senses.setdefault(fold(text).strip("\n"), (wording.sense, wording.weight))
            for longer in wording.except_in:
                senses.setdefault(fold(longer).strip("\n"), ("", 0.0))
        self._senses = tuple(senses.values())
        self._latin = tuple((text[0] in LATIN, text[-1] in LATIN) for text in senses)
        self._automaton = AhoCorasick(list(senses), matchkind=MatchKind.LeftmostLongest, store_patterns=False) if senses else None

    def find(self, folded: str) -> list[Found]:
        """What stands in a folded text (script.fold), in order."""
        if self._automaton is None:
            return []
        found, size = [], len(folded)
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            sense, weight = self._senses[index]
            left, right = self._latin[index]
            if not sense or (left and start and folded[start - 1] in LATIN) or (right and end < size and folded[end] in LATIN):
                continue
            found.append(Found(start, end, sense, weight))
        return found
