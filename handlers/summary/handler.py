"""Two or three of the text's own sentences that stand for it.

Extractive: the figures of each sentence (features.py) are weighed by a model fitted on labelled articles (weights.py, made by
tests/eval/fit_summary.py); then sentences are taken greedily, those that repeat a chosen one set back or left out (maximal marginal
relevance, Carbonell and Goldstein 1998). Linear in length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.findings import Findings, SummarySentence
from handlers.reading import Reading
from handlers.summary.features import NAMES, Candidate, Candidates, by_name
from handlers.summary.weights import WEIGHTS

SENTENCES = 3
"""Annotators choose three of nine texts in ten."""
_REPEATS = 0.7
_SET_BACK = 0.5
_LEANS = {"points back": -0.25, "joins on": -0.25, "no end": -0.5}
"""Beside the fitted weights: a summary must stand alone, and the labelled articles say so too rarely to fit it."""


class SummaryHandler:
    """Three sentences; two of a text with three, one of a text with one."""

    name = "summary"
    version = 2

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
    return [sum(map(float.__mul__, weights, candidate.values)) for candidate in found]


def choose(found: Sequence[Candidate], worths: Sequence[float]) -> list[Candidate]:
    """The best, then each time the best less what it repeats of the chosen ones; in the order of the text."""
    count = SENTENCES if len(found) > SENTENCES else SENTENCES - 1
    chosen: list[Candidate] = []
    worth = dict(enumerate(worths))
    while worth and len(chosen) < count:
        best = found[max(worth, key=lambda at: (worth[at], -at))]
        chosen.append(best)
        del worth[best.at]
        for at in list(worth):
            repeats = _overlap(found[at].words, best.words)
            if repeats < _REPEATS:
                worth[at] -= _SET_BACK * repeats
            else:
                del worth[at]
    return sorted(chosen, key=lambda candidate: candidate.at)


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / (min(len(a), len(b)) or 1)
