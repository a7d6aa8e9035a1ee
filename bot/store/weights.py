"""How much weight stories have, kept on them so that filters can ask for it; read and written on an open connection."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.importance import Bearing, Telling, weigh
from bot.desk.moments import moment_of
from bot.model import IMPORTANCES, Importance
from bot.store.story_tables import article_print
from bot.store.tables import article, outlet, story


async def weigh_story(connection: AsyncConnection, story_id: int) -> None:
    """Write the story's level by its articles as they are now. An official statement leads it once it has one."""
    weight = weigh(await _tellings(connection, story_id))
    values: dict[str, int] = {"importance": IMPORTANCES.index(weight.level)}
    if weight.primary is not None:
        values["lead_article_id"] = weight.primary
    await connection.execute(update(story).where(story.c.id == story_id).values(values))


async def least_importance(connection: AsyncConnection, story_ids: Sequence[int]) -> Importance:
    """The lowest level among the stories (none of them merged away); low for none."""
    lowest = await connection.scalar(select(func.min(story.c.importance)).where(story.c.id.in_(story_ids)))
    return IMPORTANCES[lowest or 0]


async def _tellings(connection: AsyncConnection, story_id: int) -> list[Telling]:
    columns = [article.c[name] for name in ("id", "published_at", "first_seen_at", "bearing")]
    rows = await connection.execute(
        select(*columns, outlet.c.family, article_print.c.voice_id)
        .join(outlet, outlet.c.id == article.c.outlet_id)
        .outerjoin(article_print, article_print.c.article_id == article.c.id)
        .where(article.c.story_id == story_id)
    )
    return [
        Telling(row.id, row.family, row.voice_id or row.id, moment_of(row.published_at, row.first_seen_at), Bearing.from_text(row.bearing))
        for row in rows
    ]
