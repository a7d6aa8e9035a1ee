"""The store in memory, on which the unit tests stand, does as the real one: the same seeded life of an outbox is led with both."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from bot.desk.joined import joined_key
from bot.desk.ports import DeliveryQueue
from bot.model import (
    ClaimedDelivery,
    DeliveryIntent,
    DeliveryResult,
    DeliveryState,
    Purpose,
    Refused,
    RetryLater,
    SendOutcome,
    Sent,
    Unknown,
)
from bot.store.store import Store
from tests.contract.samples import DESK, SEOUL, SteadyClock, bring, deliver, item, place, subscribe
from tests.fakes.desk_store import MemoryStore

BOTH = ("console", "slack")
STORIES = 6
MARKED = 0.4
"""How many of the redrawings mark the alert of a story that was joined with another."""


class Life:
    """Draws what happens next. Everything that it draws is a function of the seed and of the order of the questions."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._drawn = 0

    def intent(self, now: datetime, stories: Sequence[int], subscriptions: dict[object, int]) -> DeliveryIntent:
        self._drawn += 1
        place_ = self._chance.choice((DESK, SEOUL))
        story = self._chance.choice(stories)
        purpose = self._chance.choice(
            (Purpose.ALERT, Purpose.ALERT, Purpose.EDIT, Purpose.THREAD, Purpose.PROOF, Purpose.NOTICE, Purpose.DIGEST)
        )
        key = f"story:{story}" if purpose is Purpose.ALERT else f"{purpose.value}:{self._drawn}"
        if purpose is Purpose.EDIT and self._chance.random() < MARKED:
            key = joined_key(self._chance.choice(stories), self._drawn)
        at = now + timedelta(seconds=self._chance.choice((0, 0, 0, 60)))
        fold = self._chance.choice((None, None, "overflow:12")) if purpose is Purpose.ALERT else None
        told = None if purpose in (Purpose.PROOF, Purpose.NOTICE, Purpose.DIGEST) else story
        return DeliveryIntent(place_, purpose, key, subscriptions[place_], told, at, fold)

    def outcome(self, now: datetime) -> tuple[SendOutcome, datetime | None]:
        later = now + timedelta(seconds=self._chance.choice((0, 20, 90)))
        outcomes: tuple[tuple[SendOutcome, datetime | None], ...] = (
            (Sent(f"m{self._drawn}"), None),
            (Sent(f"m{self._drawn}"), None),
            (RetryLater(0, "busy"), later),
            (RetryLater(0, "slow down", is_wait=True), later),
            (Unknown("reset"), later),
            (Unknown("reset"), None),
            (Refused("no"), None),
            (RetryLater(0, "busy"), None),
        )
        return self._chance.choice(outcomes)

    def moment(self) -> str:
        return self._chance.choice(("queue", "queue", "claim", "claim", "settle", "settle", "pass", "lose", "gone"))

    def some(self, count: int) -> int:
        return self._chance.randrange(count)


def seen(one: ClaimedDelivery) -> tuple[object, ...]:
    return (
        one.destination,
        one.purpose,
        one.dedup_key,
        one.story_ids,
        one.attempts,
        one.was_unknown,
        one.alert_message_id,
        one.living_message_id,
        one.mention,
        one.language,
    )


@pytest.mark.parametrize("seed", range(8))
async def test_one_life_of_an_outbox_is_the_same_in_memory(store: Store, clock: SteadyClock, seed: int) -> None:
    await bring(store, [item(str(n), f"Story {n}") for n in range(STORIES)])
    stories, memory, life = await place(store), MemoryStore(), Life(seed)
    subscriptions: dict[object, int] = {}
    for where in (DESK, SEOUL):
        made = await subscribe(store, where, language="ko", mention="S1")
        memory.owned.append(made)
        subscriptions[where] = made.id
    flying: list[tuple[ClaimedDelivery, ClaimedDelivery]] = []
    claims = 0
    for _ in range(120):
        now = clock.now()
        match life.moment():
            case "queue":
                intent = life.intent(now, stories, subscriptions)
                await deliver(store, intent)
                await memory.queue([intent])
            case "claim":
                real, fake = await claimed(store, now), await claimed(memory, now)
                assert [seen(one) for one in real] == [seen(one) for one in fake]
                assert len({one.destination for one in real}) == len(real)
                flying += zip(real, fake, strict=True)
                claims += len(real)
            case "settle" | "gone" as how if flying:
                pair = flying.pop(life.some(len(flying)))
                outcome, retry_at = life.outcome(now) if how == "settle" else (Refused("gone", is_gone=True), None)
                await store.record_deliveries([DeliveryResult(pair[0], outcome, now, retry_at)])
                await memory.record_deliveries([DeliveryResult(pair[1], outcome, now, retry_at)])
            case "pass":
                clock.pass_(seconds=30)
            case "lose":
                flying.clear()
    assert claims > 5
    assert await counted(store) == in_memory(memory)
    for where in (DESK, SEOUL):
        assert await store.list_subscriptions(where) == await memory.list_subscriptions(where)


async def claimed(queue: DeliveryQueue, now: datetime) -> list[ClaimedDelivery]:
    return list(await queue.claim_deliveries(now=now, lease_seconds=45, limit=5, adapters=BOTH))


async def counted(store: Store) -> dict[str, int]:
    return {state: count for state, count in (await store.status()).deliveries.items() if count}


def in_memory(memory: MemoryStore) -> dict[str, int]:
    states = [row.state.value for row in memory.outgoing if row.intent.purpose is not Purpose.EDIT]
    return {state.value: states.count(state.value) for state in DeliveryState if state.value in states}
