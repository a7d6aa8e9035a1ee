"""The words of the verb ontology in a text, in one pass (Aho and Corasick 1975): English in all inflections, Korean by stem."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from handlers.findings import QUAD_CLASSES
from handlers.ontology.records import Act
from handlers.script import LATIN, fold

_VOWELS = "aeiou"
_BEFORE = 40
_JOINT = re.compile(r"\b(?:joint|combined|trilateral|bilateral|allied) (?:[\w']+ ){0,3}$")
"""Before a noun of drills: what several do together is no show of force by one."""


class Form(Enum):
    """The inflection in which an act is told; STEM is Korean, whose ending follows the words found."""

    BASE = "base"
    THIRD = "s"
    PAST = "ed"
    ING = "ing"
    NOUN = "noun"
    STEM = "stem"


@dataclass(frozen=True, slots=True)
class Word:
    """What a surface form stands for; `lemma` is how the ontology writes it, `toward` the actor inside the word
    (방미), None mostly; `marks` are what rank.py weighs."""

    act: Act
    form: Form
    lemma: str
    toward: str | None = None
    marks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        act = self.act
        marks = (f"type {act.type}", f"quad {QUAD_CLASSES[act.type]}", f"act {act.id}", f"word {self.lemma}")
        object.__setattr__(self, "marks", marks)


class Told(NamedTuple):
    """An act told at [start, end) of a text."""

    start: int
    end: int
    word: Word


class Vocabulary:
    """The words of one language. Immutable after it is built."""

    def __init__(self, acts: Iterable[Act], language: str) -> None:
        words: dict[str, Word | None] = {}
        together, acts = None, tuple(acts)
        for act in acts:
            if act.type == "COOPERATE" and act.shape == "mutual":
                together = together or Word(act, Form.NOUN, "joint exercise")
            for text, word in _english(act) if language == "en" else _korean(act):
                words.setdefault(fold(text), word)
        for text in (text for act in acts for text in act.not_in):
            words.setdefault(fold(text), None)  # what one act excludes may be another's word
        self._words = tuple(words.values())
        self._is_latin = language == "en"
        self._together = together
        self._automaton = AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest, store_patterns=False)

    def scan(self, text: str) -> list[Told]:
        """Every act told in the text, in order; of overlapping words the first and longest."""
        folded, words, is_latin = fold(text), self._words, self._is_latin
        size = len(folded)
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            word = words[index]
            if word is None:
                continue
            if is_latin and ((start and folded[start - 1] in LATIN) or (end < size and folded[end] in LATIN)):
                continue
            if is_latin and word.form is Form.NOUN and word.act.type == "MOBILIZE" and self._together is not None:
                word = self._together if _JOINT.search(folded, max(0, start - _BEFORE), start) else word
            found.append(Told(start, end, word))
        return found


def _korean(act: Act) -> Iterator[tuple[str, Word]]:
    for text in act.ko:
        yield text, Word(act, Form.STEM, text)
    for text, actor in act.toward.items():
        yield text, Word(act, Form.STEM, text, actor)


def _english(act: Act) -> Iterator[tuple[str, Word]]:
    for text in act.nouns:
        yield text, Word(act, Form.NOUN, text)
    for lemma in act.verbs:
        first, _, rest = lemma.partition(" ")
        for form, text in _inflected(first):
            yield f"{text} {rest}".strip(), Word(act, form, lemma)


def _inflected(verb: str) -> Iterator[tuple[Form, str]]:
    """`meet|met` and `fly|flew|flown` give irregular past and participle; others are regular."""
    base, *past = verb.split("|")
    yield Form.BASE, base
    yield Form.THIRD, base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s") if not _ends_y(base) else base[:-1] + "ies"
    for text in past or [_regular_past(base)]:
        yield Form.PAST, text
    yield Form.ING, _ing(base)


def _ends_y(base: str) -> bool:
    return len(base) > 2 and base[-1] == "y" and base[-2] not in _VOWELS


def _doubles(base: str) -> bool:
    """Whether the last consonant doubles (ban, banned; not: fix, play, threaten)."""
    if len(base) < 3 or base[-1] in "aeiouwxy" or base[-2] not in _VOWELS or base[-3] in _VOWELS:
        return False
    return sum(letter in _VOWELS for letter in base) == 1 or base in ("commit", "expel", "rebut", "transfer", "refer", "rebuff")


def _regular_past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if _ends_y(base):
        return base[:-1] + "ied"
    return base + base[-1] + "ed" if _doubles(base) else base + "ed"


def _ing(base: str) -> str:
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    return base + base[-1] + "ing" if _doubles(base) else base + "ing"
