"""What others do: the overlap of headlines, and TF-IDF in a single pass."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

from tests.eval.stories.cases import StoryCase

_WORD = re.compile(r"\w+")
_SHARED = 2
_PART = 0.5
TITLE = 3
LEAD_WORDS = 100


def headline_overlap(cases: Sequence[StoryCase]) -> list[int]:
    """The newest story with a headline that shares two words and half of the shorter one (WorldMonitor's rule)."""
    seen: list[tuple[frozenset[str], int]] = []
    found: list[int] = []
    for case in cases:
        words = frozenset(word for word in _words(case.title) if len(word) > 1)
        story = next((story for other, story in reversed(seen) if _overlaps(words, other)), len(seen))
        seen.append((words, story))
        found.append(story)
    return found


def _overlaps(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= _SHARED and shared >= _PART * min(len(one), len(other))


def single_pass(cases: Sequence[StoryCase], threshold: float) -> list[int]:
    """The most alike story by the cosine of TF-IDF (title three times and the first hundred words; rarity of the articles so far)."""
    seen: Counter[str] = Counter()
    stories: list[Counter[str]] = []
    found: list[int] = []
    for number, case in enumerate(cases, 1):
        counts = Counter(_words(case.title) * TITLE + _words(case.text)[:LEAD_WORDS])
        seen.update(counts.keys())
        vector = _unit({word: count * log(1 + number / seen[word]) for word, count in counts.items()})
        grades = [(_cosine(vector, story), index) for index, story in enumerate(stories)]
        best = max(grades, default=(0.0, -1))
        if best[0] < threshold:
            stories.append(Counter())
            best = (0.0, len(stories) - 1)
        stories[best[1]].update(vector)
        found.append(best[1])
    return found


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {word: weight / length for word, weight in vector.items()}


def _cosine(vector: dict[str, float], story: Counter[str]) -> float:
    length = sqrt(sum(weight * weight for weight in story.values()))
    return sum(weight * story[word] for word, weight in vector.items() if word in story) / length
