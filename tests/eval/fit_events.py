"""Fit the weights of the events: `python -m tests.eval.fit_events [GOLD.jsonl] [--write]`; needs the `bench` extra for its arrays.

Two logistic regressions with a quadratic penalty (Hastie, Tibshirani and Friedman 2009, section 4.4) by Newton's method, hence the same
each time: one of the marks of each candidate, one of what a text says in all its sentences; the second learns from the first's judgements
of texts that it was not fitted on. An event in one of two codings counts half. F1 is printed as fitted and under ten-fold
cross-validation by article, over all and by language; `--write` replaces handlers/events/weights.json.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from handlers import build_analyser
from handlers.boilerplate import Boilerplate
from handlers.events import rank
from handlers.events.candidates import Candidate
from handlers.events.handler import EventsHandler
from handlers.events.judge import HOPELESS
from handlers.findings import QUAD_CLASSES, Findings
from handlers.gazetteer import Gazetteer
from handlers.lexicon import forms_of
from handlers.ontology.load import load_ontology
from handlers.reading import Reading, read
from tests.eval.cases import Case, gold_cases, normal, own_cases
from tests.eval.page import write_crossed
from tests.eval.seen import match_actors

FOLDS = 10
PENALTY = 4.0
SECOND_PENALTY = 6.0
LEAST_SEEN = 8
OWN_WEIGHT = 1.0
ELSEWHERE = 0.0
"""The weight of an event's candidate in another sentence than the coded one: it may tell the same or only seem to."""
WORDS_PENALTY = 4.0
NAMES_PENALTY = 4.0
"""How much harder the weights of single words, and of what single actors do, are held down than those of the rest."""
OF_ACTORS = ("from ", "to ", "in ", "types ", "salience ")
Key = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Example:
    """A text's candidates, its events by coding, its actors' labelled ids, and by which sentences (-1: the title) events were coded."""

    lang: str
    is_own: bool
    candidates: list[Candidate]
    codings: tuple[frozenset[Key], ...]
    ids: dict[str, str]
    told: frozenset[tuple[Key, int]]

    def key(self, candidate: Candidate) -> Key:
        """The candidate in labelled terms."""
        source, quad, target = candidate.key
        return self.ids.get(source, source), quad, self.ids.get(target, target)

    def truth(self, candidate: Candidate) -> float:
        """The share of the codings that have it."""
        key = self.key(candidate)
        return sum(key in coding for coding in self.codings) / len(self.codings)


def examples(cases: Sequence[Case], *, is_own: bool) -> list[Example]:
    """What the handlers before the events find in the cases."""
    ontology = load_ontology()
    analyser, gazetteer, boilerplate, handler = (
        build_analyser(ontology),
        Gazetteer(forms_of(ontology)),
        Boilerplate(),
        EventsHandler(ontology),
    )
    found = []
    for case in cases:
        findings = analyser.analyse(case.document).findings
        found.append(example(case, read(case.document.clean(), gazetteer, boilerplate), findings, handler, is_own=is_own))
    return found


def example(case: Case, reading: Reading, findings: Findings, handler: EventsHandler, *, is_own: bool) -> Example:
    """One case."""
    sentences = [(-1, normal(case.document.title)), *((at, normal(sentence.text)) for at, sentence in enumerate(reading.sentences))]
    codings, told = [], set()
    for labels in case.codings:
        keys = {}
        for event in labels.events:
            key = (event.source, QUAD_CLASSES.get(event.type, 0), event.target)
            keys[key] = event
            words = normal(event.sentence)
            told |= {(key, at) for at, text in sentences if words and text and (words in text or text in words)}
        codings.append(frozenset(keys))
    ids = match_actors(findings.actors, case.actors)
    return Example(case.lang, is_own, handler.candidates(reading, findings), tuple(codings), ids, frozenset(told))


class Values:
    """A table of numbers: a row an observation, a column a figure."""

    def __init__(self, rows: Sequence[Sequence[float]]) -> None:
        self._x = np.array(rows)
        self.columns: int = self._x.shape[1]

    def sums(self, beta: Any) -> Any:
        """Of each row the sum of its values times beta."""
        return self._x @ beta

    def back(self, weight: Any) -> Any:
        """Of each column the sum of its values times weight."""
        return self._x.T @ weight

    def squares(self, weight: Any) -> Any:
        """Of each column the sum of its squared values times weight."""
        return weight @ (self._x * self._x)


