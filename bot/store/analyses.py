"""Write what the handlers said of an article: the document, and the projections that filters ask."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.importance import bearing_of
from bot.model import OutletClass
from bot.store.statements import insert_for
from bot.store.tables import analysis, article, article_actor, article_theme, outlet
from bot.tags import Analysis


async def write_analysis(connection: AsyncConnection, article_id: int, revision_id: int, said: Analysis, at: datetime) -> None:
    """Store the analysis of a revision and make it the article's own; one of the same version is replaced."""
    statement = insert_for(connection, analysis).values(revision_id=revision_id, version=said.version, document=dict(said.raw), made_at=at)
    newest = statement.on_conflict_do_update(
        index_elements=["revision_id", "version"], set_={"document": statement.excluded.document, "made_at": at}
    )
    await connection.execute(newest)
    stands = select(outlet.c.outlet_class).join(article, article.c.outlet_id == outlet.c.id).where(article.c.id == article_id)
    stored = select(analysis.c.id).where(analysis.c.revision_id == revision_id, analysis.c.version == said.version)
    values: dict[str, Any] = {
        "analysis_id": await connection.scalar(stored),
        "analysis_version": said.version,
        "language": said.language,
        "kind": said.kind,
        "relevance": said.nearness,
        "bearing": bearing_of(said, OutletClass((await connection.execute(stands)).scalar_one())).to_text(),
        "tone": said.tone.label,
    }
    await connection.execute(update(article).where(article.c.id == article_id).values(values))
    await _project(connection, article_id, said)


async def _project(connection: AsyncConnection, article_id: int, said: Analysis) -> None:
    for table in (article_actor, article_theme):
        await connection.execute(delete(table).where(table.c.article_id == article_id))
    actors = {tag.id: tag.salience for tag in reversed(said.actors)}
    if actors:
        lines = [
            {"article_id": article_id, "actor_id": key, "salience": actors[key], "position": place}
            for place, key in enumerate(reversed(actors))
        ]
        await connection.execute(article_actor.insert(), lines)
    themes = {tag.id: tag.rank for tag in reversed(said.themes)}
    if themes:
        lines = [
            {"article_id": article_id, "theme_id": key, "rank": themes[key], "position": place}
            for place, key in enumerate(reversed(themes))
        ]
        await connection.execute(article_theme.insert(), lines)
