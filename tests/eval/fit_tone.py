"""Fit the weights of the tone: `python -m tests.eval.fit_tone [GOLD.jsonl]` prints handlers/tone/weights.py and, to stderr, the accuracy.

Our own articles count as much as the twice-coded ones, of which each coding counts half. Multinomial logistic regression with a quadratic
penalty (Hastie, Tibshirani and Friedman 2009, section 4.4), by gradient descent with momentum from zero, hence the same each time. Accuracy
is printed as fitted and under ten-fold cross-validation by article, folded three ways.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handlers import build_analyser
from handlers.boilerplate import Boilerplate
from handlers.gazetteer import Gazetteer
from handlers.lexicon import forms_of
from handlers.ontology.load import load_ontology
from handlers.reading import read
from handlers.tone.evidence import Evidence
from handlers.tone.features import NAMES, figures
from handlers.tone.handler import LABELS, ToneHandler, choose, probabilities
from tests.eval.cases import Case, gold_cases, own_cases
from tests.eval.page import write_crossed

PENALTY, STEPS, RATE, MOMENTUM, FOLDS, FOLDINGS = 1.0, 300, 0.08, 0.9, 10, 3
Weights = list[list[float]]


@dataclass(frozen=True, slots=True)
class Example:
    """A text's evidence and figures, the share of its codings for each label, its language, and whether it is of our own writing."""

    evidence: Evidence
    values: tuple[float, ...]
    shares: tuple[float, ...]
    lang: str
    is_own: bool


def examples(cases: Sequence[Case], *, is_own: bool) -> list[Example]:
    """What the handlers before the tone find in the cases, as figures."""
    ontology = load_ontology()
    analyser, gazetteer, boilerplate, tone = build_analyser(ontology), Gazetteer(forms_of(ontology)), Boilerplate(), ToneHandler(ontology)
    found = []
    for case in cases:
        findings = analyser.analyse(case.document).findings
        evidence = tone.evidence(read(case.document.clean(), gazetteer, boilerplate), findings)
        tones = [coding.tone for coding in case.codings]
        shares = tuple(tones.count(label) / len(tones) for label in LABELS)
        found.append(Example(evidence, figures(evidence, findings), shares, case.lang, is_own))
    return found


def fit(data: Sequence[Example]) -> Weights:
    """The weights, a row a label."""
    weights = [[0.0] * len(NAMES) for _ in LABELS]
    moving = [[0.0] * len(NAMES) for _ in LABELS]
    for _ in range(STEPS):
        gradient = [[PENALTY * weight * (0.1 if at == 0 else 1.0) for at, weight in enumerate(row)] for row in weights]
        for example in data:
            for row, probability, share in zip(gradient, probabilities(example.values, weights), example.shares, strict=True):
                miss = probability - share
                for at, value in enumerate(example.values):
                    row[at] += miss * value
        for row, pull, push in zip(weights, moving, gradient, strict=True):
            for at, slope in enumerate(push):
                pull[at] = MOMENTUM * pull[at] + slope / len(data)
                row[at] -= RATE * pull[at]
    return weights


def accuracy(example: Example, weights: Weights) -> float:
    """The share of the codings that have the label which the weights give."""
    return example.shares[LABELS.index(choose(probabilities(example.values, weights), example.evidence))]


def cross_validated(data: Sequence[Example]) -> list[float]:
    """The mean accuracy of each example under weights fitted on the other folds, over several ways to fold."""
    scores = [0.0] * len(data)
    for seed in range(FOLDINGS):
        order = list(range(len(data)))
        random.Random(seed).shuffle(order)
        for fold in range(FOLDS):
            out = set(order[fold::FOLDS])
            weights = fit([example for at, example in enumerate(data) if at not in out])
            for at in out:
                scores[at] += accuracy(data[at], weights) / FOLDINGS
    return scores


def report(data: Sequence[Example], scores: Sequence[float], head: str) -> str:
    """One line of accuracies: the twice-coded articles in all and a language, then our own."""
    parts = [head.ljust(16)]
    for name, chosen in (
        ("gold", [not example.is_own for example in data]),
        ("en", [not example.is_own and example.lang == "en" for example in data]),
        ("ko", [not example.is_own and example.lang == "ko" for example in data]),
        ("own", [example.is_own for example in data]),
    ):
        some = [score for score, is_in in zip(scores, chosen, strict=True) if is_in]
        parts.append(f"{name} {sum(some) / len(some):.3f}" if some else f"{name} -")
    return "  ".join(parts)


def main() -> None:
    """Print the weights and the accuracies."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.fit_tone", description="Fit the weights of the tone.")
    parser.add_argument("gold", nargs="?", type=Path, help="a file of twice-coded articles")
    options = parser.parse_args()
    data = examples(own_cases(), is_own=True) + (examples(gold_cases(options.gold), is_own=False) if options.gold else [])
    weights = fit(data)
    known, unseen = [accuracy(example, weights) for example in data], cross_validated(data)
    print(report(data, known, "fitted"), file=sys.stderr)
    print(report(data, unseen, "cross-validated"), file=sys.stderr)
    if twice := [at for at, example in enumerate(data) if not example.is_own]:
        fitted, crossed = (sum(scores[at] for at in twice) / len(twice) for scores in (known, unseen))
        write_crossed({"tone, accuracy": (fitted, crossed)})
    print(module(weights))


def module(weights: Weights) -> str:
    """handlers/tone/weights.py as text."""
    lines = [
        '"""Weights of the tone, made by tests/eval/fit_tone.py: a row a figure (features.NAMES), a column a label (handler.LABELS)."""',
        "",
    ]
    lines += ["from __future__ import annotations", "", "_ROWS = ("]
    lines += ["    (" + ", ".join(f"{row[at]:.3f}" for row in weights) + f"),  # {name}" for at, name in enumerate(NAMES)]
    lines += [")", "WEIGHTS = tuple(zip(*_ROWS, strict=True))"]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
