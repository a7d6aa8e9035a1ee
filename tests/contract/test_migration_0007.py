"""The migration for changes at the source: what a desk of the schema before it had is there afterwards, up and down, on both engines."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.model import Filter
from bot.store.engine import Database, normalised
from bot.store.migrate import migrate
from bot.store.store import open_store
from tests.contract.samples import NOON, SteadyClock, bring, item, place

BEFORE, AFTER = "Seoul weighs sending ships", "Seoul decides to send ships"
LATER = NOON + timedelta(minutes=10)


@pytest.fixture
async def database(empty_url: str) -> AsyncIterator[Database]:
    """A database of the schema before, with an article that was read."""
    async with await open_store(empty_url, clock=SteadyClock()) as store:
        await bring(store, [item("a", BEFORE), item("a-again", BEFORE, canonical_url="https://herald.example/a")])
        await place(store)
    opened = Database(normalised(empty_url))
    await migrate(opened, "0005")
    yield opened
    await opened.close()


async def rows(database: Database, statement: str) -> list[tuple[object, ...]]:
    async with database.read() as connection:
        return [tuple(row) for row in await connection.execute(text(statement))]


async def test_an_item_that_changed_before_the_way_up_is_found_to_have_changed(database: Database, empty_url: str) -> None:
    await migrate(database, "0007")
    assert await rows(database, 'SELECT "key", shows, seen_mark FROM entry ORDER BY id') == [("a", 1, None), ("a-again", None, None)]
    async with await open_store(empty_url, clock=SteadyClock(LATER)) as store:
        await bring(store, [item("a", AFTER)], at=LATER)
        await place(store, at=LATER)
        (story,) = await store.latest(Filter(), limit=9)
    assert (story.lead.title, [edit.old_title for edit in story.lead.edits]) == (AFTER, [BEFORE])


async def test_the_way_down_leaves_the_article_as_it_was_read(database: Database, empty_url: str) -> None:
    await migrate(database, "0007")
    async with await open_store(empty_url, clock=SteadyClock(LATER)) as store:
        await bring(store, [item("a", AFTER)], at=LATER)
        assert (await store.status()).articles_waiting == 1
    await migrate(database, "0005")
    await migrate(database, "0007")
    async with await open_store(empty_url, clock=SteadyClock(LATER)) as store:
        status = await store.status()
        (story,) = await store.latest(Filter(), limit=9)
    assert (status.articles_waiting, status.articles, story.lead.title, story.lead.edits) == (0, 1, BEFORE, ())
    assert await rows(database, "SELECT title FROM article_revision ORDER BY number") == [(BEFORE,), (AFTER,)]
