"""What readers report as wrong comes out as labelled cases, on both engines."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.app.feedback import cases
from bot.store.store import Store
from tests.contract.samples import HANBIT, NOON, SEOUL, bring, item, place, spec
from tests.eval.cases import gold_cases

BODY = "Seoul asked Washington for time. The two sides meet in April."
COMING = {
    "kind": "talks",
    "day": "2026-04-01",
    "until": None,
    "precision": "month",
    "actors": ["south-korea"],
    "text": "The two sides meet in April.",
    "start": 33,
    "end": 61,
    "mention": {"field": "body", "start": 52, "end": 60, "text": "in April"},
}


async def article(store: Store, key: str = "a", *, hours: int = 0, **parts: Any) -> int:
    """An analysed article of a new story; the story's id."""
    at = NOON + timedelta(hours=hours)
    await bring(store, [item(key, f"Talks go on: {key}", body=BODY)], at=at)
    (made,) = await place(store, at=at, **parts)
    return made


async def report(store: Store, story_id: int, tag: str, note: str = "", *, hours: int = 0, article_id: int | None = None) -> None:
    at = NOON + timedelta(hours=hours)
    await store.report_tag(story_id=story_id, tag=tag, note=note, place=SEOUL, person="slack:U1", now=at, article_id=article_id)


def event(source: str, target: str, sentence: int) -> dict[str, Any]:
    return {"source": source, "type": "REQUEST", "target": target, "sentence": sentence}


async def test_reports_come_in_their_order_and_from_a_time_on(store: Store) -> None:
    first, second = await article(store, "a"), await article(store, "b", hours=1)
    await report(store, second, "kind", hours=2)
    await report(store, first, "theme:autos", "Not about cars", hours=3)
    everything = await store.reports()
    assert [(one.story_id, one.tag, one.note) for one in everything] == [(second, "kind", ""), (first, "theme:autos", "Not about cars")]
    assert await store.reports(since=NOON + timedelta(hours=3)) == everything[1:]
    assert await store.reports(since=NOON + timedelta(hours=4)) == []


async def test_a_reported_actor_goes_with_its_events_and_quotes(store: Store) -> None:
    said = {"text": "time", "start": 0, "end": 4, "direct": False}
    told = await article(
        store,
        actors=("south-korea", "united-states", "japan"),
        events=[event("south-korea", "united-states", 0), event("japan", "south-korea", 1)],
        quotes=[{"speaker": "japan", **said}, {"speaker": "south-korea", **said}],
        coming=[COMING],
        summary=[{"text": BODY[:33].rstrip(), "start": 0, "end": 32}],
        tone={"label": "mixed", "score": 0.5},
    )
    await report(store, told, "actor:japan", "Japan is not in it.")
    (case,) = await cases(store)
    labels = case["labels"]
    assert labels["actors"] == [{"id": name, "name": name, "salience": "major"} for name in ("south-korea", "united-states")]
    assert labels["events"] == [
        {"source": "south-korea", "type": "REQUEST", "target": "united-states", "sentence": "Seoul asked Washington for time."}
    ]
    assert labels["quotes"] == [{"speaker": "south-korea", "text": "time", "direct": False}]
    assert labels["coming"] == [{"kind": "talks", "day": "2026-04-01", "until": None, "precision": "month"}]
    assert (labels["tone"], labels["summary"]) == ("mixed", ["Seoul asked Washington for time."])
    assert (case["lang"], case["text"], case["outlet_country"], case["outlet_class"]) == ("en", BODY, "US", "news")
    assert case["reports"] == [{"tag": "actor:japan", "note": "Japan is not in it.", "at": "2026-03-02T12:00:00+00:00"}]
    assert "slack" not in json.dumps(case)


async def test_reports_of_one_article_make_one_case(store: Store) -> None:
    told = await article(store, themes=("autos", "tariffs"))
    await report(store, told, "theme:autos")
    await report(store, told, "", "It is +theme:trade-agreements and +actor:wto, see paragraph 2.")
    (case,) = await cases(store)
    assert case["labels"]["themes"] == {"primary": ["tariffs"], "secondary": ["trade-agreements"]}
    assert case["labels"]["actors"][-1] == {"id": "wto", "name": "wto", "salience": "minor"}
    assert [one["tag"] for one in case["reports"]] == ["theme:autos", ""]
    assert case["doubted"] == []


async def test_a_wrong_kind_is_doubted_until_a_note_tells_the_right_one(store: Store) -> None:
    told = await article(store)
    await report(store, told, "kind", "This is an +kind:editorial")
    await report(store, told, "relevance")
    (case,) = await cases(store)
    assert (case["labels"]["kind"], case["doubted"]) == ("news", ["kind", "relevance"])
    await report(store, told, "", "+kind:opinion")
    (case,) = await cases(store)
    assert (case["labels"]["kind"], case["doubted"]) == ("opinion", ["relevance"])


async def test_the_article_that_bears_the_tag_is_meant(store: Store) -> None:
    told = await article(store, themes=("tariffs",))
    await bring(store, [item("ko", "협상이 이어진다", body="한국과 미국이 만난다.")], feed=spec(HANBIT, "https://hanbit.example/rss"))
    assert await place(store, story_id=told, themes=("autos",), language="ko") == [told]
    await report(store, told, "theme:autos")
    await report(store, told, "theme:energy", "gone since")
    korean, english = await cases(store)
    assert (korean["title"], korean["labels"]["themes"]["primary"]) == ("협상이 이어진다", [])
    assert (english["title"], english["labels"]["themes"]["primary"]) == ("Talks go on: a", ["tariffs"])


async def test_the_article_that_was_shown_is_meant_whatever_the_others_bear(store: Store) -> None:
    told = await article(store, themes=("tariffs",))
    await bring(store, [item("ko", "협상이 이어진다", body="한국과 미국이 만난다.")], feed=spec(HANBIT, "https://hanbit.example/rss"))
    await place(store, story_id=told, themes=("autos", "tariffs"), language="ko")
    (story,) = await store.stories([told])
    shown = {item.language: item.id for item in story.articles}
    await report(store, told, "theme:tariffs", article_id=shown["ko"])
    await report(store, told, "theme:energy", article_id=shown["en"])
    korean, english = await cases(store)
    assert (korean["title"], korean["labels"]["themes"]["primary"]) == ("협상이 이어진다", ["autos"])
    assert (english["title"], english["reports"][0]["tag"]) == ("Talks go on: a", "theme:energy")


async def test_what_is_exported_can_be_scored(store: Store, tmp_path: Path) -> None:
    told = await article(store, quotes=[], coming=[])
    await report(store, told, "theme:alliance-politics")
    path = tmp_path / "cases.jsonl"
    path.write_text("".join(json.dumps(case) + "\n" for case in await cases(store)), encoding="utf-8")
    (case,) = gold_cases(path)
    assert (case.document.body, case.document.published) == (BODY, date(2026, 3, 2))
    assert (case.codings[0].themes, case.codings[0].quotes) == (frozenset(), ())
