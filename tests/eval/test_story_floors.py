"""Stories of our own multi-outlet set must not become worse than floors of their own, and stay above what others do."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.model import Fingerprint
from tests.eval.stories.baselines import headline_overlap, single_pass
from tests.eval.stories.cases import StoryCase, own_stories
from tests.eval.stories.measures import score
from tests.eval.stories.reading import Reader
from tests.eval.stories.score import THRESHOLDS, group, varied

FLOORS = {"precision": 0.98, "recall": 0.93, "f1": 0.96, "cross_precision": 0.97, "cross_recall": 0.90}
STABLE = 0.93


@pytest.fixture(scope="module")
def cases() -> Sequence[StoryCase]:
    return own_stories()


@pytest.fixture(scope="module")
def prints(cases: Sequence[StoryCase]) -> Sequence[Fingerprint]:
    reader = Reader()
    return [reader.fingerprint(case.document) for case in cases]


def test_the_set_is_of_many_outlets_events_and_both_languages(cases: Sequence[StoryCase]) -> None:
    assert len(cases) >= 120
    assert len({case.story for case in cases}) >= 25
    assert {case.lang for case in cases} == {"en", "ko"}


def test_no_measure_sinks_below_its_floor(cases: Sequence[StoryCase], prints: Sequence[Fingerprint]) -> None:
    found = score(cases, group(cases, prints))._asdict()
    assert {name: found[name] for name, floor in FLOORS.items() if found[name] < floor} == {}


def test_it_is_better_than_headlines_and_than_the_best_single_pass(cases: Sequence[StoryCase], prints: Sequence[Fingerprint]) -> None:
    ours = score(cases, group(cases, prints)).f1
    assert ours > score(cases, headline_overlap(cases)).f1
    assert ours > max(score(cases, single_pass(cases, at)).f1 for at in THRESHOLDS)


def test_no_parameter_is_on_an_edge(cases: Sequence[StoryCase], prints: Sequence[Fingerprint]) -> None:
    found = {name: score(cases, group(cases, prints, parameters)).f1 for name, parameters in varied().items()}
    assert {name: figure for name, figure in found.items() if figure < STABLE} == {}
