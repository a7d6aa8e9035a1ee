"""Opening: tables made and migrated on both engines, foreign and newer databases refused, clear words where there is none."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.errors import SchemaError, StoreError, StoreUnavailableError
from bot.model import Filter, SearchOrder
from bot.store.engine import Database, normalised
from bot.store.migrate import alembic_config, current_revision, migrate
from bot.store.store import open_store
from bot.store.tables import SCHEMA_REVISION, VERSION_TABLE, metadata
from tests.contract.samples import NOON, SteadyClock, bring, item

CLOCK = SteadyClock()
Answer = TypeVar("Answer")


async def ask(url: str, question: Callable[[Connection], Answer]) -> Answer:
    """The answer of a function of a synchronous connection."""
    database = Database(normalised(url))
    try:
        async with database.read() as connection:
            return await connection.run_sync(question)
    finally:
        await database.close()


async def tell(url: str, statement: str) -> None:
    database = Database(normalised(url))
    try:
        async with database.write() as connection:
            await connection.execute(text(statement))
    finally:
        await database.close()


def our_tables(connection: Connection) -> set[str]:
    return {name for name in inspect(connection).get_table_names() if not name.startswith("article_search_")} - {VERSION_TABLE}


async def test_an_empty_database_is_made_and_works(empty_url: str) -> None:
    async with await open_store(empty_url, clock=CLOCK) as store:
        await bring(store, [item("a")])
        assert len(await store.search("allies", Filter(), since=None, order=SearchOrder.RANK, limit=5)) == 1
    async with await open_store(empty_url, clock=CLOCK) as store:
        assert (await store.status()).articles == 1


async def test_migrations_go_up_down_and_up(empty_url: str) -> None:
    database = Database(normalised(empty_url))
    try:
        seen = []
        for target in (SCHEMA_REVISION, "base", SCHEMA_REVISION):
            await migrate(database, target)
            async with database.read() as connection:
                seen.append((await connection.run_sync(current_revision), await connection.run_sync(our_tables)))
        assert seen == [(SCHEMA_REVISION, set(metadata.tables)), (None, set()), (SCHEMA_REVISION, set(metadata.tables))]
    finally:
        await database.close()
    async with await open_store(empty_url, clock=CLOCK) as store:
        await bring(store, [item("a")])
        assert (await store.status()).articles == 1


async def test_the_migrations_make_what_the_tables_say(url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        def ours(_thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
            is_fts = connection.dialect.name == "sqlite" and kind == "table" and str(name).startswith("article_search")
            return not is_fts

        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "include_object": ours})
        return list(compare_metadata(context, metadata))

    assert await ask(url, differences) == []


async def test_the_program_works_with_the_newest_migration(url: str) -> None:
    def newest(connection: Connection) -> str | None:
        return ScriptDirectory.from_config(alembic_config(connection)).get_current_head()

    assert await ask(url, newest) == SCHEMA_REVISION


async def test_several_programs_that_start_at_once_make_one_schema(empty_url: str) -> None:
    stores = await asyncio.gather(*(open_store(empty_url, clock=CLOCK) for _ in range(4)))

    await bring(stores[0], [item("a")])
    assert [(await store.status()).articles for store in stores] == [1, 1, 1, 1]
    for store in stores:
        await store.close()


async def test_a_newer_database_is_refused_and_left_alone(empty_url: str) -> None:
    url = empty_url
    await (await open_store(url, clock=CLOCK)).close()
    await tell(url, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")

    with pytest.raises(SchemaError, match="newer desk"):
        await open_store(url, clock=CLOCK)
    assert await ask(url, current_revision) == "9999"


async def test_a_database_with_tables_of_somebody_else_is_refused(empty_url: str) -> None:
    await tell(empty_url, "CREATE TABLE article (headline TEXT)")

    with pytest.raises(SchemaError, match="not one of ours"):
        await open_store(empty_url, clock=CLOCK)
    assert await ask(empty_url, our_tables) == {"article"}


async def test_the_search_index_is_built_anew_when_the_tokenizer_changed(url: str) -> None:
    async with await open_store(url, clock=CLOCK) as store:
        await bring(store, [item(str(n), "한미동맹 stays firm") for n in range(3)])
    await tell(url, "UPDATE meta SET value = 'of another time' WHERE key = 'tokens'")

    async with await open_store(url, clock=CLOCK) as store:
        assert len(await store.search("동맹 stay", Filter(), since=None, order=SearchOrder.RANK, limit=9)) == 3


async def test_a_file_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError, match=r"nowhere.*cannot be opened.*folder exists"):
        await open_store(f"sqlite+aiosqlite:///{tmp_path}/nowhere/desk.sqlite3", clock=CLOCK)


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "desk.sqlite3").write_text("a letter " * 500)

    with pytest.raises(SchemaError, match="not a SQLite database"):
        await open_store(f"sqlite+aiosqlite:///{tmp_path}/desk.sqlite3", clock=CLOCK)


async def test_a_read_only_file_is_told_at_the_start(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    await (await open_store(f"sqlite+aiosqlite:///{path}", clock=CLOCK)).close()

    with pytest.raises(StoreUnavailableError, match=r"cannot be written.*permission"):
        await open_store(f"sqlite+aiosqlite:///file:{path}?mode=ro&uri=true", clock=CLOCK)


async def test_a_file_that_another_program_locked(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    async with await open_store(f"sqlite+aiosqlite:///{path}", clock=CLOCK) as store:
        await store.sync_feeds([], now=NOON)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreUnavailableError, match=r"locked by another program.*try again"):
                await store.sync_feeds([], now=NOON)
            other.execute("ROLLBACK")
        await store.sync_feeds([], now=NOON)


async def test_a_server_that_is_not_there_is_told_without_the_password(unused_tcp_port: int) -> None:
    with pytest.raises(StoreUnavailableError, match=r"newsdesk at 127\.0\.0\.1.*cannot be reached.*DESK_DATABASE_URL") as caught:
        await open_store(f"postgresql://desk:s3cret-word@127.0.0.1:{unused_tcp_port}/newsdesk", clock=CLOCK)

    assert "s3cret-word" not in str(caught.value)


async def test_a_database_that_the_server_does_not_have(request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("postgres")

    with pytest.raises(StoreUnavailableError, match="cannot be reached"):
        await open_store(server.url("no_such_database"), clock=CLOCK)


@pytest.mark.parametrize("url", ["mysql://desk:s3cret@host/db", "s3cret@@@", ""])
async def test_a_url_of_another_kind_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(StoreError, match=r"PostgreSQL|postgresql") as caught:
        await open_store(url, clock=CLOCK)

    assert "s3cret" not in str(caught.value)
