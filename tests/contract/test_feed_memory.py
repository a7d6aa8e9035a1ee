"""What the store keeps of a feed between its polls, and transactions in one trip."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreError
from bot.model import Announce, Outlet, OutletClass
from bot.store.engine import Database, normalised
from bot.store.store import Store
from tests.contract.samples import HANBIT, HERALD, NOON, SteadyClock, bring, changed, item, place, spec

TIMES = Outlet("times", "The Times", "타임스", "times", "en", "US", OutletClass.NEWS)


async def test_marks_and_habits_are_those_of_the_last_recorded_poll(store: Store, clock: SteadyClock) -> None:
    await store.sync_feeds([spec()], now=NOON)
    (feed,) = await store.claim_feeds(now=NOON, lease_seconds=60, limit=1)
    assert (await store.marks([feed.id]), feed.habits) == ({}, None)
    await store.record_polls([changed(feed, [item("a")], marks="one two", habits="[1]")])
    later = clock.pass_(seconds=600)
    (feed,) = await store.claim_feeds(now=later, lease_seconds=60, limit=1)
    assert (await store.marks([feed.id]), feed.habits) == ({feed.id: "one two"}, "[1]")
    await store.record_polls([changed(feed, [], later, marks="two")])
    later = clock.pass_(seconds=600)
    (feed,) = await store.claim_feeds(now=later, lease_seconds=60, limit=1)
    assert (await store.marks([feed.id]), feed.habits) == ({feed.id: "two"}, "[1]")


async def test_marks_of_a_poll_whose_lease_was_lost_are_not_kept(store: Store) -> None:
    await store.sync_feeds([spec()], now=NOON)
    (late,) = await store.claim_feeds(now=NOON, lease_seconds=60, limit=1)
    await store.claim_feeds(now=NOON + timedelta(seconds=61), lease_seconds=60, limit=1)
    await store.record_polls([changed(late, [item("a")], marks="one")])
    assert not await store.marks([late.id])


async def test_the_bounds_of_a_feed_come_from_its_declaration(store: Store) -> None:
    await store.sync_feeds([replace(spec(), fastest=120, slowest=3_600)], now=NOON)
    (feed,) = await store.claim_feeds(now=NOON, lease_seconds=60, limit=1)
    assert (feed.spec.fastest, feed.spec.slowest) == (120, 3_600)


async def tell(store: Store, outlet: Outlet, count: int, *, story_id: int | None = None, announce: Announce = Announce.ALERT) -> int:
    """So many articles of an outlet in one story."""
    items = [item(f"{outlet.id}-{n}", f"Talks {outlet.id} {n}") for n in range(count)]
    await bring(store, items, feed=spec(outlet, f"https://{outlet.id}.example/rss"), announce=announce)
    stories = await place(store, story_id=story_id)
    return stories[0]


async def test_outlets_of_a_story_that_three_publishers_tell_five_times_are_busy(store: Store) -> None:
    story = await tell(store, HERALD, 1)
    await tell(store, HANBIT, 2, story_id=story)
    assert await store.busy_outlets(since=NOON - timedelta(hours=1)) == frozenset()
    await tell(store, TIMES, 2, story_id=story)
    assert await store.busy_outlets(since=NOON - timedelta(hours=1)) == {HERALD.id, HANBIT.id, TIMES.id}
    assert await store.busy_outlets(since=NOON + timedelta(seconds=1)) == frozenset()


async def test_the_backlog_of_a_new_feed_is_no_growing_story(store: Store) -> None:
    story = await tell(store, HERALD, 2)
    await tell(store, HANBIT, 2, story_id=story)
    await tell(store, TIMES, 5, story_id=story, announce=Announce.SILENT)
    assert await store.busy_outlets(since=NOON - timedelta(hours=1)) == frozenset()


async def test_work_in_one_trip_commits_as_a_whole_or_not_at_all(empty_url: str) -> None:
    database = Database(normalised(empty_url))
    try:
        await database.write_at_once(_make)
        assert await database.write_at_once(_add) == 1
        with pytest.raises(StoreError):
            await database.write_at_once(_add_and_fail)
        assert await database.read_at_once(_count) == 1
    finally:
        await database.close()


async def test_a_cancelled_trip_ends_before_the_next_one_begins(empty_url: str) -> None:
    database = Database(normalised(empty_url))
    try:
        await database.write_at_once(_make)
        for turns in range(0, 40, 4):
            task = asyncio.create_task(database.write_at_once(_add))
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            before = await database.read_at_once(_count)
            assert await database.write_at_once(_add) == before + 1
    finally:
        await database.close()


async def _make(connection: AsyncConnection) -> None:
    await connection.execute(text("CREATE TABLE note (number INTEGER)"))


async def _add(connection: AsyncConnection) -> int:
    await connection.execute(text("INSERT INTO note VALUES (:number)"), {"number": 1})
    await asyncio.sleep(0)
    return await _count(connection)


async def _add_and_fail(connection: AsyncConnection) -> None:
    await _add(connection)
    await connection.execute(text("INSERT INTO nowhere VALUES (1)"))


async def _count(connection: AsyncConnection) -> int:
    return int(await connection.scalar(text("SELECT count(*) FROM note")) or 0)
