"""BCubed precision, recall and F1 (Bagga and Baldwin, "Algorithms for scoring coreference chains", 1998), and pairs across languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import combinations
from typing import NamedTuple

from tests.eval.stories.cases import StoryCase


class Scores(NamedTuple):
    """BCubed over all articles; `cross_*` over the pairs of one Korean and one English article, 1 where there is nothing to find."""

    precision: float
    recall: float
    f1: float
    cross_precision: float
    cross_recall: float
    pairs: int


def score(cases: Sequence[StoryCase], found: Sequence[Hashable]) -> Scores:
    """`found` is the story that each case was given, in the same order."""
    wanted = [case.story for case in cases]
    both, of_wanted, of_found = Counter(zip(wanted, found, strict=True)), Counter(wanted), Counter(found)
    shared = [both[one, other] for one, other in zip(wanted, found, strict=True)]
    precision = sum(count / of_found[story] for count, story in zip(shared, found, strict=True)) / len(cases)
    recall = sum(count / of_wanted[story] for count, story in zip(shared, wanted, strict=True)) / len(cases)
    pairs = Counter(
        (wanted[one] == wanted[other], found[one] == found[other])
        for one, other in combinations(range(len(cases)), 2)
        if cases[one].lang != cases[other].lang
    )
    hits, extras, misses = pairs[True, True], pairs[False, True], pairs[True, False]
    return Scores(
        precision,
        recall,
        2 * precision * recall / (precision + recall),
        hits / (hits + extras) if hits + extras else 1.0,
        hits / (hits + misses) if hits + misses else 1.0,
        hits + misses,
    )
