"""Counts by hour, feed and tone; watches kept; a telling queued once. And the migration that brought them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from bot.model import (
    DeliveryIntent,
    Destination,
    DetailKind,
    FailureCause,
    FailureDetail,
    FeedState,
    Filter,
    PollFailed,
    Purpose,
    Volume,
    Watch,
)
from bot.store.engine import Database, normalised
from bot.store.migrate import migrate
from bot.store.store import Store, open_store
from tests.contract.samples import DESK, NOON, SEOUL, SteadyClock, bring, item, place, spec

DAY = timedelta(days=1)
FRICTION = {"label": "friction", "score": 0.8}


async def tell(store: Store, key: str, *dated: datetime, **analysis) -> None:
    """Articles of one feed, dated then."""
    entries = [item(f"{key}{number}", f"{key} {number}", published_at=at) for number, at in enumerate(dated)]
    await bring(store, entries, feed=spec(url=f"https://herald.example/{key}/rss", name=f"feed-{key}"))
    await place(store, **analysis)


def by_hour(found) -> list[tuple[datetime, int, str, int]]:
    return sorted((one.hour, one.feed_id, one.tone, one.articles) for one in found)


async def test_articles_are_counted_by_their_hour_feed_and_tone(store: Store) -> None:
    early, late = NOON - timedelta(hours=2), NOON - timedelta(minutes=1)
    await tell(store, "a", early, early + timedelta(minutes=59), tone=FRICTION)
    await tell(store, "b", late)
    first, second = [one.id for one in await store.feed_pulses()]
    found = await store.volumes(Filter(), since=NOON - DAY, until=NOON)
    assert by_hour(found) == [(early, first, "friction", 2), (NOON - timedelta(hours=1), second, "neutral", 1)]
    assert found[0].hour.tzinfo is UTC


async def test_counts_keep_to_the_filter_and_the_time(store: Store) -> None:
    await tell(store, "usfk", NOON - timedelta(hours=3), actors=("usfk",), themes=("tariffs",))
    await tell(store, "film", NOON - timedelta(hours=3), actors=(), themes=(), relevance={"label": "none", "score": 1.0})

    async def count(wanted: Filter, since: datetime = NOON - DAY, until: datetime = NOON) -> int:
        return sum(one.articles for one in await store.volumes(wanted, since=since, until=until))

    assert await count(Filter()) == 2
    assert await count(Filter(actors=("usfk",))) == 1
    assert await count(Filter(themes=("tariffs",))) == 1
    assert await count(Filter(actors=("usfk",), themes=("autos",))) == 0
    assert await count(Filter(minimum_relevance="partial")) == 1
    assert await count(Filter(), since=NOON - timedelta(hours=3)) == 2
    assert await count(Filter(), until=NOON - timedelta(hours=3)) == 0


async def test_what_waits_is_counted_apart(store: Store) -> None:
    await bring(store, [item("a", "a"), item("b", "b")])
    assert await store.unread(since=NOON - DAY) == 2
    assert await store.unread(since=NOON + DAY) == 0
    assert await store.volumes(Filter(), since=NOON - DAY, until=NOON + DAY) == []
    await place(store)
    assert await store.unread(since=NOON - DAY) == 0
    (feed,) = await store.feed_pulses()
    assert await store.volumes(Filter(), since=NOON - DAY, until=NOON + DAY) == [Volume(NOON, feed.id, "neutral", 2)]


async def test_the_pulse_of_a_feed_tells_whether_it_was_read(store: Store) -> None:
    await bring(store, [], at=NOON)
    (claimed,) = await store.claim_feeds(now=NOON + DAY, lease_seconds=60, limit=9)
    failed = PollFailed(claimed, NOON + DAY, NOON + 2 * DAY, FailureCause.GONE, FailureDetail(DetailKind.DESK), gone=True)
    before = await store.feed_pulses()
    await store.record_polls([failed])
    (after,) = await store.feed_pulses()
    assert [(one.state, one.first_polled_at, one.last_success_at, one.interval) for one in before] == [(FeedState.ACTIVE, NOON, NOON, 600)]
    assert (after.state, after.last_success_at) == (FeedState.GONE, NOON)


async def test_a_watch_is_kept_with_its_subscription(store: Store) -> None:
    made = await store.add_subscription(
        destination=SEOUL,
        name="Pulse",
        wanted=Filter(actors=("usfk",)),
        language="ko",
        cap=20,
        created_by="kim",
        now=NOON,
        watch=(Watch.SURGE, Watch.SILENCE),
    )
    assert made.watch == (Watch.SURGE, Watch.SILENCE)
    assert await store.list_subscriptions(SEOUL) == [made]
    assert await store.change_subscription(replace(made, watch=())) == replace(made, watch=())
    assert await store.subscription(made.id) == replace(made, watch=())


def telling(key: str, place_: Destination = SEOUL) -> DeliveryIntent:
    return DeliveryIntent(place_, Purpose.WATCH, key, None, None, NOON, language="ko")


async def test_a_surge_is_queued_once_in_its_time(store: Store, clock: SteadyClock) -> None:
    first, later = "surge:actor:usfk:2026-03-02T12:00Z:41:6:12", "surge:actor:usfk:2026-03-03T12:00Z:50:6:12"
    assert await store.queue_watch([telling(first), telling(later)], since=NOON - 7 * DAY) == 1
    others = [
        "silence:actor:usfk:2026-03-02T12:00Z:0:6:12",
        "surge:actor:usfk-base:2026-03-02T12:00Z:9:1:2",
        "surge:theme:usfk:2026-03-02T12:00Z:9:1:2",
    ]
    assert await store.queue_watch([telling(key) for key in others], since=NOON - 7 * DAY) == 3
    assert await store.queue_watch([telling(first, DESK)], since=NOON - 7 * DAY) == 1
    now = clock.pass_(days=8)
    assert await store.queue_watch([telling(later)], since=now - 7 * DAY) == 1


async def test_two_desks_that_find_the_same_queue_it_once(store: Store) -> None:
    keys = [f"surge:actor:usfk:2026-03-02T12:00Z:{count}:6:12" for count in range(30, 38)]
    counts = await asyncio.gather(*(store.queue_watch([telling(key)], since=NOON - DAY) for key in keys))
    assert sum(counts) == 1
    claimed = await store.claim_deliveries(now=NOON, lease_seconds=60, limit=9, adapters=("slack",))
    assert [(one.purpose, one.language, one.story_ids) for one in claimed] == [(Purpose.WATCH, "ko", ())]


async def test_older_articles_get_their_tone_from_what_was_said_of_them(empty_url: str) -> None:
    async with await open_store(empty_url, clock=SteadyClock()) as store:
        await tell(store, "a", NOON - timedelta(hours=2), tone=FRICTION)
        await tell(store, "b", NOON - timedelta(hours=2))
        await bring(store, [item("c", "c")])
    database = Database(normalised(empty_url))
    try:
        await migrate(database, "0005")
        await migrate(database, "0009")
        async with database.read() as connection:
            rows = [tuple(row) for row in await connection.execute(text("SELECT stage, tone FROM article ORDER BY id"))]
    finally:
        await database.close()
    assert rows == [("done", "friction"), ("done", "neutral"), ("new", None)]


async def test_the_way_down_leaves_alerts_of_articles_alone(empty_url: str) -> None:
    async with await open_store(empty_url, clock=SteadyClock()) as store:
        for name, watch in (("Pulse", (Watch.SURGE,)), ("News", ())):
            await store.add_subscription(
                destination=DESK, name=name, wanted=Filter(), language="en", cap=9, created_by="kim", now=NOON, watch=watch
            )
        await store.queue_watch([telling("surge:actor:usfk:2026-03-02T12:00Z:41:6:12")], since=NOON - DAY)
    database = Database(normalised(empty_url))
    try:
        await migrate(database, "0005")
        async with database.read() as connection:
            names = (await connection.scalars(text("SELECT name FROM subscription"))).all()
            left = await connection.scalar(text("SELECT count(*) FROM delivery"))
    finally:
        await database.close()
    assert (names, left) == (["News"], 0)
