"""The scorer itself: figures by hand, names and sentences matched as one, intervals, and errors told with their words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handlers.findings import ActorFinding, ComingFinding, EventFinding, Findings, Label, Mention, QuoteFinding, SummarySentence
from tests.eval.cases import Case, LabelledActor, gold_cases, normal, own_cases
from tests.eval.errors import listing
from tests.eval.metrics import accuracy, f1, interval, macro_f1, micro_f1
from tests.eval.page import table, write_crossed, write_part
from tests.eval.report import Report, evaluate
from tests.eval.score import raise_floors
from tests.eval.seen import match_actors, place_of, seen_in_labels

TEXT = "Seoul asked Washington for time. The minister flies out on Friday. He said the talks would go on."
NOWHERE = Mention("body", 0, 0, "")
CODING: dict[str, Any] = {
    "relevance": "core",
    "kind": "news",
    "tone": "mixed",
    "actors": [{"id": "us", "name": "United States", "salience": "major"}, {"id": "rok", "name": "South Korea", "salience": "minor"}],
    "themes": {"primary": ["tariffs"], "secondary": ["autos"]},
    "events": [{"source": "rok", "type": "REQUEST", "target": "us", "sentence": 0}],
    "summary": [0, 1],
}


def found(id_: str, name: str, *aliases: str) -> ActorFinding:
    return ActorFinding(id_, name, name, aliases, None, "state", None, "major", ())


def labelled(id_: str, *names: str) -> LabelledActor:
    return LabelledActor(id_, frozenset(map(normal, (id_, *names))), is_major=True)


def event(source: str, type_: str, target: str) -> EventFinding:
    return EventFinding(source, type_, target, 0, 0.5, is_negated=False, is_hypothetical=False, evidence=Mention("body", 6, 11, "asked"))


def gold(folder: Path, *codings: dict[str, Any]) -> Case:
    """A file of one article with these codings, read back."""
    sentences = [f"{sentence.rstrip('.')}." for sentence in TEXT.split(". ")]
    article = {"id": "x", "lang": "en", "date": "2025-03", "title": "Talks", "text": TEXT, "sentences": sentences, "codings": codings}
    path = folder / "gold.jsonl"
    path.write_text(json.dumps(article) + "\n", encoding="utf-8")
    (folder / "aliases.json").write_text('{"us": ["Uncle Sam"]}', encoding="utf-8")
    (case,) = gold_cases(path)
    return case


def own(folder: Path, **more: Any) -> Case:
    """An article of our own, read back."""
    sentence = TEXT.partition(".")[0] + "."
    labels = {**CODING, "summary": [sentence], "events": [{**CODING["events"][0], "sentence": sentence}], **more}
    article = {"id": "y", "lang": "ko", "date": "2026-03-02", "title": "Talks", "text": TEXT, "labels": labels}
    (folder / "y.json").write_text(json.dumps(article), encoding="utf-8")
    (case,) = own_cases(folder)
    return case


def test_micro_f1_pools_all_articles() -> None:
    pairs = [(frozenset("ab"), frozenset("ac")), (frozenset("x"), frozenset("x"))]
    assert micro_f1(pairs) == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))


def test_nothing_wanted_and_nothing_found_is_right() -> None:
    assert micro_f1([(frozenset(), frozenset())]) == 1.0


def test_macro_f1_counts_rare_classes_as_much_as_frequent_ones() -> None:
    pairs = [("a", "a"), ("a", "a"), ("b", "a")]
    assert macro_f1(pairs) == pytest.approx((0.8 + 0.0) / 2)
    assert accuracy(pairs) == pytest.approx(2 / 3)


def test_an_interval_holds_the_score_and_is_drawn_alike_each_time() -> None:
    counts = [[(3, 1, 0), (0, 2, 2), (4, 0, 1), (1, 1, 1)] * 5]
    low, high = interval(counts, f1, 400)
    assert low < f1((8, 4, 4)) < high
    assert (low, high) == interval(counts, f1, 400)


def test_an_interval_of_articles_that_are_all_alike_is_a_point() -> None:
    assert interval([[(1, 1, 0)] * 10], f1, 50) == pytest.approx((2 / 3, 2 / 3))


def test_actors_match_by_id_name_or_alias_and_each_only_once() -> None:
    wanted = [labelled("us", "United States", "미국"), labelled("rok", "South Korea")]
    ids = match_actors([found("usa", "the States", "United States"), found("rok", "ROK"), found("us-2", "미국")], wanted)
    assert ids == {"usa": "extra:usa", "rok": "rok", "us-2": "us"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("He said the talks would go on.", 2),
        ("The minister flies out on Friday. He said the talks would go on.", 1),  # two sentences taken as one: the first of them
        ("The minister flies out late on Fridays", 1),
        ("Tariffs fall.", "extra:tariffsfall"),
        ("", "extra:"),
    ],
)
def test_a_sentence_is_found_again_though_its_borders_are_others(text: str, place: int | str) -> None:
    assert place_of(normal(text), [normal(sentence) for sentence in TEXT.split(". ")]) == place


def test_a_twice_coded_file_is_read_with_its_aliases(tmp_path: Path) -> None:
    case = gold(tmp_path, CODING, {**CODING, "kind": "opinion"})
    assert [label.kind for label in case.codings] == ["news", "opinion"]
    assert "unclesam" in case.codings[0].actors[0].names
    assert case.codings[0].events[0].sentence == "Seoul asked Washington for time."
    seen = seen_in_labels(case.codings[0])
    assert (seen.primary, seen.themes, seen.summary) == (frozenset({"tariffs"}), frozenset({"tariffs", "autos"}), frozenset({0, 1}))
    assert seen.events == frozenset({("rok", 3, "us")})


def test_a_score_is_the_mean_against_both_codings_beside_their_agreement(tmp_path: Path) -> None:
    case = gold(tmp_path, CODING, {**CODING, "tone": "friction", "events": [], "summary": [0]})
    actors = (found("usa", "Uncle Sam"), found("rok", "South Korea"))
    chosen = (SummarySentence("Seoul asked Washington for time.", 0, 32),)
    findings = Findings(tone=Label("mixed", 0.5), actors=actors, events=(event("rok", "ACCUSE", "usa"),), summary=chosen)
    report = evaluate([case], {"x": findings})
    assert report.scores["all"]["actors, all"] == 1.0
    assert report.scores["en"]["tone, accuracy"] == 0.5
    assert report.agreement["en"]["tone, accuracy"] == 0.0
    assert report.scores["all"]["events, quad class"] == pytest.approx((1.0 + 0.0) / 2)  # a REQUEST and an ACCUSE are of one class
    assert report.agreement["all"]["summary"] == pytest.approx(2 / 3)
    assert report.scores["all"]["summary"] == pytest.approx((2 / 3 + 1.0) / 2)


def test_quotes_need_their_speaker_and_coming_days_their_kind(tmp_path: Path) -> None:
    said = {"quotes": [{"speaker": "rok", "text": "the talks would go on"}], "coming": [{"kind": "visit", "day": "2026-03-06"}]}
    case = own(tmp_path, **said)
    quote = QuoteFinding("us", "talks would go on", 0, 0, is_direct=False, cue=NOWHERE)
    coming = ComingFinding("talks", date(2026, 3, 6), None, "day", (), "", 0, 0, NOWHERE)
    scores = evaluate([case], {"y": Findings(quotes=(quote,), coming=(coming,))}).scores["ko"]
    assert (scores["quotes"], scores["quotes, any speaker"]) == (0.0, 1.0)
    assert (scores["coming"], scores["coming, any kind"]) == (0.0, 1.0)


@pytest.mark.parametrize(("precision", "score"), [("day", 0.0), ("week", 1.0), ("month", 1.0)])
def test_a_coming_day_is_as_near_as_the_text_says(tmp_path: Path, precision: str, score: float) -> None:
    case = own(tmp_path, coming=[{"kind": "talks", "day": "2026-03-09", "precision": precision}])
    coming = ComingFinding("talks", date(2026, 3, 11), None, precision, (), "", 0, 0, NOWHERE)
    assert evaluate([case], {"y": Findings(coming=(coming,))}).scores["all"]["coming"] == score


def test_what_nobody_coded_is_not_scored(tmp_path: Path) -> None:
    report = evaluate([gold(tmp_path, CODING, CODING)], {"x": Findings()})
    assert not {"quotes", "coming"} & set(report.scores["all"])
    assert "quotes" not in table(report)


def test_errors_are_told_with_article_and_words(tmp_path: Path) -> None:
    case = gold(tmp_path, CODING, CODING)
    findings = {"x": Findings(actors=(found("us", "United States"),), events=(event("us", "AID", "mars"),))}
    told = listing([case], findings, 5, "events")
    assert "x: Talks" in told
    assert "missed: rok -> talk against -> us  | REQUEST: Seoul asked Washington for time." in told
    assert "invented: us -> act together -> mars  | AID 0.50: Seoul [asked] Washington" in told
    everything = listing([case], findings, 5)
    assert "actors missed 1: rok 1" in everything
    assert "tone confused 1: mixed taken for neutral 1" in everything


def test_nothing_wrong_is_said_as_such(tmp_path: Path) -> None:
    assert listing([gold(tmp_path, CODING, CODING)], {"x": Findings(tone=Label("mixed", 1.0))}, 5, "tone") == "tone: no error."


def test_the_page_takes_a_part_and_keeps_the_rest(tmp_path: Path) -> None:
    page = tmp_path / "accuracy.md"
    page.write_text(
        "Read.\n<!-- own -->\nold\n<!-- /own -->\nBetween.\n<!-- development -->\nkept\n<!-- /development -->\n", encoding="utf-8"
    )
    write_part(page, "own", evaluate([own(tmp_path)], {"y": Findings()}, rounds=20))
    after = page.read_text(encoding="utf-8")
    assert after.startswith("Read.\n<!-- own -->\n| | all (1) | en (0) | ko (1) |\n")
    assert "| actors, all | 0.00 (0.00 to 0.00) |" in after
    assert "old" not in after
    assert after.endswith("\n<!-- /own -->\nBetween.\n<!-- development -->\nkept\n<!-- /development -->\n")
    with pytest.raises(ValueError, match="no place"):
        write_part(page, "others", evaluate([own(tmp_path)], {"y": Findings()}, rounds=20))


def test_floors_go_up_and_never_down(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text('{"all": {"actors, all": 0.5, "summary": 0.9}}', encoding="utf-8")
    raise_floors(path, Report(scores={"all": {"actors, all": 0.678, "summary": 0.8, "tone, macro": 0.333}}))
    assert json.loads(path.read_text(encoding="utf-8")) == {"all": {"actors, all": 0.66, "summary": 0.9, "tone, macro": 0.32}}


def test_figures_of_weights_stand_in_their_table_once_and_the_others_stay(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    heads = ["| | as fitted | cross-validated |", "|---|---|---|"]
    page.write_text("\n".join(["Before", "<!-- crossed -->", *heads, "<!-- /crossed -->", "After", ""]), encoding="utf-8")
    write_crossed({"tone": (0.9, 0.8), "events": (0.5, 0.4)}, page)
    write_crossed({"tone": (0.95, 0.85)}, page)
    rows = [*heads, "| events | 0.50 | 0.40 |", "| tone | 0.95 | 0.85 |"]
    assert page.read_text(encoding="utf-8") == "\n".join(["Before", "<!-- crossed -->", *rows, "<!-- /crossed -->", "After", ""])
    page.write_text("no table", encoding="utf-8")
    with pytest.raises(ValueError, match="crossed"):
        write_crossed({"tone": (0.9, 0.8)}, page)
