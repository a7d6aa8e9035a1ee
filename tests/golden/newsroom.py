"""A newsroom written in YAML as a store, an analyst, pages and feed tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.desk.ports import FeedNote, FeedSign, FeedTest, ReadJob, ReadResult
from bot.model import (
    ArticleView,
    Catalogue,
    CatalogueActor,
    CatalogueTheme,
    DeliveryIntent,
    DeliveryState,
    DeskStatus,
    Destination,
    DetailKind,
    Development,
    Edit,
    FailureCause,
    FailureDetail,
    FeedHealth,
    FeedOrigin,
    FeedSpec,
    FeedState,
    Filter,
    Outlet,
    OutletClass,
    Purpose,
    Rhythm,
    Schedule,
    Subscription,
    TagReport,
)
from bot.tags import Analysis
from tests.fakes.desk_parts import KeptPages, KnownFeeds, SetClock
from tests.fakes.desk_store import MemoryStore, StoredDelivery

PLACE = Destination("console", "desk", "news")
FOLDER = Path(__file__).parent

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Newsroom:
    """Everything that a case is asked against."""

    store: MemoryStore
    analyst: WrittenAnalyst
    pages: KeptPages
    feeds: KnownFeeds
    clock: SetClock
    zone: ZoneInfo


class WrittenAnalyst:
    """Says of a text what the newsroom has written down for its title."""

    def __init__(self, analyses: Data, people: Mapping[str, CatalogueActor]) -> None:
        self._analyses = analyses
        self._people = people

    async def read(self, job: ReadJob) -> ReadResult:
        body = job.html.decode().strip() if job.html is not None else job.body
        written = {"language": "en", **self._analyses[job.title]}
        return ReadResult(job.title, body, job.html is not None, analysis_of(written, job.title, body, self._people))

    async def catalogue(self) -> Catalogue:
        return Catalogue("1", (), ())


def load(name: str) -> Newsroom:
    """Read newsrooms/<name>.yaml."""
    data: Data = yaml.safe_load((FOLDER / "newsrooms" / f"{name}.yaml").read_text("utf-8"))
    store = MemoryStore()
    store.theme_list = tuple(CatalogueTheme(t["id"], t["en"], t["ko"], t["group"]) for t in data.get("themes", ()))
    store.actor_list = tuple(
        CatalogueActor(a["id"], a["en"], a["ko"], a["type"], a["country"], a["wikidata"], tuple(a["aliases"]))
        for a in data.get("actors", ())
    )
    people = {actor.id: actor for actor in store.actor_list}
    outlets = {o["id"]: _outlet(o) for o in data.get("outlets", ())}
    store.outlet_list = tuple(outlets.values())
    store.views = [_view(item, outlets, people) for item in data.get("articles", ())]
    store.feed_list = tuple(_feed(item, outlets) for item in data.get("feeds", ()))
    store.owned = [_subscription(number, item) for number, item in enumerate(data.get("subscriptions", ()), 1)]
    now = _time(data["now"])
    store.outgoing = [_delivery(number, item, now) for number, item in enumerate(data.get("deliveries", ()), 1)]
    store.reports = [_report(number, item, now) for number, item in enumerate(data.get("reports", ()), 1)]
    if "status" in data:
        store.desk_status = _status(data["status"])
    tests = {url: _feed_test(url, item) for url, item in data.get("feed_tests", {}).items()}
    return Newsroom(
        store,
        WrittenAnalyst(data.get("analyses", {}), people),
        KeptPages(data.get("pages", {})),
        KnownFeeds(tests),
        SetClock(now),
        ZoneInfo(data["zone"]),
    )


def analysis_of(item: Data, title: str, body: str, people: Mapping[str, CatalogueActor]) -> Analysis:
    """An analysis whose mentions are found by their words."""
    label, score = item["relevance"]
    tone, tone_score = item["tone"]
    return Analysis.from_json(
        {
            "version": "v1",
            "language": item["language"],
            "kind": item["kind"],
            "relevance": {"label": label, "score": score},
            "tone": {"label": tone, "score": tone_score, "evidence": _mentions(item.get("tone_words", ()), title, body)},
            "actors": [_actor_tag(tag, title, body, people[tag["id"]]) for tag in item.get("actors", ())],
            "themes": [
                {"id": tag["id"], "rank": tag["rank"], "score": 1.0, "evidence": _mentions(tag["words"], title, body)}
                for tag in item.get("themes", ())
            ],
            "events": [_event(told, title, body) for told in item.get("events", ())],
            "quotes": [_quote(told, body) for told in item.get("quotes", ())],
            "coming": [_coming(told, title, body) for told in item.get("coming", ())],
            "summary": [{"text": text, "start": body.index(text), "end": body.index(text) + len(text)} for text in item.get("summary", ())],
        }
    )


def _actor_tag(tag: Data, title: str, body: str, actor: CatalogueActor) -> Data:
    return {
        "id": actor.id,
        "name": {"en": actor.name_en, "ko": actor.name_ko},
        "type": actor.type,
        "country": actor.country,
        "wikidata": actor.wikidata,
        "aliases": list(actor.aliases),
        "salience": tag["salience"],
        "mentions": _mentions(tag["words"], title, body),
    }


def _event(told: Sequence[Any], title: str, body: str) -> Data:
    """`[source, type, target]`, then perhaps the field and the words of the act, then `possible` or `denied`."""
    source, kind, target, *more = told
    evidence = _mentions([more[:2]], title, body)[0] if more else None
    marks = {"hypothetical": "possible" in more, "negated": "denied" in more}
    return {"source": source, "type": kind, "target": target, "sentence": 0, "evidence": evidence, **marks}


def _quote(told: Data, body: str) -> Data:
    start = body.index(told["text"])
    return {**told, "start": start, "end": start + len(told["text"])}


def _coming(told: Data, title: str, body: str) -> Data:
    (mention,) = _mentions([told["words"]], title, body)
    return {"text": body, **told, "day": str(told["day"]), "mention": mention}


def _mentions(words: Sequence[Sequence[str]], title: str, body: str) -> list[Data]:
    found: list[Data] = []
    for place, text in words:
        start = (title if place == "title" else body).index(text)
        found.append({"field": place, "start": start, "end": start + len(text), "text": text})
    return found


def _view(item: Data, outlets: Mapping[str, Outlet], people: Mapping[str, CatalogueActor]) -> ArticleView:
    published = _time(item["published"])
    return ArticleView(
        id=item["id"],
        story_id=item["story"],
        url=item["url"],
        outlet=outlets[item["outlet"]],
        title=item["title"],
        lead="",
        body=item["body"],
        language=item["language"],
        published_at=published,
        first_seen_at=published,
        analysis=analysis_of(item, item["title"], item["body"], people),
        news=tuple(Development.from_json(one) for one in item.get("news", ())),
        edits=tuple(_edit(number, told, item) for number, told in enumerate(item.get("edits", ()), 2)),
        reprint_of=item.get("reprint_of"),
    )


def _edit(number: int, told: Data, item: Data) -> Edit:
    """A change, as `[before, after]` of the headline, the lead or both; what is not written stayed as it is."""
    titles, leads = told.get("title", [item["title"]] * 2), told.get("lead", [""] * 2)
    return Edit(number, _time(told["seen"]), *titles, *leads, is_material=told.get("material", True))


def _outlet(item: Data) -> Outlet:
    names = (item["id"], item["name"], item["name_ko"], item["family"], item["language"], item["country"])
    return Outlet(*names, OutletClass(item["class"]))


def _feed(item: Data, outlets: Mapping[str, Outlet]) -> FeedHealth:
    success = _time(item["success"]) if "success" in item else None
    return FeedHealth(
        spec=FeedSpec(item["id"], outlets[item["outlet"]], item["url"]),
        origin=FeedOrigin.DECLARED,
        state=FeedState.ACTIVE,
        next_poll_at=_time(item["next"]) if "next" in item else None,
        last_polled_at=success,
        last_success_at=success,
        last_error=FailureCause(item["error"]) if "error" in item else None,
        last_error_detail=_detail(item),
        last_error_at=None,
        failures=item.get("failures", 0),
        items=0,
        items_a_day=item.get("a_day", 0.0),
    )


def _subscription(number: int, item: Data) -> Subscription:
    lists = {name: tuple(item.get(name, ())) for name in ("actors", "themes", "languages", "outlets", "kinds", "keywords")}
    wanted = Filter(**lists, minimum_relevance=item.get("minimum_relevance", "none"))
    started = datetime.fromisoformat("2026-03-01T00:00:00+00:00")
    made = Subscription(number, PLACE, item["name"], wanted, item["language"], item["cap"], item["paused"], item["by"], started)
    asked = item.get("schedule", {})
    schedule = Schedule(Rhythm(asked.get("rhythm", "instant")), asked.get("hour"), asked.get("weekday", 0))
    return replace(made, schedule=schedule, paused_because=item.get("paused_because"))


def _delivery(number: int, item: Data, at: datetime) -> StoredDelivery:
    state = DeliveryState(item["state"])
    intent = DeliveryIntent(PLACE, Purpose(item["purpose"]), item["dedup_key"], None, item.get("story"), at)
    return StoredDelivery(number, intent, state, at, "en", attempts=item["attempts"], reason=item["reason"])


def _report(number: int, item: Data, at: datetime) -> TagReport:
    return TagReport(number, item["story"], item["tag"], item["note"], PLACE, item["person"], at)


def _status(item: Data) -> DeskStatus:
    times = {name: _time(item[name]) for name in ("oldest_waiting_at", "last_article_at")}
    return DeskStatus(**{**item, **times})


def _feed_test(url: str, item: Data) -> FeedTest:
    newest = _time(item["newest_at"]) if "newest_at" in item else None
    cause = FailureCause(item["cause"]) if "cause" in item else None
    lists = {name: tuple(item.get(name, ())) for name in ("samples", "feeds_found")}
    came = {name: item[name] for name in ("asked", "content_type", "size", "charset") if name in item}
    notes = tuple(FeedNote(**{**note, "sign": FeedSign(note["sign"])}) for note in item.get("notes", ()))
    return FeedTest(url, item.get("title"), item.get("items", 0), newest, cause=cause, detail=_detail(item), notes=notes, **lists, **came)


def _detail(item: Data) -> FailureDetail | None:
    """What exactly went wrong, as `detail: {kind: …}` with the values of that kind."""
    told = dict(item.get("detail", {}))
    return FailureDetail(DetailKind(told.pop("kind")), told) if told else None


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
