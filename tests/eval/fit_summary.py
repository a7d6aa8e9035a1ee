"""Fit the weights of the summary: `python -m tests.eval.fit_summary [GOLD.jsonl] [--write]`; needs the `bench` extra for its arrays.

A conditional logit (McFadden 1974): the chance that a sentence is chosen is its share of the text's exponentiated worths, so that only
sentences of one text are compared. Quadratic penalty on standardised figures, Newton's method, hence the same each time. Our own articles
count OWN_WEIGHT of a twice-coded one. F1 is printed as fitted and under ten-fold cross-validation by article; `--write` replaces
handlers/summary/weights.py.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from handlers import build_analyser
from handlers.boilerplate import Boilerplate
from handlers.gazetteer import Gazetteer
from handlers.lexicon import forms_of
from handlers.ontology.load import load_ontology
from handlers.reading import read
from handlers.summary import weights
from handlers.summary.features import NAMES, Candidate, Candidates
from handlers.summary.handler import choose, leaning
from tests.eval.cases import Case, gold_cases, normal, own_cases
from tests.eval.metrics import f1, set_counts
from tests.eval.page import write_crossed
from tests.eval.seen import Sets, place_of

PENALTY, OWN_WEIGHT, FOLDS, STEPS, SEEDS = 10.0, 0.5, 10, 8, (1, 2, 3)
Array = Any


@dataclass(frozen=True, slots=True)
class Example:
    """A text's candidates with their figures, the labelled sentence that each is, and the share of the codings' choices that each has."""

    lang: str
    is_own: bool
    found: list[Candidate]
    figures: Array
    places: tuple[int | str, ...]
    shares: Array
    codings: tuple[Sets, ...]


def examples(cases: Iterable[Case], *, is_own: bool) -> list[Example]:
    """The candidates of the cases, each with the sentence of each coding that it is."""
    ontology = load_ontology()
    analyser, gazetteer, boilerplate, candidates = build_analyser(ontology), Gazetteer(forms_of(ontology)), Boilerplate(), Candidates()
    made = []
    for case in cases:
        findings = analyser.analyse(case.document).findings
        found = candidates.find(read(case.document.clean(), gazetteer, boilerplate), findings)
        places = tuple(place_of(normal(c.text), case.sentences) for c in found)
        codings = tuple(labels.chosen for labels in case.codings)
        shares = np.array([sum(place in chosen for chosen in codings) for place in places], dtype=float)
        if shares.sum():
            figures = np.array([c.values for c in found])
            made.append(Example(case.lang, is_own, found, figures, places, shares / shares.sum(), codings))
    return made


def fit(data: Sequence[Example]) -> Array:
    """The weights of the figures as they are (not standardised)."""
    rows = np.concatenate([example.figures for example in data])
    spread = rows.std(0) + 1e-9
    weights_ = np.zeros(len(NAMES))
    for _ in range(STEPS):
        gradient, curve = PENALTY * weights_, PENALTY * np.eye(len(NAMES))
        for example in data:
            scaled, count = example.figures / spread, 3.0 * (OWN_WEIGHT if example.is_own else 1.0)
            worth = scaled @ weights_
            chance = np.exp(worth - worth.max())
            chance /= chance.sum()
            mean = chance @ scaled
            gradient = gradient + count * (mean - example.shares @ scaled)
            curve = curve + count * ((scaled * chance[:, None]).T @ scaled - np.outer(mean, mean))
        weights_ = weights_ - np.linalg.solve(curve, gradient)
    return weights_ / spread


def score(data: Sequence[Example], models: Sequence[Array]) -> float:
    """Mean over the codings of F1 of what would be chosen."""
    picks = [choose(e.found, list(e.figures @ leaning(model))) for e, model in zip(data, models, strict=True)]
    figures = []
    for coding in (0, -1):
        counts = [set_counts(e.codings[coding], frozenset(e.places[c.at] for c in pick)) for e, pick in zip(data, picks, strict=True)]
        figures.append(f1(tuple(map(sum, zip(*counts, strict=True)))))
    return sum(figures) / len(figures)


def cross_validated(data: Sequence[Example], seed: int) -> list[Array]:
    """For each example the weights fitted without its fold."""
    order = list(range(len(data)))
    random.Random(seed).shuffle(order)
    models: list[Array] = [None] * len(data)
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        model = fit([example for at, example in enumerate(data) if at not in held])
        for at in held:
            models[at] = model
    return models


def report(data: Sequence[Example], models: Sequence[Array]) -> str:
    """F1 over the twice-coded articles, by language, and over our own."""
    parts = {
        "coded twice": [not e.is_own for e in data],
        "en": [not e.is_own and e.lang == "en" for e in data],
        "ko": [not e.is_own and e.lang == "ko" for e in data],
        "own": [e.is_own for e in data],
    }
    figures = []
    for name, chosen in parts.items():
        some = [at for at, yes in enumerate(chosen) if yes]
        if some:
            figures.append(f"{name} {score([data[at] for at in some], [models[at] for at in some]):.3f}")
    return ", ".join(figures)


def written(model: Array) -> str:
    """The module of weights."""
    head = f'"""{weights.__doc__}"""\n\nfrom __future__ import annotations\n\nWEIGHTS: dict[str, float] = {{\n'
    return head + "".join(f'    "{name}": {value:.3f},\n' for name, value in zip(NAMES, model, strict=True)) + "}\n"


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.fit_summary", description="Fit the weights of the summary.")
    parser.add_argument("gold", nargs="?", type=Path, help="a file of twice-coded articles beside our own")
    parser.add_argument("--write", action="store_true", help="replace handlers/summary/weights.py")
    options = parser.parse_args()
    data = examples(own_cases(), is_own=True) + (examples(gold_cases(options.gold), is_own=False) if options.gold else [])
    model = fit(data)
    print("as fitted: " + report(data, [model] * len(data)))
    twice = [at for at, example in enumerate(data) if not example.is_own]
    figures = []
    for seed in SEEDS:
        models = cross_validated(data, seed)
        print(f"cross-validated ({seed}): " + report(data, models))
        figures.append(score([data[at] for at in twice], [models[at] for at in twice]))
    if twice:
        write_crossed({"summary": (score([data[at] for at in twice], [model] * len(twice)), float(np.mean(figures)))})
    if options.write:
        Path(weights.__file__).write_text(written(model), encoding="utf-8")
    else:
        print(written(model))


if __name__ == "__main__":
    main()
