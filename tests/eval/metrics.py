"""F1 over sets and over classes (Manning, Raghavan and Schuetze 2008, chapters 8 and 13)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence


def micro_f1(pairs: Iterable[tuple[frozenset[Hashable], frozenset[Hashable]]]) -> float:
    """F1 of all (wanted, found) sets pooled; 1 where there was nothing to find and nothing was found."""
    hits = misses = extras = 0
    for wanted, found in pairs:
        hits += len(wanted & found)
        misses += len(wanted - found)
        extras += len(found - wanted)
    return 1.0 if hits + misses + extras == 0 else 2 * hits / (2 * hits + misses + extras)


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean over the classes of the F1 of each, from (wanted, found) labels."""
    classes = sorted({label for pair in pairs for label in pair})
    scores = [
        micro_f1(
            (frozenset({at} if wanted == label else ()), frozenset({at} if found == label else ()))
            for at, (wanted, found) in enumerate(pairs)
        )
        for label in classes
    ]
    return sum(scores) / len(scores) if scores else 1.0


def accuracy(pairs: Sequence[tuple[str, str]]) -> float:
    """Share of equal labels."""
    return sum(wanted == found for wanted, found in pairs) / len(pairs) if pairs else 1.0
