"""Search: our tokens, asked of FTS5 or of a tsvector; newest first, or by rank within the newest hits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, column, func, literal_column, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Filter, SearchHit, SearchOrder
from bot.store.catalogue import live_actors
from bot.store.filters import conditions
from bot.store.noun import Noun
from bot.store.rows import RELEVANCE, current_text, outlet_columns, outlet_of
from bot.store.tables import article, article_actor, article_revision, article_search, article_theme
from bot.store.tokens import Term

RANK_WINDOW = 2_000
_FTS = table("article_search", column("rowid"))


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
            narrowed = conditions(_with_actors(wanted, await live_actors(connection, wanted.actors)))
            if since is not None:
                narrowed.append(article.c.first_seen_at >= since)
            hits = _hits_by(order, terms, narrowed, is_sqlite=self._db.is_sqlite)
            statement = hits.limit(limit).offset(offset)
            ids = [int(row[0]) for row in await connection.execute(statement, _parameters(connection, terms))]
            return await _hits(connection, ids)


def _with_actors(wanted: Filter, actors: tuple[str, ...]) -> Filter:
    return Filter(actors, wanted.themes, wanted.languages, wanted.outlets, wanted.kinds, wanted.minimum_relevance)


def _hits_by(order: SearchOrder, terms: list[Term], narrowed: list[ColumnElement[bool]], *, is_sqlite: bool) -> Select[Any]:
    """Ids of the hits, all of them, in order."""
    if not terms:
        return select(article.c.id).where(*narrowed).order_by(article.c.id.desc())
    found = _sqlite_hits(narrowed, order) if is_sqlite else _postgresql_hits(narrowed, order)
    if order is SearchOrder.NEWEST:
        return found
    window = found.limit(RANK_WINDOW).subquery("hits")
    rank = window.c.rank if is_sqlite else func.ts_rank(window.c.document, text("CAST(CAST(:question AS text) AS tsquery)")).desc()
    return select(window.c.id).order_by(rank, window.c.id.desc())


def _sqlite_hits(narrowed: list[ColumnElement[bool]], order: SearchOrder) -> Select[Any]:
    matches = text("article_search MATCH :question")
    columns: list[Any] = [_FTS.c.rowid.label("id")]
    if order is SearchOrder.RANK:
        columns.append(literal_column("bm25(article_search, 5.0, 1.0)").label("rank"))
    statement = select(*columns).where(matches).order_by(_FTS.c.rowid.desc())
    if narrowed:
        statement = statement.join_from(_FTS, article, article.c.id == _FTS.c.rowid).where(*narrowed)
    return statement


def _postgresql_hits(narrowed: list[ColumnElement[bool]], order: SearchOrder) -> Select[Any]:
    matches = text("article_search.document @@ CAST(CAST(:question AS text) AS tsquery)")
    columns: list[Any] = [article_search.c.article_id.label("id")]
    if order is SearchOrder.RANK:
        columns.append(article_search.c.document)
    statement = select(*columns).where(matches).order_by(article_search.c.article_id.desc())
    if narrowed:
        statement = statement.join_from(article_search, article, article.c.id == article_search.c.article_id).where(*narrowed)
    return statement


def _parameters(connection: AsyncConnection, terms: list[Term]) -> dict[str, str]:
    if not terms:
        return {}
    return {"question": fts5_question(terms) if connection.dialect.name == "sqlite" else tsquery(terms)}


def fts5_question(terms: Sequence[Term]) -> str:
    """The terms as an FTS5 expression: every token stands in quotes, so nothing of a reader's text is syntax."""
    phrases = ['"{}"{}'.format(" ".join(term.tokens).replace('"', ""), "*" if term.is_prefix else "") for term in terms]
    return " AND ".join(phrases)


def tsquery(terms: Sequence[Term]) -> str:
    """The terms as a tsquery literal: every token is a quoted lexeme."""
    return " & ".join("({})".format(" <-> ".join(_lexeme(token, is_prefix=term.is_prefix) for token in term.tokens)) for term in terms)


def _lexeme(token: str, *, is_prefix: bool) -> str:
    quoted = token.replace("\\", "").replace("'", "")
    return f"'{quoted}'{':*' if is_prefix else ''}"


async def _hits(connection: AsyncConnection, ids: list[int]) -> list[SearchHit]:
    if not ids:
        return []
    names = ("id", "story_id", "url", "language", "published_at", "first_seen_at", "kind", "relevance")
    statement = select(*(article.c[name] for name in names), article_revision.c.title, *outlet_columns()).select_from(current_text())
    rows = {row.id: row for row in await connection.execute(statement.where(article.c.id.in_(ids)))}
    actors = await _tags(connection, article_actor.c.article_id, article_actor.c.actor_id, article_actor.c.position, ids)
    themes = await _tags(connection, article_theme.c.article_id, article_theme.c.theme_id, article_theme.c.position, ids)
    return [
        SearchHit(
            article_id=row.id,
            story_id=row.story_id,
            title=row.title,
            url=row.url,
            outlet=outlet_of(row),
            language=row.language,
            published_at=row.published_at,
            first_seen_at=row.first_seen_at,
            kind=row.kind,
            relevance=None if row.relevance is None else RELEVANCE[row.relevance],
            theme_ids=themes.get(row.id, ()),
            actor_ids=actors.get(row.id, ()),
        )
        for row in (rows[key] for key in ids if key in rows)
    ]


async def _tags(
    connection: AsyncConnection, of: ColumnElement[int], tag: ColumnElement[str], place: ColumnElement[int], ids: list[int]
) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for article_id, name in await connection.execute(select(of, tag).where(of.in_(ids)).order_by(of, place)):
        found.setdefault(article_id, []).append(name)
    return {article_id: tuple(names) for article_id, names in found.items()}
