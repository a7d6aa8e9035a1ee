"""The second migration: what a desk of the first schema had is there afterwards, up and down, on both engines."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.model import Destination, Filter, Preferences, Rhythm, Schedule
from bot.store.engine import Database, normalised
from bot.store.migrate import migrate
from bot.store.store import open_store
from tests.contract.samples import DESK, NOON, SteadyClock, subscribe

DESK_KEYS = f"'{DESK.adapter}', '{DESK.workspace}', '{DESK.channel}'"
SUBSCRIPTION = (
    "INSERT INTO subscription (adapter, workspace, channel, name, filter, language, cap, is_paused, created_by, created_at)"
    f" VALUES ({DESK_KEYS}, 'trade', '{{\"themes\": [\"tariffs\"]}}', 'ko', 7, false, 'kim', '2026-11-20 03:00:00.000000+00:00')"
)
DELIVERY = (
    "INSERT INTO delivery (key, adapter, workspace, channel, purpose, dedup_key, subscription_id, language, state, not_before, created_at)"
    f" VALUES ('k-{{0}}', {DESK_KEYS}, '{{1}}', '{{0}}', 1, 'ko', 'sent', '2026-11-20 03:00:00', '2026-11-20 03:00:00')"
)


@pytest.fixture
async def database(empty_url: str) -> AsyncIterator[Database]:
    """A database of the first schema with an alert and its proof card."""
    opened = Database(normalised(empty_url))
    await migrate(opened, "0001")
    await run(opened, SUBSCRIPTION.replace("+00:00", "" if opened.is_sqlite else "+00:00"))
    await run(opened, DELIVERY.format("proof", "proof"))
    yield opened
    await opened.close()


async def run(database: Database, statement: str) -> None:
    async with database.write() as connection:
        await connection.exec_driver_sql(statement)


async def kept(database: Database) -> list[tuple[object, ...]]:
    """Each delivery with its subscription's name."""
    statement = "SELECT d.purpose, d.state, s.name, s.cap FROM delivery d JOIN subscription s ON s.id = d.subscription_id ORDER BY d.id"
    async with database.read() as connection:
        return [tuple(row) for row in await connection.execute(text(statement))]


async def test_subscriptions_and_deliveries_survive_the_way_up_and_speak_as_before(database: Database, empty_url: str) -> None:
    await migrate(database, "0002")
    assert await kept(database) == [("proof", "sent", "trade", 7)]
    async with await open_store(empty_url, clock=SteadyClock()) as store:
        (found,) = await store.list_subscriptions(DESK)
    assert (found.filter, found.language, found.created_by) == (Filter(themes=("tariffs",)), "ko", "kim")
    assert (found.schedule, found.mention, found.paused_because, found.is_paused) == (Schedule(), None, None, False)


async def test_the_way_down_leaves_what_the_older_desk_knows(database: Database, empty_url: str) -> None:
    await migrate(database, "0002")
    async with await open_store(empty_url, clock=SteadyClock()) as store:
        await subscribe(store, name="weekly", schedule=Schedule(Rhythm.WEEKLY, 8, 2), mention="42")
        await store.set_channel_preferences(DESK, Preferences(language="ko"))
        await store.claim_workspace("slack", "T1", by="slack:U1", now=NOON)
    for purpose in ("edit", "thread", "digest", "notice"):
        await run(database, DELIVERY.format(purpose, purpose))
    await migrate(database, "0001")
    assert await kept(database) == [("proof", "sent", "trade", 7)]
    await migrate(database, "0002")
    async with await open_store(empty_url, clock=SteadyClock()) as store:
        assert [(item.name, item.schedule, item.mention) for item in await store.list_subscriptions()] == [
            ("trade", Schedule(), None),
            ("weekly", Schedule(), None),
        ]
        assert await store.claimed_workspaces() == frozenset()


async def test_an_id_that_was_removed_is_not_given_again_after_the_way_down_and_up(database: Database, empty_url: str) -> None:
    """A delivery of the past would be taken for one of the new subscription: a digest's key holds its subscription's id."""
    await migrate(database, "0002")
    await migrate(database, "0001")
    await migrate(database, "0002")
    async with await open_store(empty_url, clock=SteadyClock()) as store:
        last = await subscribe(store, Destination("console", "local", "other"))
        assert await store.remove_subscription(last.id)
        assert (await subscribe(store)).id > last.id
