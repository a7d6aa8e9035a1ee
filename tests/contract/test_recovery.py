"""A desk that is alone on its database takes back at its start what a killed one was at."""

from __future__ import annotations

from datetime import timedelta

from bot.store.store import Store
from tests.contract.samples import HERALD, NOON, alert, bring, deliver, item, place, subscribe
from tests.contract.test_deliveries import claim, states


async def test_what_was_held_is_free_at_once_and_counts_for_no_attempt(store: Store) -> None:
    await bring(store, [item("a")])
    (story,) = await place(store)
    later = NOON + timedelta(hours=1)
    await bring(store, [item("b")], at=later)
    await deliver(store, alert(await subscribe(store), story))
    again = later + timedelta(hours=1)
    assert len(await store.claim_feeds(now=again, lease_seconds=900, limit=9)) == 1
    assert len(await store.claim_articles(now=again, lease_seconds=900, limit=9)) == 1
    (sending,) = await claim(store, again)
    await store.release_leases()

    assert [feed.spec.id for feed in await store.claim_feeds(now=again, lease_seconds=900, limit=9)] == [HERALD.id]
    assert [article.attempts for article in await store.claim_articles(now=again, lease_seconds=900, limit=9)] == [0]
    (looked_up,) = await claim(store, again)
    assert (looked_up.key, looked_up.was_unknown, looked_up.attempts) == (sending.key, True, 0)


async def test_what_was_not_held_stays_as_it_is(store: Store) -> None:
    await bring(store, [item("a")])
    (story,) = await place(store)
    await deliver(store, alert(await subscribe(store), story))
    await store.release_leases()

    assert await states(store) == {"pending": 1}
    assert await store.claim_feeds(now=NOON, lease_seconds=60, limit=9) == []
    (delivery,) = await claim(store)
    assert not delivery.was_unknown