class Marks:
    """A table of ones: each row gives the columns where they stand, the first (the bias) in all. The last column is never fitted."""

    def __init__(self, rows: Sequence[Sequence[int]], columns: int) -> None:
        self._at = np.full((len(rows), 1 + max(map(len, rows))), columns)
        self._at[:, 0] = 0
        for number, row in enumerate(rows):
            self._at[number, 1 : 1 + len(row)] = row
        self.columns = columns + 1

    def sums(self, beta: Any) -> Any:
        """Of each row the sum of beta at its columns."""
        return np.append(beta[:-1], 0.0)[self._at].sum(axis=1)

    def back(self, weight: Any) -> Any:
        """Of each column the sum of the weights of the rows that have it."""
        return np.bincount(self._at.ravel(), np.repeat(weight, self._at.shape[1]), self.columns) * self._fitted()

    squares = back

    def _fitted(self) -> Any:
        return np.append(np.ones(self.columns - 1), 0.0)


def logistic_regression(x: Values | Marks, y: Any, weight: Any, ridge: Any) -> Any:
    """Coefficients of the columns of x (the first is the bias) for soft labels y, each held down by its ridge."""
    beta = np.zeros(x.columns)
    beta[0] = -2.0
    for _ in range(20):
        p = 1.0 / (1.0 + np.exp(-np.clip(x.sums(beta), -30, 30)))
        step = _newton_step(x, weight * p * (1 - p), ridge, x.back(weight * (y - p)) - ridge * beta)
        beta += step
        if np.abs(step).max() < 1e-4:
            break
    return beta


def _newton_step(x: Values | Marks, curvature: Any, ridge: Any, gradient: Any) -> Any:
    """The gradient divided by the curvature of the penalised likelihood, by conjugate gradients (Hestenes and Stiefel 1952)."""
    scale = 1.0 / (x.squares(curvature) + ridge)
    step, rest = np.zeros(len(gradient)), gradient.copy()
    direction = scaled = scale * rest
    size = rest @ scaled
    for _ in range(200):
        if np.abs(rest).max() < 1e-5:
            break
        image = x.back(curvature * x.sums(direction)) + ridge * direction
        length = size / (direction @ image)
        step, rest = step + length * direction, rest - length * image
        scaled = scale * rest
        size, before = rest @ scaled, size
        direction = scaled + (size / before) * direction
    return step


def fit_marks(data: Sequence[Example]) -> dict[str, float]:
    """The first function."""
    counts = Counter(mark for example in data for candidate in example.candidates for mark in candidate.marks)
    names = sorted(mark for mark, count in counts.items() if count >= LEAST_SEEN)
    column = {mark: at + 1 for at, mark in enumerate(names)}
    rows, labels, weights = [], [], []
    for example in data:
        for candidate in example.candidates:
            truth = example.truth(candidate)
            is_told = not truth or (example.key(candidate), candidate.sentence) in example.told
            rows.append([column[mark] for mark in set(candidate.marks) if mark in column])
            labels.append(truth)
            weights.append((OWN_WEIGHT if example.is_own else 1.0) * (1.0 if is_told else ELSEWHERE))
    penalty = [0.01, *(PENALTY * _held(name) for name in names), 1.0]
    beta = logistic_regression(Marks(rows, len(names) + 1), np.array(labels), np.array(weights), np.array(penalty))
    return {"bias": float(beta[0]), **{mark: float(beta[column[mark]]) for mark in names}}


def _held(mark: str) -> float:
    """How much harder than others a mark's weight is held down."""
    return WORDS_PENALTY if mark.startswith("word ") else NAMES_PENALTY if mark.startswith(OF_ACTORS) else 1.0


def gathered(example: Example, marks: dict[str, float]) -> list[rank.Gathered]:
    """The text's events as the second function sees them."""
    judged = ((marks["bias"] + sum(marks.get(mark, 0.0) for mark in one.marks), one) for one in example.candidates)
    return rank.gather([(odds, one) for odds, one in judged if odds > HOPELESS])


def fit_gathered(data: Sequence[tuple[Example, list[rank.Gathered]]]) -> Any:
    """The second function."""
    x = Values([item.values for _, found in data for item in found])
    y = np.array([example.truth(item.best) for example, found in data for item in found])
    weight = np.array([OWN_WEIGHT if example.is_own else 1.0 for example, found in data for _ in found])
    return logistic_regression(x, y, weight, np.array([0.01] + [SECOND_PENALTY] * (len(rank.FEATURES) - 1)))


