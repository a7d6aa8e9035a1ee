"""Small statements that both engines know under different names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Row, String, Table, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

Item = TypeVar("Item")
AnyRow: TypeAlias = "Row[*tuple[Any, ...]]"


def insert_for(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say ON CONFLICT on this connection's engine."""
    return insert_on(connection.dialect.name, table)


def insert_on(engine: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say ON CONFLICT on an engine (the name of its dialect)."""
    return postgresql.insert(table) if engine == "postgresql" else sqlite.insert(table)


class utc_day(FunctionElement[str]):  # noqa: N801 - reads as the SQL function that it is
    """The UTC day of a UtcTime column as ISO text."""

    type = String()
    inherit_cache = True


@compiles(utc_day, "sqlite")
def _day_on_sqlite(element: utc_day, compiler: Any, **options: Any) -> str:
    return f"substr({compiler.process(element.clauses, **options)}, 1, 10)"


@compiles(utc_day, "postgresql")
def _day_on_postgresql(element: utc_day, compiler: Any, **options: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **options)} AT TIME ZONE 'UTC', 'YYYY-MM-DD')"


class utc_hour(FunctionElement[str]):  # noqa: N801 - reads as the SQL function that it is
    """The UTC hour of a UtcTime column as ISO text, `2026-11-26T05`."""

    type = String()
    inherit_cache = True


@compiles(utc_hour, "sqlite")
def _hour_on_sqlite(element: utc_hour, compiler: Any, **options: Any) -> str:
    return f"replace(substr({compiler.process(element.clauses, **options)}, 1, 13), ' ', 'T')"


@compiles(utc_hour, "postgresql")
def _hour_on_postgresql(element: utc_hour, compiler: Any, **options: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **options)} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24')"


def latest_of(connection: AsyncConnection, *values: Any) -> ColumnElement[Any]:
    """The greatest of several values: max(a, b) on SQLite, greatest(a, b) on PostgreSQL."""
    return func.greatest(*values) if connection.dialect.name == "postgresql" else func.max(*values)


def earliest_of(connection: AsyncConnection, *values: Any) -> ColumnElement[Any]:
    """The least of several values."""
    return func.least(*values) if connection.dialect.name == "postgresql" else func.min(*values)


def batches(items: Sequence[Item], size: int = 500) -> Iterator[list[Item]]:
    """The items in lists of at most `size`: a statement takes a limited number of parameters."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
