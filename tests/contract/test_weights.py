"""What a story weighs is kept on it: filters ask for it, merges and new analyses change it, an official statement leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.desk.digest import Period
from bot.desk.gathering import stories_of, tags_of
from bot.desk.stories.finding import find
from bot.model import Filter, Fingerprint, Outlet, OutletClass, SearchOrder
from bot.store.store import Store
from bot.tags import Analysis
from tests.contract.samples import HANBIT, HERALD, NOON, bring, completed, document, item, place, spec, subscribe

HOUSE = Outlet("harbor-house", "Harbor House", "하버 하우스", "house", "en", "US", OutletClass.OFFICIAL)
SANCTION = [{"source": "united-states", "type": "SANCTION", "target": "dprk", "sentence": 0}]
DAY = Period(NOON - timedelta(days=1), NOON + timedelta(days=1))
NOTABLE, HIGH = Filter(minimum_importance="notable"), Filter(minimum_importance="high")


async def tell(store: Store, key: str, outlet: Outlet = HERALD, story_id: int | None = None, **says: Any) -> int:
    """One article of that outlet, in a story of its own or in `story_id`."""
    await bring(store, [item(key, f"Ferry talks {key}")], feed=spec(outlet, f"https://{outlet.id}.example/{key}/rss", f"feed-{key}"))
    (placed,) = await place(store, story_id=story_id, **says)
    return placed


async def found(store: Store, wanted: Filter) -> tuple[list[int], list[str]]:
    """Stories and titles of articles that pass, from `latest` and from `search`."""
    hits = await store.search("ferry", wanted, since=None, order=SearchOrder.NEWEST, limit=9)
    return [story.id for story in await store.latest(wanted, limit=9)], sorted(hit.title for hit in hits)


async def test_a_story_passes_a_filter_once_it_has_grown(store: Store) -> None:
    story_id = await tell(store, "a", events=SANCTION)
    assert await found(store, NOTABLE) == ([], [])
    await tell(store, "b", HANBIT, story_id)
    assert await found(store, NOTABLE) == ([story_id], ["Ferry talks a", "Ferry talks b"])
    assert await found(store, HIGH) == ([], [])


async def test_a_merge_weighs_the_two_stories_together(store: Store) -> None:
    keep, gone = await tell(store, "a", events=SANCTION), await tell(store, "b", HANBIT)
    async with store.intake() as unit:
        assert await unit.importance([keep, gone]) == "low"
    await store.merge_stories(keep, gone)
    assert await found(store, NOTABLE) == ([keep], ["Ferry talks a", "Ferry talks b"])
    async with store.intake() as unit:
        assert await unit.importance([gone]) == "notable"
        assert [article.title for article in await unit.articles(gone)] == ["Ferry talks a", "Ferry talks b"]


async def test_a_new_analysis_weighs_the_story_anew(store: Store) -> None:
    story_id = await tell(store, "a", relevance={"label": "none", "score": 1})
    await tell(store, "b", HANBIT, story_id, relevance={"label": "none", "score": 1})
    assert await found(store, NOTABLE) == ([], [])
    story = await store.story(story_id)
    assert story is not None
    await store.save_analysis(story.articles[0].id, Analysis.from_json(document(version="v2", events=SANCTION)))
    assert await found(store, NOTABLE) == ([story_id], ["Ferry talks a", "Ferry talks b"])


async def test_an_official_statement_leads_its_story_from_then_on(store: Store) -> None:
    story_id = await tell(store, "report")
    await tell(store, "statement", HOUSE, story_id, kind="statement")
    await tell(store, "later", HANBIT, story_id)
    story = await store.story(story_id)
    assert story is not None
    assert (story.lead.title, story.articles[0].title) == ("Ferry talks statement", "Ferry talks report")


async def test_a_statement_leads_the_story_into_which_its_own_is_merged(store: Store) -> None:
    keep, gone = await tell(store, "report"), await tell(store, "statement", HOUSE, kind="statement")
    await store.merge_stories(keep, gone)
    story = await store.story(gone)
    assert story is not None
    assert (story.id, story.lead.title) == (keep, "Ferry talks statement")


async def test_a_reprint_names_the_article_that_it_repeats_and_adds_no_weight(store: Store) -> None:
    told = Fingerprint("en", {"ferri": 1.0, "sink": 1.0}, {"t:ferry": 1.0, "t:port": 1.0}, None, tuple(range(64)))
    for key, outlet in (("a", HERALD), ("b", HANBIT)):
        await bring(store, [item(key, key)], feed=spec(outlet, f"https://{outlet.id}.example/rss", key), at=NOON)
    for article in await store.claim_articles(now=NOON, lease_seconds=60, limit=9):
        async with store.intake() as unit:
            where = await find(unit, told, NOON + timedelta(minutes=1), None)
            done = completed(article, story_id=where.story_id, events=SANCTION)
            await unit.complete(replace(done, trace=where.trace))
    (story,) = await store.latest(Filter(), limit=9)
    first, second = story.articles
    assert (first.reprint_of, second.reprint_of) == (None, first.id)
    assert await store.latest(NOTABLE, limit=9) == []
    (told_of_day,) = await stories_of(store, Filter(), DAY, ())
    assert [article.reprint_of for article in told_of_day.articles] == [None, first.id]
    assert await stories_of(store, NOTABLE, DAY, ()) == ()


async def test_a_digest_asks_for_the_importance_of_the_whole_story_as_latest_does(store: Store) -> None:
    story_id = await tell(store, "a", events=SANCTION)
    await tell(store, "b", HANBIT, story_id)
    later = NOON + timedelta(hours=2)
    await bring(store, [item("c", "Ferry talks c")], feed=spec(HERALD, "https://herald.example/c/rss", "feed-c"), at=later)
    await place(store, at=later, story_id=story_id)
    last = Period(later, later + timedelta(hours=1))
    (story,) = await stories_of(store, NOTABLE, last, ())
    assert (story.importance, [article.title for article in story.articles]) == ("notable", ["Ferry talks c"])
    assert [one.id for one in await store.latest(NOTABLE, limit=9)] == [story_id]
    assert len(await tags_of(store, NOTABLE, last, ())) == 1
    assert await stories_of(store, HIGH, last, ()) == ()


async def test_a_subscription_keeps_the_importance_that_it_asks_for(store: Store) -> None:
    made = await subscribe(store, wanted=HIGH)
    assert made.filter == HIGH
    assert [one.filter for one in await store.list_subscriptions()] == [HIGH]
