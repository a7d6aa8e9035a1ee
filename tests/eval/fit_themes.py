"""Fit the weights of the themes' two logistic functions: `python -m tests.eval.fit_themes GOLD.jsonl [--write]`.

Labelled articles (GOLD and our own) give a row for each theme that has a term in a text. Ridge-penalised logistic regression by cyclic
coordinate descent (Friedman, Hastie and Tibshirani 2010); a theme's own intercept is penalised as well, so that it moves only where
there are articles enough. Printed is F1 as fitted and under 10-fold cross-validation by article; the bounds from which a theme counts
are chosen on the cross-validated odds. `--write` puts the weights into handlers/theme_weights.py.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from handlers import build_analyser, theme_weights
from handlers.findings import Findings
from handlers.holders import states_by_country
from handlers.logistic import logistic
from handlers.ontology.load import load_ontology
from handlers.theme_evidence import FIGURES, figures, tallies
from handlers.themes import rank
from tests.eval.cases import Case, gold_cases, own_cases
from tests.eval.metrics import micro_f1
from tests.eval.page import write_crossed

PENALTY, THEME_PENALTY, SWEEPS, FOLDS = 3.0, 3.0, 40, 10
BOUNDS = ((0.3, 0.35, 0.4, 0.45), (0.25, 0.3, 0.35), (0.4,))
Bounds = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A theme with its figures in article `at`, and the share of the codings by which it holds, and by which it is primary."""

    at: int
    theme: str
    values: list[float]
    wanted: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic function of the figures."""

    base: float
    weights: list[float]
    by_theme: dict[str, float]

    def odds(self, row: Row) -> float:
        """Its value for a row."""
        own = self.by_theme.get(row.theme, 0.0)
        return logistic(self.base + own + sum(weight * value for weight, value in zip(self.weights, row.values, strict=True)))


def rows_of(cases: Sequence[Case]) -> list[Row]:
    """What the handlers before the themes' find in the cases, as rows."""
    ontology = load_ontology()
    analyser = build_analyser(ontology)
    before = list(itertools.takewhile(lambda handler: handler.name != "themes", analyser.handlers))
    states = states_by_country(ontology)
    casts = {theme.id: theme.cast for theme in ontology.themes.values()}
    rows = []
    for at, case in enumerate(cases):
        reading, findings = analyser.read(case.document.clean()), Findings()
        for handler in before:
            findings = handler.run(reading, findings)
        found = tallies(reading, findings, states)
        for theme, values in figures(reading, findings, found, casts).items():
            holds = sum(theme in coding.themes for coding in case.codings) / len(case.codings)
            leads = sum(theme in coding.primary for coding in case.codings) / len(case.codings)
            rows.append(Row(at, theme, values, (holds, leads)))
    return rows


def fit(rows: Sequence[Row], which: int) -> Model:
    """The function of `rows` for holding (0) or being primary (1)."""
    means = [sum(row.values[k] for row in rows) / len(rows) for k in range(len(FIGURES))]
    spreads = [math.sqrt(sum((row.values[k] - means[k]) ** 2 for row in rows) / len(rows)) or 1.0 for k in range(len(FIGURES))]
    every = list(range(len(rows)))
    columns = [(every, [(row.values[k] - means[k]) / spreads[k] for row in rows], PENALTY) for k in range(len(FIGURES))]
    columns.append((every, [1.0] * len(rows), 0.01))
    themes = sorted({row.theme for row in rows})
    for theme in themes:
        own = [at for at, row in enumerate(rows) if row.theme == theme]
        columns.append((own, [1.0] * len(own), THEME_PENALTY))
    weights = _descend(columns, [row.wanted[which] for row in rows])
    raw = [weight / spread for weight, spread in zip(weights, spreads, strict=False)]
    base = weights[len(FIGURES)] - sum(weight * mean for weight, mean in zip(raw, means, strict=True))
    return Model(base, raw, dict(zip(themes, weights[len(FIGURES) + 1 :], strict=True)))


def _descend(columns: Sequence[tuple[list[int], list[float], float]], wanted: Sequence[float]) -> list[float]:
    """Weights of the columns (rows, values, penalty) by Newton steps, one column at a time."""
    weights, logits = [0.0] * len(columns), [0.0] * len(wanted)
    for _ in range(SWEEPS):
        for k, (at, values, penalty) in enumerate(columns):
            slope, bend = penalty * weights[k], penalty
            for row, value in zip(at, values, strict=True):
                odds = logistic(logits[row])
                slope += value * (odds - wanted[row])
                bend += value * value * odds * (1.0 - odds)
            step = slope / bend
            weights[k] -= step
            for row, value in zip(at, values, strict=True):
                logits[row] -= step * value
    return weights


