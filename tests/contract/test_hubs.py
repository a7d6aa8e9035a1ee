"""Subscriptions at hubs: made from what feeds name, claimed, confirmed, rung, and left."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.model import (
    DetailKind,
    FailureCause,
    FailureDetail,
    FeedPushes,
    HubState,
    HubSubscription,
    NamedHub,
    PollFailed,
    PollUnchanged,
    Validators,
)
from bot.store.store import Store
from tests.contract.conftest import OpenStore
from tests.contract.samples import NOON, SteadyClock, spec

BASE = "https://desk.example.org/websub"
HUB = NamedHub("https://hub.example/", "https://herald.example/rss")
OTHER = NamedHub("https://other.example/", "https://herald.example/rss")
GAP, AGAIN = timedelta(seconds=30), timedelta(seconds=60)
TEN_DAYS = timedelta(days=10)


async def a_feed(store: Store, at: datetime = NOON) -> int:
    """A feed that was polled once and is due again in ten minutes; its id."""
    await store.sync_feeds([spec()], now=at)
    return await poll(store, at)


async def poll(store: Store, at: datetime) -> int:
    """Poll the feed, which must be due, without news."""
    (feed,) = await store.claim_feeds(now=at, lease_seconds=60, limit=9)
    await store.record_polls([PollUnchanged(feed, at, at + timedelta(minutes=10), Validators())])
    return feed.id


async def note(
    store: Store, feed_id: int, named: NamedHub | None = HUB, *, at: datetime = NOON, news: bool = False, success: datetime | None = NOON
) -> bool:
    return await store.note_hub(feed_id, named, base=BASE, has_news=news, last_success_at=success, now=at)


async def claim(store: Store, at: datetime = NOON, base: str = BASE) -> list[HubSubscription]:
    return list(await store.claim_hubs(base=base, now=at, lease_seconds=300, most_goodbyes=3, limit=10))


async def live(store: Store, at: datetime = NOON) -> tuple[int, HubSubscription]:
    """A feed with a confirmed subscription: its id, and the subscription as it was asked for."""
    feed_id = await a_feed(store, at)
    await note(store, feed_id, at=at)
    (asked,) = await claim(store, at)
    assert await store.confirm_hub(asked.id, expires_at=at + TEN_DAYS, next_at=at + timedelta(days=8))
    return feed_id, asked


async def state_at(store: Store, path: str) -> HubState | None:
    found = await store.hub_at(path)
    return None if found is None else found.state


async def ring(store: Store, asked: HubSubscription, at: datetime) -> int:
    await store.ring_hub(asked.id, now=at)
    return await store.answer_rings(now=at, gap=GAP, again=AGAIN)


async def due(store: Store, at: datetime) -> int:
    """How many feeds are due; none of them is held."""
    return sum(feed.next_poll_at is not None and feed.next_poll_at <= at for feed in await store.feeds())


async def test_what_a_feed_names_is_asked_for_once_at_a_time(store: Store) -> None:
    feed_id = await a_feed(store)
    assert await note(store, feed_id)
    assert not await note(store, feed_id)
    (asked,) = await claim(store)
    assert (asked.feed, asked.feed_url, asked.named, asked.state, asked.attempts) == (
        "harbor-herald",
        "https://herald.example/rss",
        HUB,
        HubState.ASKING,
        1,
    )
    assert asked.callback == f"{BASE}/{asked.path}"
    assert await claim(store) == []
    (again,) = await claim(store, NOON + timedelta(seconds=300))
    assert (again.path, again.secret, again.attempts) == (asked.path, asked.secret, 2)


async def test_every_subscription_has_a_path_and_a_secret_of_its_own(store: Store) -> None:
    await store.sync_feeds([spec(), spec(url="https://herald.example/other", name="other")], now=NOON)
    for feed in await store.claim_feeds(now=NOON, lease_seconds=60, limit=9):
        await note(store, feed.id)
    first, second = await claim(store)
    assert len({first.path, second.path, first.secret, second.secret}) == 4
    assert min(len(first.path), len(first.secret)) >= 43
    shown = repr(first)
    assert first.path not in shown
    assert first.secret not in shown


async def test_what_a_hub_did_not_take_is_asked_when_that_was_settled(store: Store) -> None:
    await note(store, await a_feed(store))
    (asked,) = await claim(store)
    await store.settle_hub(asked, next_at=NOON + timedelta(hours=1), reason="It hung up.")
    assert await claim(store, NOON + timedelta(minutes=59)) == []
    assert len(await claim(store, NOON + timedelta(hours=1))) == 1


async def test_a_hub_that_asked_back_before_its_answer_came_is_not_asked_again(store: Store) -> None:
    _, asked = await live(store)
    await store.settle_hub(asked, next_at=NOON + timedelta(minutes=5), reason=None)
    assert await claim(store, NOON + timedelta(days=7)) == []
    (renewed,) = await claim(store, NOON + timedelta(days=8))
    assert (renewed.state, renewed.attempts, renewed.path) == (HubState.LIVE, 1, asked.path)


async def test_a_hub_is_relied_on_once_it_has_told_and_until_its_lease_ends(store: Store) -> None:
    feed_id, asked = await live(store)
    assert await store.pushed_feeds(now=NOON) == frozenset()
    await ring(store, asked, NOON)
    assert await store.pushed_feeds(now=NOON) == {feed_id}
    assert await store.pushed_feeds(now=NOON + TEN_DAYS) == frozenset()


async def test_a_hub_that_misses_news_is_not_relied_on_until_it_tells_again(store: Store) -> None:
    feed_id, asked = await live(store)
    await ring(store, asked, NOON)
    lagging, silent = NOON + timedelta(minutes=10), NOON + timedelta(minutes=11)
    await note(store, feed_id, news=True, success=lagging, at=silent)
    assert await store.pushed_feeds(now=silent) == {feed_id}
    await note(store, feed_id, news=False, success=silent, at=silent)
    assert await store.pushed_feeds(now=silent) == {feed_id}
    await note(store, feed_id, news=True, success=silent, at=silent)
    assert await store.pushed_feeds(now=silent) == frozenset()
    await ring(store, asked, silent + timedelta(seconds=1))
    assert await store.pushed_feeds(now=silent + timedelta(seconds=1)) == {feed_id}


async def test_a_push_makes_its_feed_due_and_once_more_a_minute_later(store: Store) -> None:
    _, asked = await live(store)
    at = NOON + timedelta(seconds=40)
    assert await due(store, at) == 0
    assert await ring(store, asked, at) == 1
    assert await due(store, at) == 1
    await poll(store, at)
    assert await store.answer_rings(now=at + timedelta(seconds=59), gap=GAP, again=AGAIN) == 0
    assert await store.answer_rings(now=at + timedelta(seconds=60), gap=GAP, again=AGAIN) == 1
    assert await due(store, at + timedelta(seconds=60)) == 1
    await poll(store, at + timedelta(seconds=60))
    assert await store.answer_rings(now=at + timedelta(hours=1), gap=GAP, again=AGAIN) == 0


async def test_once_the_news_came_there_is_no_second_look(store: Store) -> None:
    feed_id, asked = await live(store)
    await ring(store, asked, NOON)
    await poll(store, NOON)
    await note(store, feed_id, news=True)
    assert await store.answer_rings(now=NOON + timedelta(hours=1), gap=GAP, again=AGAIN) == 0


async def test_a_flood_of_pushes_makes_a_feed_due_once_in_half_a_minute(store: Store) -> None:
    _, asked = await live(store)
    times = []
    for second in range(120):
        at = NOON + timedelta(seconds=second)
        if await ring(store, asked, at):
            times.append(second)
            await poll(store, at)
    assert times == [0, 30, 60, 90]


async def test_a_push_during_a_poll_waits_for_its_end(store: Store) -> None:
    _, asked = await live(store)
    at = NOON + timedelta(minutes=10)
    (held,) = await store.claim_feeds(now=at, lease_seconds=60, limit=1)
    assert await ring(store, asked, at) == 0
    await store.record_polls([PollUnchanged(held, at, at + timedelta(minutes=10), Validators())])
    assert await due(store, at) == 0
    assert await store.answer_rings(now=at, gap=GAP, again=AGAIN) == 1
    assert await due(store, at) == 1


@pytest.mark.parametrize("cause", [FailureCause.RATE_LIMITED, FailureCause.SERVER, FailureCause.TIMEOUT])
async def test_a_feed_that_failed_waits_for_its_backoff_whatever_is_pushed(store: Store, cause: FailureCause) -> None:
    _, asked = await live(store)
    at = NOON + timedelta(minutes=10)
    (held,) = await store.claim_feeds(now=at, lease_seconds=60, limit=1)
    busy = FailureDetail.of(DetailKind.STATUS_WAIT, host="herald.example", status=503, seconds=3_600)
    await store.record_polls([PollFailed(held, at, at + timedelta(hours=1), cause, busy)])
    assert await ring(store, asked, at) == 0
    assert await due(store, at) == 0
    assert await store.answer_rings(now=at + timedelta(hours=1), gap=GAP, again=AGAIN) == 1


@pytest.mark.parametrize("named", [None, OTHER, replace(HUB, topic="https://herald.example/new")])
async def test_a_hub_that_is_named_no_more_is_left_and_the_new_one_asked(store: Store, named: NamedHub | None) -> None:
    feed_id, asked = await live(store)
    assert await note(store, feed_id, named)
    assert await state_at(store, asked.path) is HubState.LEAVING
    claimed = {one.named: one for one in await claim(store)}
    assert set(claimed) == {HUB} | ({named} if named else set())
    assert (claimed[HUB].path, claimed[HUB].state) == (asked.path, HubState.LEAVING)
    assert await store.forget_hub(asked.id)
    assert await state_at(store, asked.path) is None


async def test_a_hub_that_was_never_asked_is_forgotten_without_a_word(store: Store) -> None:
    feed_id = await a_feed(store)
    await note(store, feed_id)
    assert await note(store, feed_id, None)
    assert await claim(store) == []


@pytest.mark.parametrize("is_removed", [True, False])
async def test_the_hub_of_a_feed_that_is_removed_or_paused_is_left(store: Store, is_removed: bool) -> None:
    _, asked = await live(store)
    await (store.remove_feed("harbor-herald") if is_removed else store.pause_feed("harbor-herald", paused=True))
    (left,) = await claim(store)
    assert (left.path, left.state, left.attempts) == (asked.path, HubState.LEAVING, 1)
    assert await ring(store, asked, NOON + timedelta(minutes=1)) == 0


async def test_a_hub_that_does_not_say_goodbye_is_forgotten_after_three_requests(store: Store) -> None:
    feed_id, asked = await live(store)
    await note(store, feed_id, None)
    found = [len(await claim(store, NOON + timedelta(seconds=300 * turn))) for turn in range(4)]
    assert found == [1, 1, 1, 0]
    assert await state_at(store, asked.path) is None


async def test_a_refusal_ends_a_subscription_for_as_long_as_it_was_settled(store: Store) -> None:
    feed_id, asked = await live(store)
    await ring(store, asked, NOON)
    later = NOON + timedelta(days=7)
    await store.deny_hub(asked.id, next_at=later, reason="No such feed here.")
    assert await store.pushed_feeds(now=NOON) == frozenset()
    assert not await note(store, feed_id)
    assert not await store.confirm_hub(asked.id, expires_at=later, next_at=later)
    assert await claim(store, later - timedelta(seconds=1)) == []
    (again,) = await claim(store, later)
    assert (again.state, again.attempts) == (HubState.ASKING, 1)


async def test_only_what_is_being_left_can_be_forgotten_and_only_what_is_wanted_confirmed(store: Store) -> None:
    feed_id, asked = await live(store)
    assert not await store.forget_hub(asked.id)
    await note(store, feed_id, None)
    assert not await store.confirm_hub(asked.id, expires_at=NOON + TEN_DAYS, next_at=NOON + TEN_DAYS)


async def test_under_another_address_of_the_desk_every_hub_is_asked_anew(store: Store, clock: SteadyClock, another: OpenStore) -> None:
    _, asked = await live(store)
    moved = "https://news.example.org/websub"
    (anew,) = await claim(await another(), NOON, moved)
    assert (anew.callback, anew.state, anew.attempts) == (f"{moved}/{asked.path}", HubState.ASKING, 1)
    assert await claim(store, NOON, moved) == []


async def test_two_desks_ask_a_hub_once(store: Store, another: OpenStore) -> None:
    await note(store, await a_feed(store))
    other = await another()
    assert len(await claim(store)) + len(await claim(other)) == 1


async def test_nobody_is_at_an_unknown_path(store: Store) -> None:
    await live(store)
    assert await store.hub_at("A" * 43) is None


async def test_a_feed_is_shown_with_the_hub_that_tells_of_it(store: Store, clock: SteadyClock) -> None:
    feed_id, asked = await live(store)
    assert await told_by(store) == FeedPushes(HUB.hub, 0, None)
    for minute in (1, 2):
        await ring(store, asked, NOON + timedelta(minutes=minute))
    assert await told_by(store) == FeedPushes(HUB.hub, 2, NOON + timedelta(minutes=2))
    await note(store, feed_id, None)
    assert await told_by(store) is None


async def test_a_hub_whose_lease_has_ended_tells_of_nothing(store: Store, clock: SteadyClock) -> None:
    await live(store)
    clock.at = NOON + TEN_DAYS
    assert await told_by(store) is None


async def told_by(store: Store) -> FeedPushes | None:
    (health,) = await store.feeds()
    return health.told_by
