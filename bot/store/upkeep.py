"""Upkeep: retention, re-analysis, backup, readiness."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Select, and_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreError
from bot.model import ArticleView
from bot.store.analyses import write_analysis
from bot.store.failures import place
from bot.store.index import Document
from bot.store.noun import Noun
from bot.store.rows import article_select, article_view
from bot.store.statements import AnyRow
from bot.store.tables import VERSION_TABLE, article, article_revision
from bot.store.weights import weigh_story
from bot.tags import Analysis

_PRUNE_BATCH = 200


class Upkeep(Noun):
    """What keeps a store healthy; none of it makes deliveries."""

    async def prune_full_texts(self, before: datetime) -> int:
        """Blank the bodies of articles first seen before then, in small commits; title, lead, tags and the words that caused them stay,
        and the search finds the article by its title and lead. Articles that still wait are left alone. Returns how many were blanked."""
        count = 0
        while True:
            async with self._db.write() as connection:
                rows = (await connection.execute(_prunable(before))).all()
                for row in rows:
                    await self._prune(connection, row)
            count += len(rows)
            if len(rows) < _PRUNE_BATCH:
                return count

    async def _prune(self, connection: AsyncConnection, row: AnyRow) -> None:
        blanked = {"body": "", "is_pruned": True}
        await connection.execute(update(article_revision).where(article_revision.c.id == row.id).values(blanked))
        if row.number == row.revision:
            old = Document(row.article_id, row.language, row.title, row.lead, row.body)
            await self._index.replace(connection, old, replace(old, body=""))

    async def stale_analyses(self, version: str, *, limit: int) -> Sequence[ArticleView]:
        """Analysed articles whose analysis is of another version, newest first; those whose text was blanked are left as they are."""
        stale = and_(article.c.stage == "done", article.c.analysis_version != version, article_revision.c.is_pruned.is_(False))
        async with self._db.read() as connection:
            rows = await connection.execute(article_select().where(stale).order_by(article.c.id.desc()).limit(limit))
            return [article_view(row) for row in rows]

    async def save_analysis(self, article_id: int, analysis: Analysis) -> None:
        """Put a new analysis in the place of the old one, on the same text: tags, filters and the weight of its story change, but not
        which articles the story has, nor what was sent."""
        newest = and_(article_revision.c.article_id == article.c.id, article_revision.c.number == article.c.revision)
        texts = (article_revision.c[name] for name in ("title", "lead", "body"))
        statement = (
            select(article_revision.c.id, article.c.language, article.c.story_id, *texts)
            .join(article, newest)
            .where(article.c.id == article_id, article.c.analysis_id.is_not(None))
        )
        async with self._db.write() as connection:
            row = (await connection.execute(statement)).first()
            if row is None:
                raise StoreError(f"There is no analysed article {article_id}.")
            old = Document(article_id, row.language, row.title, row.lead, row.body)
            await self._index.replace(connection, old, replace(old, language=analysis.language))
            await write_analysis(connection, article_id, row.id, analysis, self._clock.now())
            await weigh_story(connection, row.story_id)

    async def ping(self) -> None:
        """Raises StoreUnavailableError or StoreError where the database does not answer."""
        async with self._db.read() as connection:
            await connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608 - a constant

    async def backup(self, target: Path) -> Path:
        """Copy the SQLite database, as it is at one moment, while the desk runs (SQLite's online backup). Returns the file's path.

        `target` is a new file, or a folder in which one is made. Raises StoreError where it exists or cannot be written, and on
        PostgreSQL, which has tools of its own.
        """
        if not self._db.is_sqlite:
            raise StoreError(f"{place(self._db.url)} is backed up with PostgreSQL's own tool: pg_dump --format=custom --file=desk.dump")
        try:
            return await asyncio.to_thread(_copy, str(self._db.url.database), target, self._clock.now())
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"The backup could not be written to {target}: {error}.") from error


def _prunable(before: datetime) -> Select[Any]:
    columns = ("id", "article_id", "number", "title", "lead", "body")
    return (
        select(*(article_revision.c[name] for name in columns), article.c.revision, article.c.language)
        .join(article, article.c.id == article_revision.c.article_id)
        .where(
            article.c.first_seen_at < before,
            article.c.stage != "new",
            article_revision.c.is_pruned.is_(False),
            article_revision.c.body != "",
        )
        .order_by(article_revision.c.id)
        .limit(_PRUNE_BATCH)
    )


def _copy(source: str, target: Path, now: datetime) -> Path:
    """All pages in one step: one snapshot, and in WAL mode no writer waits. The file appears under its name only when it is whole."""
    if target.is_dir():
        target = target / f"alliance-desk-{now:%Y%m%d-%H%M%S}.sqlite3"
    if target.exists():
        raise StoreError(f"The backup file {target} exists already. Name another one.")
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(partial)) as there:
            here.backup(there)
            if there.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("the copy is damaged")
        partial.rename(target)
        return target
    finally:
        partial.unlink(missing_ok=True)