def fitted(rows: Sequence[Row]) -> tuple[Model, Model]:
    """Both functions."""
    return fit(rows, 0), fit(rows, 1)


def odds_of(rows: Sequence[Row], models: tuple[Model, Model]) -> dict[tuple[int, str], tuple[float, float]]:
    """(article, theme) to its two odds."""
    return {(row.at, row.theme): (models[0].odds(row), models[1].odds(row)) for row in rows}


def cross_validated(rows: Sequence[Row], articles: int) -> dict[tuple[int, str], tuple[float, float]]:
    """The odds of every row under functions fitted without its article's fold."""
    order = list(range(articles))
    random.Random(5).shuffle(order)
    fold = {at: place % FOLDS for place, at in enumerate(order)}
    odds: dict[tuple[int, str], tuple[float, float]] = {}
    for part in range(FOLDS):
        models = fitted([row for row in rows if fold[row.at] != part])
        odds |= odds_of([row for row in rows if fold[row.at] == part], models)
    return odds


def scores(cases: Sequence[Case], odds: dict[tuple[int, str], tuple[float, float]], bounds: Bounds) -> Iterator[tuple[bool, float, float]]:
    """(is twice coded, F1 of primary themes, F1 of all) of each set, the mean over its codings."""
    per: list[dict[str, tuple[float, float]]] = [{} for _ in cases]
    for (at, theme), pair in odds.items():
        per[at][theme] = pair
    ranks = [rank(found, bounds) for found in per]
    for twice in (True, False):
        chosen = [(case, found) for case, found in zip(cases, ranks, strict=True) if (len(case.codings) > 1) == twice]
        values = []
        for which in range(2 if twice else 1):
            first = micro_f1((c.codings[which].primary, frozenset(t for t, r in found.items() if r == "primary")) for c, found in chosen)
            every = micro_f1((c.codings[which].themes, frozenset(found)) for c, found in chosen)
            values.append((first, every))
        yield twice, sum(v[0] for v in values) / len(values), sum(v[1] for v in values) / len(values)


def best_bounds(cases: Sequence[Case], odds: dict[tuple[int, str], tuple[float, float]]) -> Bounds:
    """Those of the highest F1, the twice-coded articles counting more."""

    def worth(bounds: Bounds) -> float:
        return sum((0.6 if twice else 0.4) * (first + every) for twice, first, every in scores(cases, odds, bounds))

    return max(itertools.product(*BOUNDS), key=worth)


def table(models: tuple[Model, Model], bounds: Bounds) -> str:
    """The text of handlers/theme_weights.py."""
    lines = [
        '"""Weights of the themes\' two logistic functions, as `python -m tests.eval.fit_themes` fits them. Not to be edited by hand."""',
        "",
    ]
    lines.append(f"BOUNDS = ({', '.join(f'{bound:.2f}' for bound in bounds)})")
    for name, model in zip(("HOLDS", "LEADS"), models, strict=True):
        lines.append(f"{name}_BASE = {model.base:.3f}")
        lines.append(f"{name} = (")
        lines += [f"    {weight:.3f},  # {figure}" for weight, figure in zip(model.weights, FIGURES, strict=True)]
        lines += [")", f"{name}_BY_THEME = {{"]
        lines += [f'    "{theme}": {weight:.2f},' for theme, weight in model.by_theme.items()]
        lines.append("}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fit, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.fit_themes", description="Fit the weights of the themes.")
    parser.add_argument("gold", type=Path, help="a file of twice-coded articles, which count beside our own")
    parser.add_argument("--write", action="store_true", help="put the weights into handlers/theme_weights.py")
    options = parser.parse_args()
    cases = [*gold_cases(options.gold), *own_cases()]
    rows = rows_of(cases)
    unseen, models = cross_validated(rows, len(cases)), fitted(rows)
    bounds = best_bounds(cases, unseen)
    print(f"{len(rows)} rows of {len(cases)} articles; bounds {bounds}")
    figures: dict[tuple[bool, str], tuple[float, float]] = {}
    for name, odds in (("cross-validated", unseen), ("fitted", odds_of(rows, models))):
        for twice, first, every in scores(cases, odds, bounds):
            print(f"{name:16} {'twice coded' if twice else 'our own':12} primary {first:.3f}  all {every:.3f}")
            figures[twice, name] = first, every
    kept, new = figures[True, "fitted"], figures[True, "cross-validated"]
    write_crossed({name: (kept[at], new[at]) for at, name in enumerate(("themes, primary", "themes, all"))})
    if options.write:
        Path(theme_weights.__file__).write_text(table(models, bounds), encoding="utf-8")


if __name__ == "__main__":
    main()
