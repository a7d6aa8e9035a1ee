"""After the way down and up tables count their ids on as before: an id that was given once is never given to another row."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from bot.model import Filter
from bot.store.engine import Database, normalised
from bot.store.migrate import migrate
from bot.store.store import open_store
from tests.contract.samples import SteadyClock, bring, item, place, spec, subscribe

OLD, NEWEST = "0005", "0011"


async def fill(url: str) -> None:
    """A database of the newest schema with rows."""
    async with await open_store(url, clock=SteadyClock()) as store:
        await subscribe(store)
        await bring(store, [item("a")])
        await place(store)


async def test_the_id_of_a_story_that_went_is_not_given_again(empty_url: str) -> None:
    await fill(empty_url)
    database = Database(normalised(empty_url))
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO story (first_seen_at, last_seen_at) SELECT first_seen_at, last_seen_at FROM story"))
        gone = (await connection.execute(text("SELECT max(id) FROM story"))).scalar_one()
        await connection.execute(text(f"DELETE FROM story WHERE id = {gone}"))
    await migrate(database, OLD)
    await migrate(database, NEWEST)
    await database.close()
    async with await open_store(empty_url, clock=SteadyClock()) as store:
        await bring(store, [item("b", "Another")], feed=spec(url="https://herald.example/other", name="other"))
        (made,) = await place(store)
        stories = await store.latest(Filter(), limit=9)
    assert made > gone
    assert len(stories) == 2


async def counters(database: Database) -> dict[str, int]:
    """The tables of SQLite that count their ids on, with the highest id that each has given."""
    counted = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
    async with database.read() as connection:
        given = {row.name: row.seq for row in await connection.execute(text("SELECT name, seq FROM sqlite_sequence"))}
        return {row.name: given.get(row.name, 0) for row in await connection.execute(text(counted))}


async def test_every_table_of_sqlite_that_counts_on_does_so_after_the_way_down_and_up(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/desk.sqlite3"
    await fill(url)
    database = Database(normalised(url))
    async with database.write() as connection:
        await connection.execute(text("UPDATE sqlite_sequence SET seq = seq + 9"))
    before = await counters(database)
    await migrate(database, OLD)
    older = await counters(database)
    await migrate(database, NEWEST)
    after = await counters(database)
    await database.close()
    assert before["story"] == before["article"] == before["feed"] == before["subscription"] == 10
    assert (older, after) == (before, before)
