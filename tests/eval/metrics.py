"""F1 over sets and over classes (Manning, Raghavan and Schuetze 2008, chapters 8 and 13), made from counts that add up over articles, so
that an interval is drawn by adding other articles (Efron and Tibshirani 1993, chapter 13: the percentile bootstrap)."""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Iterable, Sequence

Counts = Sequence[int]


def set_counts(wanted: frozenset[Hashable], found: frozenset[Hashable]) -> tuple[int, int, int]:
    """Hits, misses and extras of one article."""
    hits = len(wanted & found)
    return hits, len(wanted) - hits, len(found) - hits


def class_counts(wanted: str, found: str, classes: Sequence[str]) -> tuple[int, ...]:
    """Hits, misses and extras of each class for one article."""
    counts: list[int] = []
    for label in classes:
        counts += (wanted == label == found, wanted == label != found, wanted != label == found)
    return tuple(map(int, counts))


def f1(counts: Counts) -> float:
    """F1 of hits, misses and extras; 1 where there was nothing to find and nothing was found."""
    hits, misses, extras = counts
    return 1.0 if hits + misses + extras == 0 else 2 * hits / (2 * hits + misses + extras)


def mean_f1(counts: Counts) -> float:
    """Mean of the F1 of each class that was wanted or found."""
    scores = [f1(counts[at : at + 3]) for at in range(0, len(counts), 3) if any(counts[at : at + 3])]
    return sum(scores) / len(scores) if scores else 1.0


def share(counts: Counts) -> float:
    """The first count's share of the second."""
    return counts[0] / counts[1] if counts[1] else 1.0


def added(rows: Iterable[Counts]) -> list[int]:
    """The counts of all articles together."""
    return [sum(column) for column in zip(*rows, strict=True)]


def micro_f1(pairs: Iterable[tuple[frozenset[Hashable], frozenset[Hashable]]]) -> float:
    """F1 of all (wanted, found) sets pooled."""
    return f1(added([(0, 0, 0), *(set_counts(wanted, found) for wanted, found in pairs)]))


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean over the classes of the F1 of each, from (wanted, found) labels."""
    classes = sorted({label for pair in pairs for label in pair})
    return mean_f1(added(class_counts(wanted, found, classes) for wanted, found in pairs)) if pairs else 1.0


def accuracy(pairs: Sequence[tuple[str, str]]) -> float:
    """Share of equal labels."""
    return share((sum(wanted == found for wanted, found in pairs), len(pairs)))


def interval(codings: Sequence[Sequence[Counts]], score: Callable[[Counts], float], rounds: int, seed: int = 4) -> tuple[float, float]:
    """Between which figures 95 % of the scores lie when the articles are drawn anew, with replacement, `rounds` times.

    `codings` holds for each coding the counts of every article; a score is the mean over the codings. The same seed draws the same.
    """
    if not codings or not codings[0]:
        return 1.0, 1.0
    draw = random.Random(seed)
    columns = [list(zip(*rows, strict=True)) for rows in codings]
    size = len(codings[0])
    scores = []
    for _ in range(rounds):
        drawn = draw.choices(range(size), k=size)
        each = [score([sum(map(column.__getitem__, drawn)) for column in of_coding]) for of_coding in columns]
        scores.append(sum(each) / len(each))
    scores.sort()
    return scores[int(0.025 * rounds)], scores[min(rounds - 1, int(0.975 * rounds))]
