"""One face for both engines: connections that read, connections that write, and errors of our own tree."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.errors import StoreError, StoreUnavailableError
from bot.store.failures import place, translated
from bot.store.trips import Trips, Work

T = TypeVar("T")

_BUSY_SECONDS = 5.0
_WRITER_PATIENCE = 30.0
_WRITES = "desk_writes"
_SET_BY_US = frozenset({"application_name", "connect_timeout"})
_DRIVER_OPTIONS = frozenset({"ssl", "host", "port", "passfile", "target_session_attrs"})
"""What may stand behind the `?` of a PostgreSQL URL; asyncpg takes other options of libpq for a mistake of the program."""


def normalised(url: str) -> URL:
    """The URL with the driver that we use. Raises StoreError for a database that the desk does not know."""
    try:
        parsed = make_url(url)
    except (SQLAlchemyError, ValueError) as error:
        raise StoreError("The database URL cannot be read. Write it like postgresql://user:password@host/name.") from error
    backend = parsed.get_backend_name()
    if backend in {"postgres", "postgresql"}:
        query = dict(parsed.query)
        if "sslmode" in query:  # libpq's word; asyncpg calls it ssl
            query["ssl"] = query.pop("sslmode")
        query = {name: value for name, value in query.items() if name not in _SET_BY_US}
        unknown = sorted(set(query) - _DRIVER_OPTIONS)
        if unknown:
            raise StoreError(f"The database URL has options that the desk does not know: {', '.join(unknown)}. Take them out of it.")
        return parsed.set(drivername="postgresql+asyncpg", query=query)
    if backend == "sqlite":
        return parsed.set(drivername="sqlite+aiosqlite")
    raise StoreError(f"The desk keeps its data in SQLite or PostgreSQL, not in {backend}. Mend DESK_DATABASE_URL.")


def make_engine(url: URL, *, for_migrations: bool = False) -> AsyncEngine:
    """An engine whose SQLite connections keep the pragmas and begin as they are told to.

    Migrations get a connection of their own without foreign keys, because batch operations rebuild tables on SQLite.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, for_migrations=for_migrations)
    options: dict[str, Any] = {"poolclass": NullPool} if for_migrations else {"pool_size": 10, "pool_pre_ping": True}
    # Custom plans: what a search costs depends on its words, which a plan made for any words does not see.
    # No parallel workers and no JIT: they cost more to start than our statements take.
    planning = {"plan_cache_mode": "force_custom_plan", "jit": "off", "max_parallel_workers_per_gather": "0"}
    settings = {"application_name": "alliance-desk", "timezone": "UTC", **planning}
    return create_async_engine(
        url, json_serializer=_dump, connect_args={"timeout": 10, "server_settings": settings}, hide_parameters=True, **options
    )


def _sqlite_engine(url: URL, *, for_migrations: bool) -> AsyncEngine:
    options: dict[str, Any] = {"poolclass": NullPool} if for_migrations else {"pool_size": 5, "max_overflow": 0}
    # isolation_level None: the driver begins nothing by itself, the listener below does, so that no write starts on an old snapshot.
    arguments = {"isolation_level": None, "timeout": _BUSY_SECONDS}
    engine = create_async_engine(url, json_serializer=_dump, connect_args=arguments, hide_parameters=True, **options)

    event.listen(engine.sync_engine, "connect", _pragmas(foreign_keys=not for_migrations))

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        writes = for_migrations or connection.get_execution_options().get(_WRITES)
        if writes:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            # One trip to the driver's thread where a cursor takes three; it asks nothing of the file, so it cannot fail.
            connection.connection.dbapi_connection.run_async(lambda driver: driver.execute_fetchall("BEGIN"))

    @event.listens_for(engine.sync_engine, "invalidate")
    def roll_back(connection: Any, _record: Any, _error: BaseException | None) -> None:
        # A cancelled statement goes on in the driver's thread, and a connection that is closed behind it keeps the file's lock for as long
        # as anything refers to the statement. The rollback stands in the thread's queue at once, whatever becomes of this task.
        with suppress(Exception):
            connection.run_async(lambda driver: driver.rollback())

    return engine


