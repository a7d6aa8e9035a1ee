"""What the analysis can tag, as the worker told it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Catalogue, CatalogueActor, CatalogueTheme
from bot.store.noun import Noun
from bot.store.rows import actor_of, filter_from_json, filter_to_json
from bot.store.statements import AnyRow, insert_for
from bot.store.tables import actor, article_actor, meta, subscription, theme

VERSION_KEY = "ontology"


class Catalogues(Noun):
    """Actors and themes."""

    async def sync_catalogue(self, catalogue: Catalogue) -> None:
        """Make the catalogue that of the ontology at hand. Ids are permanent: what left it stays readable, and a retired actor's tags
        and the filters that name it go over to the actor that took its place. Does nothing for the version that is there."""
        async with self._db.write() as connection:
            if await connection.scalar(select(meta.c.value).where(meta.c.key == VERSION_KEY)) == catalogue.version:
                return
            await connection.execute(update(actor).values(is_current=False))
            await connection.execute(update(theme).values(is_current=False))
            for record in catalogue.actors:
                await _upsert_actor(connection, record)
            for place, group in enumerate(catalogue.themes):
                values = {"name_en": group.name_en, "name_ko": group.name_ko, "group": group.group, "position": place, "is_current": True}
                statement = insert_for(connection, theme).values(id=group.id, **values)
                await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))
            for old in catalogue.redirects:
                await _redirect(connection, old, _end_of(catalogue, old))
            if catalogue.redirects:
                await _redirect_filters(connection, {old: _end_of(catalogue, old) for old in catalogue.redirects})
            said = insert_for(connection, meta).values(key=VERSION_KEY, value=catalogue.version)
            await connection.execute(said.on_conflict_do_update(index_elements=["key"], set_={"value": catalogue.version}))

    async def actor(self, actor_id: str) -> CatalogueActor | None:
        """By id; a retired id gives the actor that took its place."""
        async with self._db.read() as connection:
            live = await live_actor(connection, actor_id)
            row = (await connection.execute(select(actor).where(actor.c.id == live))).first()
        return None if row is None else actor_of(row)

    async def find_actors(self, text: str, *, limit: int) -> Sequence[CatalogueActor]:
        """By id, name or alias (exact first, then prefix, then substring; case folded), the most written-about first; all for no text."""
        wanted = text.strip().casefold()
        async with self._db.read() as connection:
            rows = await connection.execute(select(actor).where(actor.c.redirect_to.is_(None), actor.c.is_current))
            found = {row.id: (rank, row) for row in rows if (rank := _closeness(row, wanted)) is not None}
            counts = await _written_about(connection, list(found))
        ranked = sorted(found.values(), key=lambda pair: (pair[0], -counts.get(pair[1].id, 0), pair[1].name_en))
        return [actor_of(row) for _, row in ranked[:limit]]

    async def themes(self) -> Sequence[CatalogueTheme]:
        """In the order of the codebook."""
        async with self._db.read() as connection:
            rows = await connection.execute(select(theme).where(theme.c.is_current).order_by(theme.c.position))
            return [CatalogueTheme(row.id, row.name_en, row.name_ko, row.group) for row in rows]


async def live_actor(connection: AsyncConnection, actor_id: str) -> str:
    """The id after redirects; itself where it is unknown."""
    return str(await connection.scalar(select(actor.c.redirect_to).where(actor.c.id == actor_id)) or actor_id)


async def live_actors(connection: AsyncConnection, actor_ids: Sequence[str]) -> tuple[str, ...]:
    """Several ids after redirects."""
    return tuple([await live_actor(connection, actor_id) for actor_id in actor_ids])


async def _upsert_actor(connection: AsyncConnection, record: CatalogueActor) -> None:
    values: dict[str, Any] = {
        "name_en": record.name_en,
        "name_ko": record.name_ko,
        "type": record.type,
        "country": record.country,
        "wikidata": record.wikidata,
        "aliases": list(record.aliases),
        "redirect_to": None,
        "is_current": True,
    }
    statement = insert_for(connection, actor).values(id=record.id, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def _end_of(catalogue: Catalogue, actor_id: str) -> str:
    """Where a chain of redirects ends; a circle ends where it began to repeat."""
    seen = {actor_id}
    while (following := catalogue.redirects.get(actor_id)) is not None and following not in seen:
        seen.add(following)
        actor_id = following
    return actor_id


async def _redirect(connection: AsyncConnection, old: str, new: str) -> None:
    retired = {"redirect_to": new, "is_current": False}
    blank = {"name_en": old, "name_ko": old, "type": "", "aliases": []}
    statement = insert_for(connection, actor).values(id=old, **blank, **retired)
    await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=retired))
    await connection.execute(update(actor).where(actor.c.redirect_to == old).values(redirect_to=new))
    tagged = select(article_actor.c.article_id).where(article_actor.c.actor_id == new)
    both = (article_actor.c.actor_id == old) & article_actor.c.article_id.in_(tagged)
    await connection.execute(article_actor.delete().where(both))
    await connection.execute(update(article_actor).where(article_actor.c.actor_id == old).values(actor_id=new))


async def _redirect_filters(connection: AsyncConnection, redirects: dict[str, str]) -> None:
    for row in (await connection.execute(select(subscription.c.id, subscription.c.filter))).all():
        wanted = filter_from_json(row.filter)
        actors = tuple(dict.fromkeys(redirects.get(key, key) for key in wanted.actors))
        if actors != wanted.actors:
            document = filter_to_json(replace(wanted, actors=actors))
            await connection.execute(update(subscription).where(subscription.c.id == row.id).values(filter=document))


def _closeness(row: AnyRow, wanted: str) -> int | None:
    """0 where a name is the text, 1 where one begins with it, 2 where one contains it."""
    names = [name.casefold() for name in (row.id, row.name_en, row.name_ko, *row.aliases)]
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    return 2 if any(wanted in name for name in names) else None


async def _written_about(connection: AsyncConnection, actor_ids: list[str]) -> dict[str, int]:
    statement = select(article_actor.c.actor_id, func.count()).where(article_actor.c.actor_id.in_(actor_ids))
    rows = await connection.execute(statement.group_by(article_actor.c.actor_id))
    return {row[0]: row[1] for row in rows}
