"""The store: all nouns over one database, behind the Protocols of bot.desk.ports and bot.pollers.ports."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from sqlalchemy import update

from bot.desk.ports import Clock
from bot.store.activity import Activities
from bot.store.articles import Articles
from bot.store.catalogue import Catalogues
from bot.store.deliveries import Deliveries
from bot.store.engine import Database, normalised
from bot.store.failures import place, without_folder
from bot.store.feeds import Feeds
from bot.store.hubs import Hubs
from bot.store.library import Library
from bot.store.merging import Merging
from bot.store.migrate import ensure_schema
from bot.store.mutes import Mutes
from bot.store.periods import Periods
from bot.store.places import Places
from bot.store.recovery import Recovery
from bot.store.search import Search
from bot.store.subscriptions import Subscriptions
from bot.store.tables import meta
from bot.store.upkeep import Upkeep


class Store(
    Feeds,
    Hubs,
    Articles,
    Deliveries,
    Merging,
    Library,
    Periods,
    Search,
    Catalogues,
    Activities,
    Subscriptions,
    Mutes,
    Places,
    Upkeep,
    Recovery,
):
    """Made by `open_store`. An async context manager that closes."""

    @property
    def place(self) -> str:
        """Where the data is, for people; no password in it."""
        return place(self._db.url)

    async def close(self) -> None:
        """Give the database back; the store is of no use afterwards."""
        await self._db.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def _prepare(self) -> None:
        """Schema and search index as this program needs them; and one write, so that a read-only database is told now."""
        await ensure_schema(self._db)
        async with self._db.write() as connection:
            if not await self._index.is_current(connection):
                await self._index.rebuild(connection)
            # A write that changes nothing: on a read-only file BEGIN IMMEDIATE itself does not fail.
            await connection.execute(update(meta).values(value=meta.c.value))


async def open_store(url: str, *, clock: Clock) -> Store:
    """Open the database at `url`, made and migrated where needed.

    `sqlite+aiosqlite:///path` (its folder must exist) or `postgresql://user:password@host/name`. Raises SchemaError for a database that
    is newer or not ours, StoreUnavailableError for one that cannot be reached or written, StoreError for a URL of another kind.
    """
    parsed = normalised(url)
    if (wrong := without_folder(parsed)) is not None:
        raise wrong
    store = Store(Database(parsed), clock)
    try:
        await store._prepare()  # noqa: SLF001 - its own maker
    except BaseException:
        await store.close()
        raise
    return store
