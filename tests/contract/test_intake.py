"""Articles that wait, and T2: analysis, story and deliveries in one commit."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import StoreError
from bot.model import Announce, DeliveryState, Filter, FullText, SearchOrder
from bot.store.store import Store
from tests.contract.conftest import OpenStore
from tests.contract.samples import HANBIT, HERALD, NOON, SteadyClock, alert, bring, completed, item, place, spec, subscribe


async def claim(store: Store, at=NOON, limit: int = 100):
    return await store.claim_articles(now=at, lease_seconds=60, limit=limit)


async def counts(store: Store) -> tuple[int, int, int]:
    status = await store.status()
    return status.articles_waiting, status.articles, status.stories


async def test_news_are_claimed_before_the_backlog_of_a_new_feed(store: Store) -> None:
    await bring(store, [item("old-1"), item("old-2")], announce=Announce.SILENT)
    await bring(store, [item("new-1"), item("new-2")], feed=spec(HANBIT, "https://hanbit.example/rss"))

    assert [one.announce for one in await claim(store, limit=3)] == [Announce.ALERT, Announce.ALERT, Announce.SILENT]


@pytest.mark.parametrize(
    ("link", "is_private"),
    [
        ("http://bridge.internal:1200/page", True),
        ("http://bridge.internal/page", False),
        ("http://169.254.169.254/latest/meta-data", False),
        ("http://[half", False),
        (None, False),
    ],
)
async def test_links_of_a_private_feed_lead_to_no_other_private_address(store: Store, link: str | None, is_private: bool) -> None:
    feed = replace(spec(url="http://bridge.internal:1200/rss"), allow_private=True)
    await bring(store, [item("a", url=link, canonical_url=None)], feed=feed)
    assert [one.allow_private for one in await claim(store)] == [is_private]


async def test_articles_are_claimed_oldest_first_with_all_that_reading_needs(store: Store) -> None:
    published = NOON - timedelta(hours=2)
    await bring(
        store, [item("a", "First", lead="A lead.", body="A body.", published_at=published), item("b", "Second")], announce=Announce.BRIEF
    )

    first, second = await claim(store)
    assert (first.revision.title, first.revision.lead, first.revision.body, first.revision.number) == ("First", "A lead.", "A body.", 1)
    assert (first.outlet, first.published_at, first.first_seen_at, first.announce) == (HERALD, published, NOON, Announce.BRIEF)
    assert first.url == "https://herald.example/a"
    assert (first.full_text, first.allow_private, first.attempts) == (FullText.AUTO, False, 0)
    assert second.revision.title == "Second"


async def test_a_dead_workers_article_comes_back_when_its_lease_ends(store: Store) -> None:
    await bring(store, [item("a")])
    await claim(store)

    assert await claim(store, NOON + timedelta(seconds=59)) == []
    (again,) = await claim(store, NOON + timedelta(seconds=60))
    assert again.attempts == 1


async def test_many_workers_claim_each_article_once(store: Store, another: OpenStore) -> None:
    stores = [store, await another(), await another(), await another()]
    await bring(store, [item(str(n)) for n in range(60)])

    claims = await asyncio.gather(*(claim(stores[n % 4], limit=5) for n in range(16)))

    ids = [article.id for batch in claims for article in batch]
    assert len(ids) == len(set(ids)) == 60


async def test_a_failed_article_waits_until_its_time_and_then_is_failed_for_good(store: Store) -> None:
    await bring(store, [item("a")])
    (article,) = await claim(store)
    later = NOON + timedelta(minutes=5)
    await store.fail_article(article, reason="The worker ended.", retry_at=later, now=NOON)

    assert await claim(store, later - timedelta(seconds=1)) == []
    (article,) = await claim(store, later)
    assert article.attempts == 1
    await store.fail_article(article, reason="It ended again.", retry_at=None, now=later)
    assert await claim(store, later + timedelta(days=1)) == []
    status = await store.status()
    assert (status.articles_failed, status.articles_waiting) == (1, 0)
    view = await store.article(article.id)
    assert view is not None
    assert view.title == "Allies meet in Seoul"


async def test_a_failure_reported_after_the_lease_was_lost_changes_nothing(store: Store) -> None:
    await bring(store, [item("a")])
    (late,) = await claim(store)
    await claim(store, NOON + timedelta(seconds=60))
    await store.fail_article(late, reason="Too late.", retry_at=None, now=NOON)

    assert (await store.status()).articles_failed == 0


async def test_completing_writes_analysis_story_and_tags(store: Store) -> None:
    await bring(store, [item("a", body="The allies agreed.")])
    (article,) = await claim(store)
    async with store.intake() as unit:
        story_id = await unit.complete(completed(article, actors=("usa", "rok"), themes=("tariffs",), kind="opinion", language="ko"))

    assert await counts(store) == (0, 1, 1)
    story = await store.story(story_id)
    assert story is not None
    assert (story.lead.id, story.lead.language, story.first_seen_at, story.last_seen_at) == (article.id, "ko", NOON, NOON)
    assert story.lead.analysis is not None
    assert [tag.id for tag in story.lead.analysis.actors] == ["usa", "rok"]
    (hit,) = await store.search("allies", Filter(), since=None, order=SearchOrder.NEWEST, limit=5)
    assert (hit.story_id, hit.kind, hit.relevance, hit.actor_ids, hit.theme_ids) == (
        story_id,
        "opinion",
        "core",
        ("usa", "rok"),
        ("tariffs",),
    )


async def test_a_fetched_text_becomes_a_revision_and_is_what_is_searched(store: Store) -> None:
    await bring(store, [item("a", lead="A short lead on tariffs.")])
    (article,) = await claim(store)
    async with store.intake() as unit:
        await unit.complete(completed(article, body="The whole page speaks of shipyards.", is_full_text=True))

    view = await store.article(article.id)
    assert view is not None
    assert (view.lead, view.body) == ("A short lead on tariffs.", "The whole page speaks of shipyards.")
    for word in ("shipyard", "tariffs", "allies"):
        assert [hit.article_id for hit in await store.search(word, Filter(), since=None, order=SearchOrder.RANK, limit=5)] == [article.id]


async def test_nothing_of_an_intake_that_raises_is_kept(store: Store) -> None:
    await bring(store, [item("a")])
    sub = await subscribe(store)
    (article,) = await claim(store)

    async def break_down() -> None:
        async with store.intake() as unit:
            story_id = await unit.complete(completed(article, body="Another text.", is_full_text=True))
            await unit.deliver([alert(sub, story_id)])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await break_down()

    assert await counts(store) == (1, 1, 0)
    assert (await store.status()).deliveries[DeliveryState.PENDING.value] == 0
    assert await store.search("another", Filter(), since=None, order=SearchOrder.NEWEST, limit=5) == []
    assert len(await claim(store, NOON + timedelta(seconds=60))) == 1


async def test_an_article_completed_twice_keeps_one_story_and_one_alert(store: Store, another: OpenStore) -> None:
    other = await another()
    sub = await subscribe(store)
    await bring(store, [item("a")])
    (slow,) = await claim(store)
    (fast,) = await claim(other, NOON + timedelta(seconds=60))
    ids = []
    for worker, article in ((other, fast), (store, slow)):
        async with worker.intake() as unit:
            ids.append(await unit.complete(completed(article)))
            await unit.deliver([alert(sub, ids[-1])])

    assert ids[0] == ids[1]
    assert await counts(store) == (0, 1, 1)
    assert (await store.status()).deliveries[DeliveryState.PENDING.value] == 1


async def test_a_second_article_joins_a_story_and_moves_its_times(store: Store, clock: SteadyClock) -> None:
    await bring(store, [item("a", published_at=NOON - timedelta(hours=3))])
    (story_id,) = await place(store)
    later = clock.pass_(hours=1)
    await bring(store, [item("b", "Second report", published_at=NOON + timedelta(days=30))], at=later)
    assert await place(store, at=later, story_id=story_id) == [story_id]

    story = await store.story(story_id)
    assert story is not None
    assert [article.title for article in story.articles] == ["Allies meet in Seoul", "Second report"]
    assert (story.first_seen_at, story.last_seen_at) == (NOON - timedelta(hours=3), later)
    assert story.lead.title == "Allies meet in Seoul"


async def test_a_story_that_never_was_is_an_error(store: Store) -> None:
    await bring(store, [item("a")])
    with pytest.raises(StoreError, match="no story 77"):
        await place(store, story_id=77)


async def test_candidates_are_equal_headlines_first_and_then_the_newest_of_the_language(store: Store) -> None:
    hours = {"same": 30, "old": 20, "korean": 10, "new": 5, "ancient": 99}
    await bring(store, [item(key, key, published_at=NOON - timedelta(hours=ago)) for key, ago in hours.items()])
    for article in await claim(store, NOON + timedelta(days=1)):
        async with store.intake() as unit:
            language = "ko" if article.revision.title == "korean" else "en"
            await unit.complete(completed(article, language=language, title_key=article.revision.title))

    async with store.intake() as unit:
        found = await unit.candidates(title_key="same", canonical_url=None, language="en", since=NOON - timedelta(hours=48), limit=2)
        by_address = await unit.candidates(
            title_key="none", canonical_url="https://herald.example/korean", language="en", since=NOON - timedelta(hours=48), limit=1
        )

    assert [one.title_key for one in found] == ["same", "new"]
    assert (found[1].title, found[1].published_at, found[1].outlet_id) == ("new", NOON - timedelta(hours=5), HERALD.id)
    assert [one.title_key for one in by_address] == ["korean"]


async def test_a_waiting_article_is_no_candidate(store: Store) -> None:
    await bring(store, [item("a")])
    async with store.intake() as unit:
        assert (
            await unit.candidates(
                title_key="", canonical_url="https://herald.example/a", language="en", since=NOON - timedelta(days=2), limit=9
            )
            == []
        )


async def test_placing_is_serialised_across_workers(store: Store, another: OpenStore) -> None:
    """Two workers with the same headline: whoever comes second sees the story that the first one made."""
    stores = [store, await another(), await another()]
    await bring(store, [item(str(n), "One headline") for n in range(9)])
    claims = [await claim(one, limit=3) for one in stores]

    async def work(one: Store, articles) -> None:
        for article in articles:
            async with one.intake() as unit:
                found = await unit.candidates(title_key="one", canonical_url=None, language="en", since=NOON - timedelta(days=2), limit=5)
                await unit.complete(completed(article, title_key="one", story_id=found[0].story_id if found else None))

    await asyncio.gather(*(work(one, articles) for one, articles in zip(stores, claims, strict=True)))

    assert await counts(store) == (0, 9, 1)


async def test_only_subscriptions_that_are_not_paused_are_asked(store: Store) -> None:
    kept, paused = await subscribe(store, name="kept"), await subscribe(store, name="paused")
    await store.pause_subscription(paused.id, paused=True)

    async with store.intake() as unit:
        assert list(await unit.subscriptions()) == [kept]


async def test_an_article_of_two_million_characters_is_stored_and_found(store: Store) -> None:
    text = "동맹 alliance " * 180_000
    await bring(store, [item("a", "", body=text)], feed=spec())
    (story_id,) = await place(store)

    story = await store.story(story_id)
    assert story is not None
    assert len(story.lead.body) == len(text)
    assert len(await store.search("alliance", Filter(), since=None, order=SearchOrder.RANK, limit=5)) == 1
