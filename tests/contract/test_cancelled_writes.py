"""A write that is cancelled, at whatever moment, leaves nothing behind and holds nobody up."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.store.engine import Database, normalised


@pytest.fixture
async def database(empty_url: str) -> AsyncIterator[Database]:
    opened = Database(normalised(empty_url))
    async with opened.write() as connection:
        await connection.execute(text("CREATE TABLE note (number INTEGER)"))
    yield opened
    await opened.close()


async def write_two(database: Database, number: int) -> None:
    """Two notes of the same number in one transaction, with a question between them."""
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO note VALUES (:number)"), {"number": number})
        await connection.execute(text("SELECT count(*) FROM note"))
        await connection.execute(text("INSERT INTO note VALUES (:number)"), {"number": number})


async def cancel_after(turns: int, task: asyncio.Task[None]) -> None:
    """Cancel it after that many turns of the loop and wait for its end."""
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("first", range(0, 400, 100))
async def test_whatever_the_moment_the_next_write_goes_on_at_once(database: Database, first: int) -> None:
    for turns in range(first, first + 100, 2):
        await cancel_after(turns, asyncio.create_task(write_two(database, turns)))
        await write_two(database, -1)  # refused after some seconds where the cancelled one still holds the file
    async with database.read() as connection:
        counted = await connection.execute(text("SELECT count(*) FROM note WHERE number >= 0 GROUP BY number"))
    assert set(counted.scalars()) <= {2}
