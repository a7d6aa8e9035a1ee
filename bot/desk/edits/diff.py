"""What was taken out of a text and what was put in, by words: those of English, and the runs of an eojeol (`120` and `명` of `120명`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

WORD = re.compile(r"\d+(?:[.,:/]\d+)*(?:%p|[%％])?|[가-힣]+|[㐀-\u9fff]|[^\W\d_가-힣㐀-\u9fff]+(?:['’\-][^\W\d_가-힣㐀-\u9fff]+)*|[?？]")
_MOST_WORDS = 150
"""Of each text, so that no feed can make the comparison long: what stands behind them counts as the same."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands; `key` is what it is compared by."""

    key: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Part:
    """A run of one side of a change. `is_changed` where the other side has it not."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A text before and after, each in runs that make up the whole of it."""

    old: tuple[Part, ...]
    new: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Words `[old_from:old_to]` became words `[new_from:new_to]`; `is_equal` where they are the same."""

    is_equal: bool
    old_from: int
    old_to: int
    new_from: int
    new_to: int


def words_of(text: str) -> list[Word]:
    """The first 150 words of a text, in order; punctuation but for a question mark is none."""
    return [Word(_key(found[0]), found[0], found.start()) for found in islice(WORD.finditer(text), _MOST_WORDS)]


def steps_of(old: Sequence[Word], new: Sequence[Word]) -> list[Step]:
    """How one row of words became another."""
    matcher = SequenceMatcher(None, [word.key for word in old], [word.key for word in new], autojunk=False)
    return [Step(tag == "equal", *places) for tag, *places in matcher.get_opcodes()]


def change_of(old: str, new: str) -> Change:
    """The two texts with the words marked in which they differ; case and punctuation alone are no difference."""
    before, after = words_of(old), words_of(new)
    steps = steps_of(before, after)
    gone = [(step.old_from, step.old_to) for step in steps if not step.is_equal and step.old_to > step.old_from]
    come = [(step.new_from, step.new_to) for step in steps if not step.is_equal and step.new_to > step.new_from]
    return Change(_parts(old, before, gone), _parts(new, after, come))


def _parts(text: str, words: Sequence[Word], changed: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    parts: list[Part] = []
    at = 0
    for first, last in changed:
        start, end = words[first].start, words[last - 1].start + len(words[last - 1].text)
        parts += [Part(text[at:start], is_changed=False), Part(text[start:end], is_changed=True)]
        at = end
    parts.append(Part(text[at:], is_changed=False))
    return tuple(part for part in parts if part.text)


def _key(word: str) -> str:
    return word.replace(",", "").casefold() if word[0].isdigit() else word.replace("’", "'").casefold()
