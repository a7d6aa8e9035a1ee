"""The measures of stories agree with hand counts, and sets are read in order of arrival."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.eval.stories.baselines import headline_overlap, single_pass
from tests.eval.stories.cases import StoryCase, own_stories
from tests.eval.stories.measures import score


def case(name: str, story: str, lang: str = "en", title: str = "", text: str = "") -> StoryCase:
    return StoryCase(name, story, lang, datetime(2026, 3, 10, tzinfo=UTC), title, text)


def test_bcubed_and_pairs_across_languages_by_hand() -> None:
    cases = [case("1", "a"), case("2", "a", "ko"), case("3", "b"), case("4", "b", "ko")]
    found = score(cases, [1, 1, 1, 2])

    # precision (2/3 + 2/3 + 1/3 + 1) / 4, recall (1 + 1 + 1/2 + 1/2) / 4; of the pairs 1-2, 1-4, 3-2, 3-4 one is right and one wrong
    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(3 / 4)
    assert (found.cross_precision, found.cross_recall, found.pairs) == (0.5, 0.5, 2)


def test_a_perfect_grouping_scores_one() -> None:
    cases = [case("1", "a"), case("2", "a", "ko"), case("3", "b")]

    assert score(cases, ["x", "x", "y"])[:5] == (1.0, 1.0, 1.0, 1.0, 1.0)


def test_headlines_overlap_by_two_words_and_half_of_the_shorter() -> None:
    titles = ["Harbour ferry sinks", "Ferry sinks near pier", "Ferry fares rise in southern port towns", "Bank cuts rate"]

    assert headline_overlap([case(str(at), "a", title=title) for at, title in enumerate(titles)]) == [0, 0, 2, 3]


def test_single_pass_joins_what_is_alike() -> None:
    cases = [case("1", "a", title="Harbour ferry sinks"), case("2", "b", title="Bank cuts rate"), case("3", "a", title="Ferry sinks")]

    assert single_pass(cases, 0.4) == [0, 1, 0]


def test_own_stories_come_by_time_from_files_of_one_or_many(tmp_path: Path) -> None:
    def record(name: str, hour: int) -> dict[str, str]:
        return {"id": name, "story": "s", "lang": "en", "published": f"2026-03-10T{hour:02}:00:00+00:00", "title": "t", "text": "x"}

    (tmp_path / "many.json").write_text(json.dumps([record("late", 9), record("early", 7)]))
    (tmp_path / "one.json").write_text(json.dumps(record("middle", 8)))

    assert [one.id for one in own_stories(tmp_path)] == ["early", "middle", "late"]
