"""Search: our tokens, asked of FTS5 or of a tsvector; newest first, or by rank within the newest hits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Filter, SearchHit, SearchOrder
from bot.store.catalogue import live_actors
from bot.store.matching import all_hits, postgresql_hits, recent_hits, sqlite_hits
from bot.store.noun import Noun
from bot.store.rows import current_text, outlet_columns, outlet_of
from bot.store.statements import AnyRow
from bot.store.tables import article, article_actor, article_revision, article_theme
from bot.tags import RELEVANCES


class Search(Noun):
    """Articles by words."""

    async def search(
        self, text: str, wanted: Filter, *, since: datetime | None, order: SearchOrder, limit: int, offset: int = 0
    ) -> Sequence[SearchHit]:
        """Articles that have all words of `text`; those that pass the filter for an empty text, none for one without letter or digit.

        NEWEST is in order of arrival. RANK is BM25 on SQLite and ts_rank on PostgreSQL, the title weighing more than the body, within
        the newest 2,000 hits.
        """
        terms = self._tokenizer.terms(text)
        if text.strip() and not terms:
            return []
        async with self._db.read() as connection:
            asked = replace(wanted, actors=await live_actors(connection, wanted.actors))
            if not terms:
                return await _fetched(connection, all_hits(asked, since), limit, offset)
            if self._db.is_sqlite:
                return await _fetched(connection, sqlite_hits(terms, asked, since, order), limit, offset)
            if order is SearchOrder.NEWEST:
                recent = await _fetched(connection, recent_hits(terms, asked, since), limit, offset)
                if len(recent) == limit:
                    return recent
            return await _fetched(connection, postgresql_hits(terms, asked, since, order), limit, offset)


async def _fetched(connection: AsyncConnection, hits: Select[Any], limit: int, offset: int) -> list[SearchHit]:
    return [_hit(row) for row in await connection.execute(_read(hits.limit(limit).offset(offset)))]


def _read(hits: Select[Any]) -> Select[Any]:
    """All that is shown of the hits, in one statement: every further one costs several turns between the threads of SQLite's driver."""
    found = hits.subquery("found")
    names = ("id", "story_id", "url", "language", "published_at", "first_seen_at", "kind", "relevance")
    return (
        select(
            *(article.c[name] for name in names),
            article_revision.c.title,
            *outlet_columns(),
            _tags(article_actor, article_actor.c.actor_id).label("actors"),
            _tags(article_theme, article_theme.c.theme_id).label("themes"),
        )
        .select_from(current_text().join(found, found.c.id == article.c.id))
        .order_by(found.c.score, article.c.id.desc())
    )


def _tags(table: Table, tag: ColumnElement[str]) -> ColumnElement[str]:
    """The tags of an article in their order, joined by newlines."""
    ordered = select(tag.label("tag")).where(table.c.article_id == article.c.id).order_by(table.c.position).correlate(article)
    return select(func.aggregate_strings(ordered.subquery().c.tag, "\n")).scalar_subquery()


def _hit(row: AnyRow) -> SearchHit:
    return SearchHit(
        article_id=row.id,
        story_id=row.story_id,
        title=row.title,
        url=row.url,
        outlet=outlet_of(row),
        language=row.language,
        published_at=row.published_at,
        first_seen_at=row.first_seen_at,
        kind=row.kind,
        relevance=None if row.relevance is None else RELEVANCES[row.relevance],
        theme_ids=tuple((row.themes or "").split()),
        actor_ids=tuple((row.actors or "").split()),
    )
