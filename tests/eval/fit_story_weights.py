"""Fit how likely it is that an article belongs to a story: `python -m tests.eval.fit_story_weights GOLD.jsonl` writes weights.json.

Every article of the labelled file and of our own set is held against the stories that the desk would compare it with, as if all before it
stood where they were labelled; our own set counts as much as the file. Logistic regression with a quadratic penalty by Newton's method
(Hastie, Tibshirani and Friedman 2009, section 4.4). Printed beside what the fitted weights give: BCubed F1 of each third of the file and
each half of our own set, grouped from nothing with weights that saw none of it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import bot.desk.stories
from bot.desk.stories.likeness import compare
from bot.desk.stories.memory import candidates, lookup_keys
from bot.desk.stories.odds import signs
from bot.desk.stories.parameters import PARAMETERS
from bot.desk.stories.rarity import usual_counts
from bot.desk.stories.vectors import Profile, term_keys, weigh
from bot.model import Fingerprint
from tests.eval.stories.cases import StoryCase, own_stories, read_stories
from tests.eval.stories.measures import Scores, score
from tests.eval.stories.reading import Reader
from tests.eval.stories.score import group, line

PENALTY, STEPS = 1.0, 40
TARGET = Path(bot.desk.stories.__file__).with_name("weights.json")
Figures = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stream:
    """Articles in order of arrival."""

    cases: Sequence[StoryCase]
    prints: Sequence[Fingerprint]

    def part(self, start: int, end: int) -> Stream:
        """A stream that begins anew."""
        return Stream(self.cases[start:end], self.prints[start:end])

    def parts(self, count: int) -> list[Stream]:
        """That many equal parts."""
        ends = [len(self.cases) * number // count for number in range(count + 1)]
        return [self.part(start, end) for start, end in pairwise(ends)]


@dataclass(frozen=True, slots=True)
class Example:
    """The signs of an article and a story, and whether it belongs there."""

    signs: Mapping[str, float]
    belongs: bool


def examples(stream: Stream) -> list[Example]:
    """Each article beside the stories that it is compared with, all earlier ones standing where they were labelled."""
    counts = Counter(usual_counts())
    stories: dict[str, Profile] = {}
    postings: dict[str, dict[str, None]] = {}
    names: list[str] = []
    found: list[Example] = []
    for read, (case, fingerprint) in enumerate(zip(stream.cases, stream.prints, strict=True)):
        counts.update(term_keys(fingerprint))
        article = weigh(fingerprint, counts, case.at)
        keys = lookup_keys(article)
        numbers = {key: [names.index(name) for name in postings.get(key, ())] for key in keys}
        compared = [names[number] for number in candidates(article, numbers)]
        likenesses = [compare(article, stories[name]) for name in compared]
        found += [Example(one, name == case.story) for one, name in zip(signs(likenesses, read), compared, strict=True)]
        if case.story not in stories:
            stories[case.story] = Profile(case.at)
            names.append(case.story)
        stories[case.story].add(article)
        for key in keys:
            postings.setdefault(key, {})[case.story] = None
    return found


def fit(file: Sequence[Example], own: Sequence[Example]) -> dict[str, float]:
    """The weights by name of the sign, and the constant."""
    every = [*file, *own]
    names = list(every[0].signs)
    raw = np.array([[one.signs[name] for name in names] for one in every])
    middle, spread = raw.mean(axis=0), raw.std(axis=0) + 1e-9
    values = np.hstack([(raw - middle) / spread, np.ones((len(every), 1))])
    wanted = np.array([float(one.belongs) for one in every])
    counted = np.array([1.0] * len(file) + [len(file) / len(own)] * len(own))
    found = _newton(values, wanted, counted) / np.append(spread, 1.0)
    constant = float(found[-1] - found[:-1] @ middle)
    return {**{name: round(float(weight), 3) for name, weight in zip(names, found, strict=False)}, "constant": round(constant, 3)}


def _newton(values: Figures, wanted: Figures, counted: Figures) -> Figures:
    weights = np.zeros(values.shape[1])
    penalty = np.diag([PENALTY] * (values.shape[1] - 1) + [0.0])
    for _ in range(STEPS):
        said = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (counted * (said - wanted)) + penalty @ weights
        bend = (values * (counted * said * (1 - said))[:, None]).T @ values + penalty
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def grouped(stream: Stream, weights: Mapping[str, float]) -> Scores:
    """How good the stories of the stream are by these weights."""
    return score(stream.cases, group(stream.cases, stream.prints, replace(PARAMETERS, weights=weights)))


def held_back(file: Stream, own: Stream) -> dict[str, Scores]:
    """Each part by weights that were fitted without it."""
    found: dict[str, Scores] = {}
    thirds, halves = file.parts(3), own.parts(2)
    for at, part in enumerate(thirds):
        others = [one for other in thirds if other is not part for one in examples(other)]
        found[f"the file, third {at + 1}"] = grouped(part, fit(others, examples(own)))
    for at, part in enumerate(halves):
        others = [one for other in halves if other is not part for one in examples(other)]
        found[f"our own, half {at + 1}"] = grouped(part, fit(examples(file), others))
    return found


def main() -> None:
    """Fit, write, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.fit_story_weights", description="Fit the weights of stories.")
    parser.add_argument("gold", type=Path, help="a file of articles with their stories, one a line")
    reader = Reader()
    file, own = (
        Stream(cases, [reader.fingerprint(case.document) for case in cases])
        for cases in (read_stories(parser.parse_args().gold), own_stories())
    )
    weights = fit(examples(file), examples(own))
    TARGET.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print(f"{'':<34}precision    recall        F1  cross P   cross R")
    for name, scores in held_back(file, own).items():
        print(line("held back: " + name, scores))
    print(line("as fitted: the file", grouped(file, weights)))
    print(line("as fitted: our own", grouped(own, weights)))


if __name__ == "__main__":
    main()
