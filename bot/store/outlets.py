"""Outlets: those of feeds.yaml, and those that an aggregator's entries name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Entry, Outlet, OutletClass
from bot.store.statements import AnyRow, insert_for
from bot.store.tables import outlet

_LONGEST_HOST = 253  # RFC 1035; what is longer is no name and would not fit into an index


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet as an aggregator's item names it."""

    name: str
    site: str | None


def site_of(url: str | None) -> str | None:
    """The host of an address without `www.`; None where it has none that could be one."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    site = (host or "").removeprefix("www.")
    return site if 0 < len(site) <= _LONGEST_HOST else None


def source_of(entry: Entry) -> Source | None:
    """The source that an entry names, if it does."""
    name = (entry.source_name or "").strip()
    site = site_of(entry.source_url)
    return Source(name or site or "", site) if name or site else None


async def upsert_outlets(connection: AsyncConnection, outlets: Iterable[tuple[Outlet, str]]) -> None:
    """Write outlets as declared, each with the address of a feed of theirs."""
    for record, url in outlets:
        values = {
            "name": record.name,
            "name_ko": record.name_ko,
            "family": record.family,
            "language": record.language,
            "country": record.country,
            "outlet_class": record.outlet_class.value,
            "site": None if record.outlet_class is OutletClass.AGGREGATOR else site_of(url),
        }
        statement = insert_for(connection, outlet).values(id=record.id, **values)
        await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


async def outlet_for(connection: AsyncConnection, source: Source, near: AnyRow) -> str:
    """The id of the outlet that the source is: one of the same name, else of the same site, else a new one.

    `near` is the aggregator's (language, country), which a new outlet takes over.
    """
    folded = source.name.casefold()
    found = await connection.execute(
        select(outlet.c.id, outlet.c.name, outlet.c.name_ko, outlet.c.language).where(
            outlet.c.outlet_class != OutletClass.AGGREGATOR.value,
            or_(
                func.lower(outlet.c.name) == source.name.lower(),
                outlet.c.name_ko == source.name,
                outlet.c.site == source.site if source.site else outlet.c.id == slug(source),
            ),
        )
    )
    ranked = sorted(
        found, key=lambda row: (folded not in {row.name.casefold(), row.name_ko.casefold()}, row.language != near.language, row.id)
    )
    return str(ranked[0].id) if ranked else await _create(connection, source, near)


async def _create(connection: AsyncConnection, source: Source, near: AnyRow) -> str:
    key = slug(source)
    if await connection.scalar(select(outlet.c.id).where(outlet.c.id == key)) is not None:
        key = f"{key}-{sha256(source.name.encode()).hexdigest()[:6]}"
    values = {
        "id": key,
        "name": source.name,
        "name_ko": source.name,
        "family": source.name,
        "language": near.language,
        "country": near.country,
        "outlet_class": OutletClass.NEWS.value,
        "site": source.site,
    }
    await connection.execute(insert_for(connection, outlet).values(**values).on_conflict_do_nothing())
    return key


def slug(source: Source) -> str:
    """A permanent id for a source: of its site where it has one, else of its name."""
    text = re.sub(r"[\W_]+", "-", (source.site or source.name).casefold()).strip("-")[:60]
    return text or "source-" + sha256(source.name.encode()).hexdigest()[:8]
