"""What is new is found on our own story set no worse than by floors of its own. The decider is strict: precision goes before recall."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.eval.stories.cases import own_stories
from tests.eval.stories.news import Judged, judge, labels, measures
from tests.eval.stories.reading import Reader

FLOORS = {"precision": 0.85, "recall": 0.48, "kind": 0.85}


@pytest.fixture(scope="module")
def judged() -> Sequence[Judged]:
    return judge(own_stories(), labels(), Reader())


def test_every_label_is_of_a_later_article_of_the_set(judged: Sequence[Judged]) -> None:
    wanted = labels()
    assert len(wanted) >= 40
    assert {one.id for one in judged} == set(wanted)
    assert not any(id_.endswith("-01") for id_ in wanted)
    assert {kind for kinds in wanted.values() for kind in kinds} == {"actor", "event", "figure", "quote"}


def test_no_measure_sinks_below_its_floor(judged: Sequence[Judged]) -> None:
    found = measures(judged)
    assert {name: found[name] for name, floor in FLOORS.items() if found[name] < floor} == {}


def test_it_is_more_precise_than_telling_every_later_article(judged: Sequence[Judged]) -> None:
    assert measures(judged)["precision"] > sum(bool(one.wanted) for one in judged) / len(judged) + 0.15
