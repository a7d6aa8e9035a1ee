"""Counting and placing small sets of tell-tale phrases in one pass (Aho and Corasick 1975): the marks of kind and of boilerplate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from handlers.script import LATIN


class Cues:
    """Phrases by class. Latin phrases match between ASCII word edges, all others anywhere; case does not matter."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        flat = [(phrase.lower(), name) for name, some in phrases.items() for phrase in some]
        self._class = tuple(name for _, name in flat)
        self._left = tuple(phrase[0] in LATIN for phrase, _ in flat)
        self._right = tuple(phrase[-1] in LATIN for phrase, _ in flat)
        self._automaton = AhoCorasick([phrase for phrase, _ in flat], matchkind=MatchKind.LeftmostLongest, store_patterns=False)

    def places(self, text: str) -> list[tuple[int, str]]:
        """(offset in the lowered text, class) of every phrase found, in order."""
        low = text.lower()
        size = len(low)
        return [
            (start, self._class[index])
            for index, start, end in self._automaton.find_matches_as_indexes(low)
            if not (self._left[index] and start and low[start - 1] in LATIN)
            and not (self._right[index] and end < size and low[end] in LATIN)
        ]