def folds(data: Sequence[Example]) -> list[list[int]]:
    """The places of the examples in ten parts."""
    order = list(range(len(data)))
    random.Random(4).shuffle(order)
    return [order[part::FOLDS] for part in range(FOLDS)]


def held_out(data: Sequence[Example]) -> list[tuple[Example, list[rank.Gathered]]]:
    """Every example as the first function sees it when it was fitted on others."""
    found: dict[int, list[rank.Gathered]] = {}
    for part in folds(data):
        hidden = set(part)
        marks = fit_marks([example for at, example in enumerate(data) if at not in hidden])
        for at in part:
            found[at] = gathered(data[at], marks)
    return [(example, found[at]) for at, example in enumerate(data)]


def score(chosen: Iterable[tuple[Example, Sequence[Key]]]) -> float:
    """The mean over the codings of micro-F1."""
    counts = np.zeros((2, 3))
    for example, keys in chosen:
        own = frozenset(keys)
        for at, coding in enumerate(example.codings * (2 // len(example.codings))):
            counts[at] += (len(own & coding), len(own - coding), len(coding - own))
    return float(np.mean([2 * tp / max(1.0, 2 * tp + fp + fn) for tp, fp, fn in counts]))


def likely(example: Example, found: Sequence[rank.Gathered], beta: Any) -> list[tuple[float, Key]]:
    """The text's events by likelihood."""
    if not found:
        return []
    p = 1.0 / (1.0 + np.exp(-np.array([item.values for item in found]) @ beta))
    return sorted(((float(value), example.key(item.best)) for value, item in zip(p, found, strict=True)), reverse=True)


def cut(events: Sequence[tuple[float, Key]], least: float) -> list[Key]:
    """Those that are likely enough."""
    return [key for _, key in rank.pick([(value, key, key) for value, key in events], least)]


def best_least(ranked: Sequence[tuple[Example, list[tuple[float, Key]]]]) -> float:
    """The probability from which on events stay, for the best F1: of the twice-coded articles where there are any, as ours tell less."""
    told = [one for one in ranked if not one[0].is_own] or ranked
    steps = [at / 100 for at in range(8, 60, 2)]
    return max(steps, key=lambda least: score((example, cut(events, least)) for example, events in told))


def report(head: str, ranked: Sequence[tuple[Example, list[tuple[float, Key]]]], least: float) -> None:
    """One line: F1 over all and by language, of the twice-coded and of our own articles."""
    cells = []
    for name, own in (("gold", False), ("own", True)):
        for lang in ("all", "en", "ko"):
            part = [(example, cut(events, least)) for example, events in ranked if example.is_own is own and lang in ("all", example.lang)]
            if part:
                cells.append(f"{name} {lang} {score(part):.3f} ({sum(len(keys) for _, keys in part) / len(part):.1f} a text)")
    print(f"{head}: " + ", ".join(cells))


def main() -> None:
    """Print the figures, and write the weights where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.fit_events", description="Fit the weights of the events.")
    parser.add_argument("gold", nargs="?", type=Path, help="a file of twice-coded articles beside our own")
    parser.add_argument("--write", action="store_true", help="replace the packaged weights")
    options = parser.parse_args()
    data = examples(own_cases(), is_own=True)
    data += examples(gold_cases(options.gold), is_own=False) if options.gold else []
    unseen = held_out(data)
    ranked = []
    for part in folds(data):
        hidden = set(part)
        beta = fit_gathered([unseen[at] for at in range(len(data)) if at not in hidden])
        ranked += [(data[at], likely(data[at], unseen[at][1], beta)) for at in part]
    least = best_least(ranked)
    report(f"cross-validated (from {least})", ranked, least)
    marks, beta = fit_marks(data), fit_gathered(unseen)
    known = [(example, likely(example, gathered(example, marks), beta)) for example in data]
    report("as fitted", known, least)
    if options.gold:
        fitted, crossed = (score((one, cut(events, least)) for one, events in part if not one.is_own) for part in (known, ranked))
        write_crossed({"events, quad class": (fitted, crossed)})
    if options.write:
        weights = {
            "marks": {name: round(value, 3) for name, value in marks.items()},
            "gathered": {name: round(float(value), 3) for name, value in zip(rank.FEATURES, beta, strict=True)},
            "least": least,
        }
        path = Path(rank.__file__).with_name("weights.json")
        path.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
