"""Feeds: what is due, what a poll leaves behind, what is declared."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import timedelta

import pytest

from bot.model import (
    Announce,
    FailureCause,
    FeedOrigin,
    FeedState,
    Filter,
    Outlet,
    OutletClass,
    PollFailed,
    PollUnchanged,
    SearchOrder,
    Validators,
)
from bot.store.store import Store
from tests.contract.conftest import OpenStore
from tests.contract.samples import DIGEST, HANBIT, HERALD, NOON, SteadyClock, bring, changed, item, spec

HANBIT_FEED = spec(HANBIT, "https://www.hanbit.example/rss")


async def claim(store: Store, at=NOON, limit: int = 100):
    return await store.claim_feeds(now=at, lease_seconds=60, limit=limit)


async def titles(store: Store) -> list[str]:
    return [hit.title for hit in await store.search("", Filter(), since=None, order=SearchOrder.NEWEST, limit=100)]


async def test_a_declared_feed_is_due_at_once_and_after_its_next_poll_time(store: Store) -> None:
    await store.sync_feeds([spec()], now=NOON)

    (feed,) = await claim(store)
    assert (feed.spec, feed.first_polled_at, feed.failures) == (spec(), None, 0)
    await store.record_polls([changed(feed, [])])

    assert await claim(store, NOON + timedelta(seconds=599)) == []
    assert [one.spec.id for one in await claim(store, NOON + timedelta(seconds=600))] == [HERALD.id]


async def test_a_claimed_feed_is_nobody_elses_until_its_lease_ends(store: Store, another: OpenStore) -> None:
    other = await another()
    await store.sync_feeds([spec()], now=NOON)
    assert len(await claim(store)) == 1

    assert await claim(other, NOON + timedelta(seconds=59)) == []
    assert len(await claim(other, NOON + timedelta(seconds=60))) == 1


async def test_many_claimers_get_each_feed_once(store: Store, another: OpenStore) -> None:
    stores = [store, await another(), await another()]
    await store.sync_feeds([spec(HERALD, f"https://herald.example/{n}", f"feed-{n}") for n in range(40)], now=NOON)

    claims = await asyncio.gather(*(claim(stores[n % 3], limit=7) for n in range(12)))

    names = [feed.spec.id for batch in claims for feed in batch]
    assert sorted(names) == sorted(f"feed-{n}" for n in range(40))


async def test_a_result_of_a_lost_lease_is_ignored(store: Store) -> None:
    await store.sync_feeds([spec()], now=NOON)
    (late,) = await claim(store)
    later = NOON + timedelta(seconds=61)
    (now_held,) = await claim(store, later)

    await store.record_polls([changed(late, [item("1")]), PollFailed(late, later, later, FailureCause.TIMEOUT, "Too slow.")])
    assert await titles(store) == []
    await store.record_polls([changed(now_held, [item("1")], later)])

    assert await titles(store) == ["Allies meet in Seoul"]
    (health,) = await store.feeds()
    assert (health.failures, health.items) == (0, 1)


async def test_a_poll_recorded_twice_is_recorded_once(store: Store) -> None:
    await store.sync_feeds([spec()], now=NOON)
    (feed,) = await claim(store)
    for _ in range(2):
        await store.record_polls([changed(feed, [item("a"), item("b")])])

    assert len(await titles(store)) == 2
    assert (await store.feeds())[0].items == 2


async def test_keys_are_known_after_they_came(store: Store) -> None:
    long_key = "guid/" + "x" * 5_000
    await store.sync_feeds([spec()], now=NOON)
    (feed,) = await claim(store)
    await store.record_polls([changed(feed, [item("a"), item(long_key, canonical_url=None)])])

    assert (await store.known_marks({feed.id: ["a", "b", long_key, long_key + "y"]}))[feed.id].keys() == {"a", long_key}


async def test_an_entry_that_is_known_changes_nothing(store: Store, clock: SteadyClock) -> None:
    await bring(store, [item("a", "As first told")])
    await bring(store, [item("a", "Told anew"), item("b", "Another")], at=clock.pass_(seconds=600))

    assert await titles(store) == ["Another", "As first told"]
    assert (await store.feeds())[0].items == 2


async def test_one_address_in_two_feeds_is_one_article(store: Store) -> None:
    await bring(store, [item("a", canonical_url="https://herald.example/x")])
    await bring(store, [item("guid-7", "Aggregated", canonical_url="https://herald.example/x")], feed=HANBIT_FEED)

    assert await titles(store) == ["Allies meet in Seoul"]
    assert [health.items for health in await store.feeds()] == [1, 1]


async def test_one_address_twice_in_a_feed_is_one_article(store: Store) -> None:
    same = "https://herald.example/" + "long/" * 800
    await bring(store, [item("a", "First", canonical_url=same), item("b", "Second", canonical_url=same)])

    assert await titles(store) == ["First"]


async def test_entries_without_an_address_are_articles_of_their_own(store: Store) -> None:
    await bring(store, [item("a", "One", canonical_url=None, url=None), item("b", "Two", canonical_url=None, url=None)])

    assert await titles(store) == ["Two", "One"]


async def test_text_that_no_database_takes_is_mended(store: Store) -> None:
    await bring(store, [item("a\x00b", "Broken\x00 title \ud800", lead="\x00")])

    assert await titles(store) == ["Broken\ufffd title \ufffd"]


async def test_unchanged_and_failed_polls_are_kept_as_health(store: Store) -> None:
    await store.sync_feeds([spec(), HANBIT_FEED], now=NOON)
    feeds = {feed.spec.id: feed for feed in await claim(store)}
    again = NOON + timedelta(hours=1)

    await store.record_polls(
        [
            PollUnchanged(feeds[HERALD.id], NOON, again, Validators('"e"', "Mon")),
            PollFailed(feeds[HANBIT.id], NOON, again, FailureCause.NOT_FOUND, "The server says 404."),
        ]
    )

    health = {one.spec.id: one for one in await store.feeds()}
    good, bad = health[HERALD.id], health[HANBIT.id]
    assert (good.last_success_at, good.failures, good.last_error, good.next_poll_at) == (NOON, 0, None, again)
    assert (bad.last_success_at, bad.failures, bad.last_error) == (None, 1, FailureCause.NOT_FOUND)
    assert (bad.last_error_detail, bad.last_error_at, bad.last_polled_at) == ("The server says 404.", NOON, NOON)
    held = {feed.spec.id: feed for feed in await claim(store, again)}
    assert held[HERALD.id].validators == Validators('"e"', "Mon")
    assert held[HERALD.id].first_polled_at == NOON
    assert (held[HANBIT.id].failures, held[HANBIT.id].first_polled_at) == (1, None)


async def test_an_unchanged_poll_without_a_hash_keeps_the_old_one(store: Store) -> None:
    await store.sync_feeds([spec()], now=NOON)
    (feed,) = await claim(store)
    await store.record_polls([changed(feed, [], body_hash="b1")])
    then = NOON + timedelta(seconds=600)
    (feed,) = await claim(store, then)
    await store.record_polls([PollUnchanged(feed, then, then, Validators())])

    (feed,) = await claim(store, then)
    assert feed.body_hash == "b1"


async def test_a_success_ends_the_failures_and_leaves_the_last_error_to_be_read(store: Store) -> None:
    await store.sync_feeds([spec()], now=NOON)
    (feed,) = await claim(store)
    await store.record_polls([PollFailed(feed, NOON, NOON, FailureCause.TLS, "The certificate ran out.")])
    (feed,) = await claim(store)
    await store.record_polls([changed(feed, [])])

    (health,) = await store.feeds()
    assert (health.failures, health.last_error) == (0, FailureCause.TLS)


async def test_a_gone_feed_is_not_polled_until_it_is_declared_elsewhere(store: Store) -> None:
    await store.sync_feeds([spec()], now=NOON)
    (feed,) = await claim(store)
    await store.record_polls([PollFailed(feed, NOON, NOON, FailureCause.GONE, "The server says 410.", gone=True)])

    assert await claim(store, NOON + timedelta(days=1)) == []
    assert (await store.feeds())[0].state is FeedState.GONE
    await store.sync_feeds([spec()], now=NOON)
    assert await claim(store, NOON + timedelta(days=1)) == []
    await store.sync_feeds([spec(url="https://herald.example/new")], now=NOON)
    assert [one.spec.url for one in await claim(store, NOON)] == ["https://herald.example/new"]


async def test_a_feed_paused_during_a_poll_stays_paused(store: Store, clock: SteadyClock) -> None:
    await store.sync_feeds([spec()], now=NOON)
    (feed,) = await claim(store)
    assert await store.pause_feed(HERALD.id, paused=True)
    await store.record_polls([PollFailed(feed, NOON, NOON, FailureCause.GONE, "The server says 410.", gone=True)])

    assert (await store.feeds())[0].state is FeedState.PAUSED
    assert await claim(store) == []
    await store.pause_feed(HERALD.id, paused=False)
    assert len(await claim(store)) == 1


async def test_a_permanent_redirect_is_followed_after_three_sightings_in_a_row(store: Store) -> None:
    moved = "https://herald.example/moved"
    await store.sync_feeds([spec()], now=NOON)
    seen = []
    for n, target in enumerate([moved, None, moved, moved, moved, None]):
        at = NOON + timedelta(hours=n)
        (feed,) = await claim(store, at)
        seen.append(feed.spec.url)
        await store.record_polls([changed(feed, [], at, moved_to=target)])

    assert seen == ["https://herald.example/rss"] * 5 + [moved]
    await store.sync_feeds([spec()], now=NOON)
    (feed,) = await claim(store, NOON + timedelta(days=1))
    assert feed.spec.url == moved
    assert [(one.spec.url, one.moved_from) for one in await store.feeds()] == [(moved, "https://herald.example/rss")]


async def test_a_feed_that_left_the_file_leaves_a_tombstone_and_comes_back_with_its_keys(store: Store) -> None:
    await bring(store, [item("a")], feed=HANBIT_FEED)
    await store.sync_feeds([spec(), HANBIT_FEED], now=NOON)
    await store.sync_feeds([spec()], now=NOON)

    assert [health.spec.id for health in await store.feeds()] == [HERALD.id]
    assert await titles(store) == ["Allies meet in Seoul"]
    await store.sync_feeds([spec(), HANBIT_FEED], now=NOON)
    feeds = {feed.spec.id: feed for feed in await claim(store, NOON)}
    assert (await store.known_marks({feeds[HANBIT.id].id: ["a"]}))[feeds[HANBIT.id].id].keys() == {"a"}


async def test_a_declared_feed_that_was_removed_in_chat_stays_removed(store: Store) -> None:
    await store.sync_feeds([spec(), HANBIT_FEED], now=NOON)
    assert await store.remove_feed(HANBIT.id)
    assert not await store.remove_feed(HANBIT.id)
    await store.sync_feeds([spec(), HANBIT_FEED], now=NOON)
    assert [health.spec.id for health in await store.feeds()] == [HERALD.id]

    await store.sync_feeds([spec()], now=NOON)
    await store.sync_feeds([spec(), HANBIT_FEED], now=NOON)
    assert len(await store.feeds()) == 2


async def test_a_feed_added_in_chat_survives_the_file(store: Store) -> None:
    assert await store.add_chat_feed(HANBIT_FEED, now=NOON)
    assert not await store.add_chat_feed(spec(HANBIT, HANBIT_FEED.url, "other-name"), now=NOON)
    await store.sync_feeds([spec()], now=NOON)

    assert {health.spec.id: health.origin for health in await store.feeds()} == {
        HERALD.id: FeedOrigin.DECLARED,
        HANBIT.id: FeedOrigin.CHAT,
    }
    assert await store.remove_feed(HANBIT.id)
    assert await store.add_chat_feed(HANBIT_FEED, now=NOON)


async def test_a_feed_added_again_in_chat_is_met_afresh(store: Store) -> None:
    """What it brings is its backlog: with the old validators the feed of another address would answer 304, or all of it would be told."""
    assert await store.add_chat_feed(HANBIT_FEED, now=NOON)
    (feed,) = await claim(store)
    await store.record_polls([changed(feed, [item("a")])])
    assert await store.remove_feed(HANBIT.id)
    assert await store.add_chat_feed(spec(HANBIT, "https://hanbit.example/new"), now=NOON)

    (again,) = await claim(store, at=NOON)
    assert (again.spec.url, again.first_polled_at, again.body_hash) == ("https://hanbit.example/new", None, None)
    assert again.validators == Validators(None, None)


async def test_changed_settings_of_a_declared_feed_take_hold(store: Store) -> None:
    await store.sync_feeds([spec()], now=NOON)
    renamed = Outlet(HERALD.id, "The Harbor Herald", "하버 헤럴드", "harbor", "en", "US", OutletClass.THINK_TANK)
    await store.sync_feeds([spec(renamed, "https://herald.example/atom")], now=NOON)

    (feed,) = await claim(store)
    assert (feed.spec.outlet, feed.spec.url) == (renamed, "https://herald.example/atom")


async def test_items_a_day_leave_the_first_backlog_out(store: Store, clock: SteadyClock) -> None:
    await bring(store, [item(f"old-{n}") for n in range(30)], announce=Announce.SILENT)
    assert (await store.feeds())[0].items_a_day == 0
    await bring(store, [item("new-1"), item("new-2")], at=clock.pass_(days=1))
    clock.pass_(days=2)

    (health,) = await store.feeds()
    assert (health.items, health.items_a_day) == (32, pytest.approx(2 / 4))


@pytest.mark.parametrize(
    ("source_name", "source_url", "outlet_id"),
    [
        ("Harbor Herald", None, HERALD.id),
        ("한빛일보", None, HANBIT.id),
        ("The Herald online", "https://www.herald.example", HERALD.id),
        ("Busan Wire", "https://www.busanwire.example/en", "busanwire-example"),
        ("부산 통신", None, "부산-통신"),
        (None, None, DIGEST.id),
    ],
)
async def test_an_aggregators_entry_takes_its_outlet_from_its_source(
    store: Store, source_name: str | None, source_url: str | None, outlet_id: str
) -> None:
    aggregator = spec(DIGEST, "https://digest.example/rss")
    await store.sync_feeds([spec(), HANBIT_FEED, aggregator], now=NOON)
    feeds = {feed.spec.id: feed for feed in await claim(store)}
    await store.record_polls([changed(feeds[DIGEST.id], [item("a", source_name=source_name, source_url=source_url)])])

    (waiting,) = await store.claim_articles(now=NOON, lease_seconds=60, limit=1)
    assert waiting.outlet.id == outlet_id


async def test_a_new_outlet_of_an_aggregator_is_made_once(store: Store, clock: SteadyClock) -> None:
    aggregator = spec(DIGEST, "https://digest.example/rss")
    source = {"source_name": "Busan Wire", "source_url": "https://busanwire.example"}
    await bring(store, [item("a", **source), item("b", **source)], feed=aggregator)
    await bring(store, [item("c", **source)], feed=aggregator, at=clock.pass_(hours=1))

    assert [(one.name, one.family, one.country, one.outlet_class) for one in await store.outlets() if one.id != DIGEST.id] == [
        ("Busan Wire", "Busan Wire", "US", OutletClass.NEWS)
    ]


async def test_a_source_is_known_to_a_feed_that_is_no_aggregator_as_itself(store: Store) -> None:
    await bring(store, [item("a", source_name="Busan Wire")])

    assert [one.id for one in await store.outlets()] == [HERALD.id]


async def test_a_source_whose_address_is_endless_is_still_an_outlet(store: Store) -> None:
    aggregator = spec(DIGEST, "https://digest.example/rss")
    await store.sync_feeds([aggregator], now=NOON)
    host = "".join(f"{hashlib.sha256(str(number).encode()).hexdigest()}." for number in range(60))
    (claimed,) = await store.claim_feeds(now=NOON, lease_seconds=60, limit=9)
    await store.record_polls([changed(claimed, [item("a", source_name="Long Post", source_url=f"https://{host}example/")])])
    assert "Long Post" in [outlet.name for outlet in await store.outlets()]


async def test_a_feed_that_is_declared_elsewhere_brings_a_backlog_first(store: Store) -> None:
    await store.sync_feeds([spec()], now=NOON)
    (claimed,) = await claim(store)
    await store.record_polls([changed(claimed, [item("a")])])
    await store.sync_feeds([spec(url="https://herald.example/new-rss")], now=NOON)
    (again,) = await claim(store)
    assert again.first_polled_at is None
