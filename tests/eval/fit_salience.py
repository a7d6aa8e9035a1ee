"""Fit the weights of salience: `python -m tests.eval.fit_salience GOLD.jsonl [--write]`; needs the `bench` extra for its arrays.

Logistic regression with a quadratic penalty on standardised figures (Hastie, Tibshirani and Friedman 2009, section 4.4) by Newton's
method, hence the same each time; an actor that one of two codings calls major counts half, our own articles OWN_WEIGHT. F1 of the major
actors, those never found among the misses, is printed as fitted and under ten-fold cross-validation by article; `--write` replaces
handlers/salience_weights.py.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from handlers import build_analyser, salience, salience_weights
from handlers.actors import acting
from handlers.boilerplate import Boilerplate
from handlers.gazetteer import Gazetteer
from handlers.lexicon import forms_of
from handlers.ontology.load import load_ontology
from handlers.reading import read
from handlers.resolve import Resolver
from tests.eval.cases import Case, gold_cases, own_cases
from tests.eval.page import write_crossed
from tests.eval.seen import match_actors

PENALTY, OWN_WEIGHT, FOLDS, STEPS, SEEDS = 15.0, 0.5, 10, 12, (1, 2, 3)
Array = Any


@dataclass(frozen=True, slots=True)
class Example:
    """A text: its actors' figures, by coding whether each is major, and how many major ones were not found."""

    lang: str
    is_own: bool
    figures: Array
    major: Array
    missed: tuple[int, ...]


def examples(cases: Iterable[Case], *, is_own: bool) -> list[Example]:
    """The rows of the cases that name anybody."""
    ontology = load_ontology()
    analyser, gazetteer, boilerplate, resolver = build_analyser(ontology), Gazetteer(forms_of(ontology)), Boilerplate(), Resolver(ontology)
    made = []
    for case in cases:
        findings = analyser.analyse(case.document).findings
        reading = read(case.document.clean(), gazetteer, boilerplate)
        named = acting(resolver.resolve(reading, findings.language).named)
        rows = salience.figures(named, reading, ontology.actors, findings.language)
        columns, missed = [], []
        for labels in case.codings:
            ids = match_actors(findings.actors, labels.actors)
            wanted = {actor.id for actor in labels.actors if actor.is_major}
            columns.append([ids.get(actor) in wanted for actor in rows])
            missed.append(len(wanted - {ids.get(actor) for actor in rows}))
        if rows:
            figures = np.array(list(rows.values()), dtype=float)
            made.append(Example(case.lang, is_own, figures, np.array(columns, dtype=float).T, tuple(missed)))
    return made


def fit(of: Sequence[Example]) -> Array:
    """The bias and the weights of unscaled figures."""
    rows = np.concatenate([example.figures for example in of])
    wanted = np.concatenate([example.major.mean(axis=1) for example in of])
    weight = np.concatenate([np.full(len(example.figures), OWN_WEIGHT if example.is_own else 1.0) for example in of])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.column_stack([np.ones(len(rows)), (rows - mean) / scale])
    ridge = PENALTY * np.eye(scaled.shape[1])
    ridge[0, 0] = 0.0
    found = np.zeros(scaled.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-scaled @ found))
        slope = scaled.T @ (weight * (wanted - chance)) - ridge @ found
        found = found + np.linalg.solve((scaled * (weight * chance * (1 - chance))[:, None]).T @ scaled + ridge, slope)
    return np.concatenate([[found[0] - (found[1:] / scale * mean).sum()], found[1:] / scale])


def f1(of: Sequence[Example], weights: Sequence[Array], bound: float) -> float:
    """Micro-F1 of the major actors, mean over the codings; `weights` are those that judge each example."""
    scores = []
    for coding in range(min(example.major.shape[1] for example in of)):
        hits = wrong = missed = 0.0
        for example, own in zip(of, weights, strict=True):
            chosen = own[0] + example.figures @ own[1:] > bound
            wanted = example.major[:, coding] > 0
            hits += (chosen & wanted).sum()
            wrong += (chosen & ~wanted).sum()
            missed += (~chosen & wanted).sum() + example.missed[coding]
        scores.append(2 * hits / (2 * hits + wrong + missed))
    return float(np.mean(scores))


def crossed(of: Sequence[Example], always: Sequence[Example], seed: int) -> list[Array]:
    """For each example the weights fitted without its fold."""
    order = list(range(len(of)))
    random.Random(seed).shuffle(order)
    found: dict[int, Array] = {}
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        weights = fit([*(example for at, example in enumerate(of) if at not in held), *always])
        found.update(dict.fromkeys(held, weights))
    return [found[at] for at in range(len(of))]


def main() -> None:
    """Fit, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.fit_salience", description="Fit the weights of salience.")
    parser.add_argument("gold", type=Path, help="a file of twice-coded articles")
    parser.add_argument("--write", action="store_true", help="replace handlers/salience_weights.py")
    options = parser.parse_args()
    gold, own = examples(gold_cases(options.gold), is_own=False), examples(own_cases(), is_own=True)
    weights = fit([*gold, *own])
    bound = 0.0
    for language in ("all", "en", "ko"):
        chosen = [at for at, example in enumerate(gold) if language in ("all", example.lang)]
        some = [gold[at] for at in chosen]
        scores = [f1(some, [judges[at] for at in chosen], bound) for judges in (crossed(gold, own, seed) for seed in SEEDS)]
        fitted = f1(some, [weights] * len(some), bound)
        print(f"{language}: cross-validated {np.mean(scores):.3f}, fitted {fitted:.3f}")
        if language == "all":
            write_crossed({"actors, major": (fitted, float(np.mean(scores)))})
    print(f"own articles: cross-validated {f1(own, crossed(own, gold, 1), bound):.3f}")
    if options.write:
        names = list(salience_weights.WEIGHTS)
        lines = [f'    "{name}": {weight:.3f},' for name, weight in zip(names, weights[1:], strict=True)]
        Path(salience_weights.__file__).write_text(
            '"""Weights of salience (salience.figures), made by tests/eval/fit_salience.py."""\n\nfrom __future__ import annotations\n\n'
            f"BIAS = {weights[0]:.3f}\nBOUND = {bound:.1f}\n\nWEIGHTS: dict[str, float] = {{\n" + "\n".join(lines) + "\n}\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
