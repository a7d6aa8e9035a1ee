"""Bring a database to this program's schema, one program at a time.

Alembic is loaded only where there is something to do: a start on an up-to-date database does not pay for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import SchemaError
from bot.store.engine import LOCK_MIGRATE, Database, make_engine
from bot.store.failures import place, translated
from bot.store.tables import SCHEMA_REVISION, VERSION_TABLE, metadata

if TYPE_CHECKING:
    from alembic.config import Config


async def ensure_schema(database: Database) -> None:
    """Upgrade where needed. Raises SchemaError for a newer or a foreign database, StoreUnavailableError where it cannot be used."""
    async with database.read() as connection:
        revision = await connection.run_sync(current_revision)
    if revision != SCHEMA_REVISION:
        await migrate(database, SCHEMA_REVISION)


async def migrate(database: Database, target: str) -> None:
    """Go up or down to a revision (`base` is empty) in one transaction, under a lock that holds across machines."""
    engine = make_engine(database.url, for_migrations=True)
    try:
        async with engine.begin() as connection:
            await database.serialise(connection, LOCK_MIGRATE)
            await connection.run_sync(_migrate, target, place(database.url))
    except (SQLAlchemyError, OSError) as error:
        raise translated(error, database.url) from error
    finally:
        await engine.dispose()


def current_revision(connection: Connection) -> str | None:
    """The revision that the database is at; None for one without our tables."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    row = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).first()  # noqa: S608 - a constant
    return None if row is None else str(row[0])


def _migrate(connection: Connection, target: str, where: str) -> None:
    from alembic import command  # noqa: PLC0415 - 15 MB that an up-to-date database does not need
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = alembic_config(connection)
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    at = current_revision(connection)
    if at is None:
        _refuse_foreign(connection, where)
    elif at not in known:
        raise SchemaError(
            f"{where} was written by a newer desk (schema {at}). Start that version, or restore a backup from before the upgrade."
        )
    if target == "base" or (at is not None and at > target):
        command.downgrade(config, target)
    else:
        command.upgrade(config, target)


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for migrations inside this package, on a connection that has begun."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.attributes["connection"] = connection
    return config


def _refuse_foreign(connection: Connection, where: str) -> None:
    """A SQLite file is ours alone; a PostgreSQL schema may be shared as long as no table has one of our names."""
    present = set(inspect(connection).get_table_names()) - {VERSION_TABLE}
    ours = set(metadata.tables)
    clash = present if connection.dialect.name == "sqlite" else present & ours
    if clash:
        names = ", ".join(sorted(clash)[:3])
        raise SchemaError(
            f"{where} is not one of ours: it has the tables {names} but not {VERSION_TABLE}. Give the desk a database of its own."
        )
