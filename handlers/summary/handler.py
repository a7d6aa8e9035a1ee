"""Two or three of the text's own sentences that stand for it.

Extractive: the figures of each sentence (features.py) are weighed by a model fitted on labelled articles (weights.py, made by
tests/eval/fit_summary.py); then sentences are taken greedily, those that repeat a chosen one set back or left out (maximal marginal
relevance, Carbonell and Goldstein 1998). Linear in length.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from operator import mul

from handlers.findings import Findings, SummarySentence
from handlers.reading import Reading
from handlers.summary.features import NAMES, Candidate, Candidates, by_name
from handlers.summary.weights import WEIGHTS

SENTENCES = 3
"""Annotators choose three of nine texts in ten."""
_REPEATS = 0.7
_SET_BACK = 0.25
_LEANS = {"dangles": -1.0, "points back": -0.25, "joins on": -0.25, "no end": -2.0}
"""Beside the fitted weights: a summary must stand alone, and the labelled articles say so too rarely to fit it."""


class SummaryHandler:
    """Three sentences; two of a text with three, one of a text with one."""

    name = "summary"
    version = 3

    def __init__(self) -> None:
        self._candidates = Candidates()
        self._weights = leaning(by_name(WEIGHTS))

    def run(self, reading: Reading, findings: Findings) -> Findings:
        found = self._candidates.find(reading, findings)
        chosen = choose(found, scores(found, self._weights))
        return replace(findings, summary=tuple(SummarySentence(c.text, c.span.start, c.span.end) for c in chosen))


def leaning(weights: Sequence[float]) -> tuple[float, ...]:
    """Weights in the order of NAMES with what is asked of a summary beside them."""
    return tuple(weight + _LEANS.get(name, 0.0) for name, weight in zip(NAMES, weights, strict=True))


def scores(found: Sequence[Candidate], weights: Sequence[float]) -> list[float]:
    """The worth of each candidate."""
    return [sum(map(mul, weights, candidate.values)) for candidate in found]


def choose(found: Sequence[Candidate], worths: Sequence[float]) -> list[Candidate]:
    """The best, then each time the best less what it repeats of the chosen ones; in the order of the text."""
    count = SENTENCES if len(found) > SENTENCES else SENTENCES - 1
    ranked = sorted(range(len(found)), key=lambda at: (-worths[at], at))
    chosen: list[Candidate] = []
    while len(chosen) < count and (best := _next(found, worths, ranked, chosen)) is not None:
        chosen.append(found[best])
        ranked.remove(best)
    return sorted(chosen, key=lambda candidate: candidate.at)


def _next(found: Sequence[Candidate], worths: Sequence[float], ranked: Sequence[int], chosen: Sequence[Candidate]) -> int | None:
    """The best that is left. It is looked for from the top, as far down as one that repeats nothing could come first."""
    best, highest = None, -math.inf
    for at in ranked:
        if best is not None and worths[at] < highest:
            break
        repeats = [_overlap(found[at].words, one.words) for one in chosen]
        worth = worths[at] - _SET_BACK * sum(repeats)
        if all(share < _REPEATS for share in repeats) and (worth > highest or (worth == highest and best is not None and at < best)):
            best, highest = at, worth
    return best


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / (min(len(a), len(b)) or 1)
