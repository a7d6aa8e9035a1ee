"""The scorer itself: F1 by hand, and names matched as one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handlers.findings import ActorFinding
from tests.eval.cases import LabelledActor, gold_cases, normal
from tests.eval.metrics import accuracy, macro_f1, micro_f1
from tests.eval.score import match_actors, seen_in_labels


def found(id_: str, name: str, *aliases: str) -> ActorFinding:
    return ActorFinding(id_, name, name, aliases, None, "state", None, "major", ())


def labelled(id_: str, *names: str) -> LabelledActor:
    return LabelledActor(id_, frozenset(map(normal, (id_, *names))), is_major=True)


def test_micro_f1_pools_all_articles() -> None:
    pairs = [(frozenset("ab"), frozenset("ac")), (frozenset("x"), frozenset("x"))]
    assert micro_f1(pairs) == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))


def test_nothing_wanted_and_nothing_found_is_right() -> None:
    assert micro_f1([(frozenset(), frozenset())]) == 1.0


def test_macro_f1_counts_rare_classes_as_much_as_frequent_ones() -> None:
    pairs = [("a", "a"), ("a", "a"), ("b", "a")]
    assert macro_f1(pairs) == pytest.approx((0.8 + 0.0) / 2)
    assert accuracy(pairs) == pytest.approx(2 / 3)


def test_actors_match_by_id_name_or_alias_and_each_only_once() -> None:
    wanted = [labelled("us", "United States", "미국"), labelled("rok", "South Korea")]
    ids = match_actors([found("usa", "the States", "United States"), found("rok", "ROK"), found("us-2", "미국")], wanted)
    assert ids == {"usa": "extra:usa", "rok": "rok", "us-2": "us"}


def test_a_twice_coded_file_is_read_with_its_aliases(tmp_path: Path) -> None:
    coding = {
        "relevance": "core",
        "kind": "news",
        "tone": "mixed",
        "actors": [{"id": "us", "name": "United States", "salience": "major"}],
        "themes": {"primary": ["tariffs"], "secondary": ["autos"]},
        "events": [],
        "summary": [1],
    }
    article = {"id": "x", "lang": "en", "date": "2025-03", "title": "T", "text": "One. Two.", "sentences": ["One.", "Two."]}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({**article, "codings": [coding, {**coding, "kind": "opinion"}]}) + "\n", encoding="utf-8")
    (tmp_path / "aliases.json").write_text('{"us": ["Uncle Sam"]}', encoding="utf-8")
    (case,) = gold_cases(path)
    assert [label.kind for label in case.codings] == ["news", "opinion"]
    assert "unclesam" in case.codings[0].actors[0].names
    seen = seen_in_labels(case.codings[0], case.codings[1])
    assert (seen.primary, seen.themes, seen.summary) == (frozenset({"tariffs"}), frozenset({"tariffs", "autos"}), frozenset({"two"}))
