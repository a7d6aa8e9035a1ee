"""Shared terms and Latin names in a text: what English and Korean have in common beside actors and figures.

English terms are sequences of stems, the longest that begins at a word; Korean ones stand at the start of a run of Hangul, after another
term, or are of three syllables or more, so that 국방예산 holds 예산 and 확인사살 no 인사.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

from handlers.fingerprint.words import Words
from handlers.ontology.records import SharedTerm

_WORD = re.compile(r"[A-Za-z]+|\d+")
_NAME = re.compile(r"[A-Z][A-Z&]{1,6}(?![a-z])|[A-Z][a-z]+[A-Z]\w*")
_KOREAN_NAME = re.compile(r"[A-Za-z][A-Za-z&]{1,15}")
_ALONE = 3
_SHORT = 5


class SharedTerms:
    """All terms of the ontology, by language."""

    def __init__(self, terms: Iterable[SharedTerm], words: Words) -> None:
        self._words = words
        self._english: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._capitals: dict[str, str] = {}
        korean: dict[str, str] = {}
        for term in terms:
            for form in term.forms:
                text = form.text
                if form.lang == "ko":
                    korean[text] = term.id
                elif text.isupper() and len(text) <= _SHORT:
                    self._capitals[text] = term.id
                else:
                    stems = tuple(words.stems(_WORD.findall(text.lower())))
                    self._english.setdefault(stems[0], []).append((stems, term.id))
        for found in self._english.values():
            found.sort(key=lambda one: -len(one[0]))
        self._korean = tuple(korean.items())
        self._automaton = AhoCorasick(list(korean), matchkind=MatchKind.LeftmostLongest, store_patterns=False)

    def english(self, text: str) -> Iterator[str]:
        """Ids of the terms of an English text, in order."""
        found = _WORD.findall(text)
        stems = self._words.stems(list(map(str.lower, found)))
        english, capitals = self._english, self._capitals
        at, size = 0, len(stems)
        while at < size:
            stem = stems[at]
            if stem in english:
                for sequence, term in english[stem]:
                    width = len(sequence)
                    if width == 1 or tuple(stems[at : at + width]) == sequence:
                        yield term
                        at += width - 1
                        break
            elif found[at] in capitals:
                yield capitals[found[at]]
            at += 1

    def korean(self, text: str) -> Iterator[str]:
        """Ids of the terms of a Korean text, in order; Latin abbreviations in it last."""
        last = 0
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            before = text[start - 1] if start else " "
            if start == last or not "가" <= before <= "힣" or end - start >= _ALONE:
                yield self._korean[index][1]
                last = end
        for name in _KOREAN_NAME.findall(text):
            if name in self._capitals:
                yield self._capitals[name]

    def names(self, text: str, language: str) -> list[str]:
        """Abbreviations and names in Latin letters that no term holds, in lower case: in English only those written unlike its words."""
        found = (_KOREAN_NAME if language == "ko" else _NAME).findall(text)
        return [name.lower() for name in found if name not in self._capitals]
