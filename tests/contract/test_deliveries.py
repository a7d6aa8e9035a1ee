"""The outbox: each delivery once, in order, never guessed."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from bot.model import (
    ClaimedDelivery,
    DeliveryIntent,
    DeliveryResult,
    Destination,
    Purpose,
    Refused,
    RetryLater,
    SendOutcome,
    Sent,
    Unknown,
)
from bot.store.store import Store
from tests.contract.conftest import OpenStore
from tests.contract.samples import DESK, NOON, SEOUL, SteadyClock, alert, bring, deliver, item, place, subscribe

BOTH = ("console", "slack")


async def stories(store: Store, count: int) -> list[int]:
    await bring(store, [item(str(n), f"Story {n}") for n in range(count)])
    return await place(store)


async def claim(store: Store, at: datetime = NOON, adapters: tuple[str, ...] = BOTH, limit: int = 50) -> list[ClaimedDelivery]:
    return list(await store.claim_deliveries(now=at, lease_seconds=60, limit=limit, adapters=adapters))


async def settle(store: Store, delivery: ClaimedDelivery, outcome: SendOutcome, *, retry_at: datetime | None = None) -> None:
    await store.record_deliveries([DeliveryResult(delivery, outcome, NOON, retry_at)])


async def states(store: Store) -> dict[str, int]:
    return {state: count for state, count in (await store.status()).deliveries.items() if count}


async def test_a_delivery_is_claimed_with_its_key_and_story(store: Store) -> None:
    (story,) = await stories(store, 1)
    sub = await subscribe(store, language="ko")
    await deliver(store, alert(sub, story))

    (claimed,) = await claim(store)
    assert (claimed.destination, claimed.purpose, claimed.story_ids, claimed.language) == (DESK, Purpose.ALERT, (story,), "ko")
    assert (claimed.subscription_id, claimed.attempts, claimed.was_unknown, claimed.dedup_key) == (sub.id, 0, False, f"story:{story}")
    assert 1 <= len(claimed.key) <= 25


async def test_two_subscriptions_of_one_channel_make_one_delivery(store: Store) -> None:
    (story,) = await stories(store, 1)
    first, second, elsewhere = await subscribe(store), await subscribe(store, name="tariffs"), await subscribe(store, SEOUL)
    await deliver(store, alert(first, story), alert(second, story), alert(elsewhere, story))
    await deliver(store, alert(second, story))

    assert sorted(one.destination for one in await claim(store)) == [DESK, SEOUL]
    assert await claim(store) == []


async def test_a_sent_delivery_is_never_queued_again(store: Store) -> None:
    (story,) = await stories(store, 1)
    sub = await subscribe(store)
    await deliver(store, alert(sub, story))
    await settle(store, (await claim(store))[0], Sent("m1"))
    await deliver(store, alert(sub, story))

    assert await claim(store, NOON + timedelta(days=1)) == []
    assert await states(store) == {"sent": 1}


async def test_many_senders_get_each_delivery_once(store: Store, another: OpenStore) -> None:
    stores = [store, await another(), await another()]
    (story,) = await stories_of_one(store)
    places = [Destination("slack", "T1", f"C{n:02}") for n in range(30)]
    await deliver(store, *[alert(await subscribe(store, place), story) for place in places])

    claims = await asyncio.gather(*(claim(stores[n % 3], limit=6) for n in range(9)))

    assert sorted(one.destination for batch in claims for one in batch) == places


async def stories_of_one(store: Store) -> list[int]:
    return await stories(store, 1)


async def test_a_channel_reads_in_order_and_one_at_a_time(store: Store) -> None:
    first, second = await stories(store, 2)
    sub = await subscribe(store)
    await deliver(store, alert(sub, first), alert(sub, second))

    (head,) = await claim(store)
    assert head.story_ids == (first,)
    assert await claim(store) == []
    await settle(store, head, Sent("m1"))
    assert [one.story_ids for one in await claim(store)] == [(second,)]


async def test_a_retry_holds_back_its_channel_and_no_other(store: Store) -> None:
    first, second = await stories(store, 2)
    here, there = await subscribe(store), await subscribe(store, SEOUL)
    await deliver(store, alert(here, first), alert(here, second), alert(there, first), alert(there, second))
    for one in await claim(store):
        outcome, retry = (RetryLater(90, "Slow down."), NOON + timedelta(seconds=90)) if one.destination == DESK else (Sent("m"), None)
        await settle(store, one, outcome, retry_at=retry)

    assert [(one.destination, one.story_ids) for one in await claim(store)] == [(SEOUL, (second,))]
    (again,) = await claim(store, NOON + timedelta(seconds=90), adapters=("console",))
    assert (again.story_ids, again.attempts, again.was_unknown) == ((first,), 1, False)


async def test_one_that_failed_often_lets_its_channel_pass_while_it_waits(store: Store) -> None:
    first, second = await stories(store, 2)
    sub = await subscribe(store)
    await deliver(store, alert(sub, first), alert(sub, second))
    at = NOON
    for _ in range(9):
        assert await claim(store, at - timedelta(seconds=1)) == []
        (head,) = await claim(store, at)
        assert head.story_ids == (first,)
        at += timedelta(seconds=90)
        await settle(store, head, Unknown("500"), retry_at=at)

    assert [one.story_ids for one in await claim(store, at - timedelta(seconds=1))] == [(second,)]


async def test_an_unknown_outcome_holds_back_its_channel_and_comes_back_to_be_looked_up(store: Store) -> None:
    first, second = await stories(store, 2)
    sub = await subscribe(store)
    await deliver(store, alert(sub, first), alert(sub, second))
    (head,) = await claim(store)
    await settle(store, head, Unknown("The line broke."), retry_at=NOON + timedelta(seconds=30))

    assert await claim(store, NOON + timedelta(seconds=29)) == []
    (again,) = await claim(store, NOON + timedelta(seconds=30))
    assert (again.key, again.was_unknown, again.attempts) == (head.key, True, 1)


async def test_a_lease_that_ran_out_comes_back_unknown_and_before_later_ones(store: Store) -> None:
    first, second = await stories(store, 2)
    sub = await subscribe(store)
    await deliver(store, alert(sub, first), alert(sub, second))
    (head,) = await claim(store)

    assert await claim(store, NOON + timedelta(seconds=59)) == []
    (again,) = await claim(store, NOON + timedelta(seconds=60))
    assert (again.key, again.was_unknown) == (head.key, True)
    await settle(store, head, RetryLater(0, "From a sender that was thought dead."), retry_at=NOON)
    assert await states(store) == {"leased": 1, "pending": 1}
    await settle(store, again, Sent("m1"))
    await settle(store, again, Refused("Recorded twice."))
    assert await states(store) == {"sent": 1, "pending": 1}


async def test_a_refusal_and_a_last_try_are_dead_and_let_the_next_one_pass(store: Store) -> None:
    first, second, third = await stories(store, 3)
    sub = await subscribe(store)
    await deliver(store, alert(sub, first), alert(sub, second), alert(sub, third))
    await settle(store, (await claim(store))[0], Refused("The channel is gone."))
    await settle(store, (await claim(store))[0], RetryLater(1, "Too often."), retry_at=None)

    assert [one.story_ids for one in await claim(store)] == [(third,)]
    assert await states(store) == {"dead": 2, "leased": 1}


async def test_only_the_adapters_that_run_are_asked_for(store: Store) -> None:
    (story,) = await stories(store, 1)
    await deliver(store, alert(await subscribe(store), story), alert(await subscribe(store, SEOUL), story))

    assert [one.destination for one in await claim(store, adapters=("slack",))] == [SEOUL]
    assert await claim(store, adapters=()) == []


async def test_a_delivery_waits_for_its_time_without_holding_back_others(store: Store) -> None:
    early, late = await stories(store, 2)
    sub = await subscribe(store)
    await deliver(store, alert(sub, early, at=NOON + timedelta(hours=1)), alert(sub, late))

    assert [one.story_ids for one in await claim(store)] == [(late,)]


def fold(intent: DeliveryIntent, name: str = "overflow:12", until: datetime = NOON + timedelta(minutes=30)) -> DeliveryIntent:
    return DeliveryIntent(intent.destination, intent.purpose, intent.dedup_key, intent.subscription_id, intent.story_id, until, name)


async def test_alerts_beyond_the_cap_are_folded_into_one_brief(store: Store) -> None:
    first, second, third = await stories(store, 3)
    sub = await subscribe(store, language="ko")
    await deliver(store, alert(sub, first), fold(alert(sub, second)))
    await deliver(store, fold(alert(sub, third)), fold(alert(sub, second)))

    assert [one.story_ids for one in await claim(store)] == [(first,)]
    assert await states(store) == {"leased": 1, "pending": 1, "folded": 2}


async def test_a_brief_carries_its_stories_when_its_time_comes(store: Store) -> None:
    first, second = await stories(store, 2)
    sub = await subscribe(store, language="ko")
    await deliver(store, fold(alert(sub, first)), fold(alert(sub, second)))

    assert await claim(store) == []
    (brief,) = await claim(store, NOON + timedelta(minutes=30))
    assert (brief.purpose, brief.story_ids, brief.dedup_key, brief.language) == (Purpose.BRIEF, (first, second), "overflow:12", "ko")


async def test_a_story_that_was_alerted_is_not_folded_and_the_other_way_round(store: Store) -> None:
    first, second = await stories(store, 2)
    sub = await subscribe(store)
    await deliver(store, alert(sub, first), fold(alert(sub, second)))
    await deliver(store, fold(alert(sub, first)), alert(sub, second))

    assert await states(store) == {"pending": 2, "folded": 1}


async def test_a_fold_of_what_is_known_makes_no_empty_brief(store: Store) -> None:
    (story,) = await stories(store, 1)
    sub = await subscribe(store)
    await deliver(store, alert(sub, story), fold(alert(sub, story)))

    assert await states(store) == {"pending": 1}


async def test_what_comes_after_a_brief_went_out_goes_into_the_next_one(store: Store) -> None:
    first, second, third = await stories(store, 3)
    sub = await subscribe(store)
    due = NOON + timedelta(minutes=30)
    await deliver(store, fold(alert(sub, first)))
    (brief,) = await claim(store, due)
    await deliver(store, fold(alert(sub, second), until=due))
    await settle(store, brief, Sent("m1"))
    (following,) = await claim(store, due)
    assert (following.story_ids, following.dedup_key) == ((second,), "overflow:12#2")
    await settle(store, following, Sent("m2"))
    await deliver(store, fold(alert(sub, third), until=due))

    assert [(one.story_ids, one.dedup_key) for one in await claim(store, due)] == [((third,), "overflow:12#3")]


async def test_each_channel_has_its_own_brief(store: Store) -> None:
    (story,) = await stories(store, 1)
    await deliver(store, fold(alert(await subscribe(store), story)), fold(alert(await subscribe(store, SEOUL), story)))

    briefs = await claim(store, NOON + timedelta(hours=1))
    assert sorted((one.destination, one.story_ids) for one in briefs) == [(DESK, (story,)), (SEOUL, (story,))]


async def test_alerts_of_the_hour_are_counted_without_folded_and_dead_ones(store: Store, clock: SteadyClock) -> None:
    old, sent, pending, folded, dead = await stories(store, 5)
    sub = await subscribe(store)
    await deliver(store, alert(sub, old))
    clock.pass_(hours=2)
    await deliver(store, alert(sub, sent), alert(sub, dead), alert(sub, pending), fold(alert(sub, folded)))
    for outcome in (Sent("m0"), Sent("m1"), Refused("Not allowed.")):
        await settle(store, (await claim(store))[0], outcome)

    async with store.intake() as unit:
        assert await unit.alerts_since(NOON + timedelta(hours=1)) == {DESK: 2}
        assert await unit.alerts_since(NOON) == {DESK: 3}


async def test_a_proof_card_needs_no_story(store: Store) -> None:
    sub = await subscribe(store)
    await deliver(store, DeliveryIntent(DESK, Purpose.PROOF, f"subscription:{sub.id}", sub.id, None, NOON))

    (proof,) = await claim(store)
    assert (proof.purpose, proof.story_ids) == (Purpose.PROOF, ())


async def test_an_empty_batch_records_nothing(store: Store) -> None:
    await store.record_deliveries([])

    assert await states(store) == {}


async def test_a_catch_up_that_takes_a_while_is_told_in_one_brief(store: Store) -> None:
    found = await stories(store, 5)
    sub = await subscribe(store)
    at = NOON
    for story in found:
        await deliver(store, alert(sub, story, at=at + timedelta(minutes=2), fold_into="catch-up:h"))
        at += timedelta(seconds=90)
        assert await claim(store, at) == []

    (brief,) = await claim(store, at + timedelta(minutes=2))
    assert brief.story_ids == tuple(found)


async def test_an_outage_of_a_feed_is_told_where_its_notice_was_sent_until_its_return_is(store: Store) -> None:
    keys = ("feed-failing:herald:never", "feed-failing:hanbit:20261101T0900", "feed-moved:herald:abc", "dead:7")
    for key in keys:
        await deliver(store, DeliveryIntent(DESK, Purpose.NOTICE, key, None, None, NOON, language="en"))
    await deliver(store, DeliveryIntent(SEOUL, Purpose.NOTICE, keys[0], None, None, NOON, language="en"))
    assert await store.told_outages() == []
    while claimed := await claim(store):
        for one in claimed:
            await settle(store, one, Refused("gone") if one.destination == SEOUL else Sent("1"))
    assert await store.told_outages() == [(DESK, keys[0]), (DESK, keys[1])]

    await store.queue([DeliveryIntent(DESK, Purpose.NOTICE, "feed-back:herald:never", None, None, NOON, language="en")])
    assert await store.told_outages() == [(DESK, keys[1])]