def make_plain_engine(url: URL) -> Engine:
    """A synchronous engine on a SQLite file with one connection."""
    arguments = {"isolation_level": None, "timeout": _BUSY_SECONDS, "check_same_thread": False}
    options: dict[str, Any] = {"json_serializer": _dump, "connect_args": arguments, "hide_parameters": True}
    engine = create_engine(url.set(drivername="sqlite"), pool_size=1, max_overflow=0, **options)
    event.listen(engine, "connect", _pragmas(foreign_keys=True))

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "BEGIN")

    return engine


def _pragmas(*, foreign_keys: bool) -> Callable[[Any, Any], None]:
    def set_pragmas(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(_BUSY_SECONDS * 1000)}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        cursor.close()

    return set_pragmas


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Database:
    """Transactions on one database.

    SQLite has one writer: writers of this process queue in order of arrival instead of polling for the file's lock.
    """

    def __init__(self, url: URL) -> None:
        self.url = url
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self._engine = make_engine(url)
        self._writing = self._engine.execution_options(**{_WRITES: True})
        self._turn = asyncio.Lock()
        self._trips = Trips(make_plain_engine(url)) if self.is_sqlite else None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads: one snapshot on SQLite. Raises StoreUnavailableError or StoreError."""
        async with self._begun(self._engine) as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that commits when the block ends and rolls back when it raises. Raises StoreUnavailableError or StoreError."""
        if not self.is_sqlite:
            async with self._begun(self._writing) as connection:
                yield connection
            return
        async with self._writers_turn(), self._begun(self._writing) as connection:
            yield connection

    async def write_at_once(self, work: Work[T]) -> T:
        """What `work` gives in a transaction as `write` makes it, on SQLite in one trip to a thread (bot.store.trips): for work of many
        statements that waits for nothing else. Cancelling waits for its end."""
        if self._trips is None:
            async with self.write() as connection:
                return await work(connection)
        async with self._writers_turn():
            return await self._in_one_trip(self._trips, work, **{_WRITES: True})

    async def read_at_once(self, work: Work[T]) -> T:
        """What `work` gives in a transaction as `read` makes it, on SQLite in one trip to a thread."""
        if self._trips is None:
            async with self.read() as connection:
                return await work(connection)
        return await self._in_one_trip(self._trips, work)

    async def _in_one_trip(self, trips: Trips, work: Work[T], **options: bool) -> T:
        try:
            return await trips.make(work, **options)
        except SQLAlchemyError as error:
            raise translated(error, self.url) from error

    @asynccontextmanager
    async def _writers_turn(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(_WRITER_PATIENCE):
                await self._turn.acquire()
        except TimeoutError as error:
            raise StoreUnavailableError(f"{place(self.url)} is busy: another write has not ended for {_WRITER_PATIENCE:.0f} s.") from error
        try:
            yield
        finally:
            self._turn.release()

    @asynccontextmanager
    async def _begun(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(engine.connect())
            except (SQLAlchemyError, OSError) as error:
                raise translated(error, self.url) from error
            try:
                async with connection.begin():
                    yield connection
            except SQLAlchemyError as error:
                raise translated(error, self.url) from error

    async def serialise(self, connection: AsyncConnection, lock: int) -> None:
        """Let one transaction at a time past this point, on any machine; on SQLite every write is alone already."""
        if not self.is_sqlite:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:space, :lock)"), {"space": LOCK_SPACE, "lock": lock})

    async def close(self) -> None:
        """Give all connections back."""
        if self._trips is not None:
            self._trips.close()
        await self._engine.dispose()


LOCK_SPACE = 0x414C4C  # "ALL", so that our advisory locks keep clear of another program's
LOCK_MIGRATE, LOCK_POLLS, LOCK_PLACING, LOCK_WATCH = 1, 2, 3, 4
