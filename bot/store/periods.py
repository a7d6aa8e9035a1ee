"""What was told in a stretch of time, for briefs: the stories, and of another such time no more than its tags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import ArticleView, Filter, StoryView, TaggedArticle
from bot.store.catalogue import live_actors
from bot.store.filters import conditions
from bot.store.noun import Noun
from bot.store.rows import article_with, current_text, outlet_columns
from bot.store.statements import AnyRow, batches
from bot.store.stories import story_view
from bot.store.story_tables import article_print
from bot.store.tables import actor, analysis, article, article_actor, article_revision, article_theme, story
from bot.tags import Analysis

_STORIES_AT_ONCE = 40
"""So that reading their analyses does not keep the loop from everything else for long."""


@dataclass(frozen=True, slots=True)
class _Time:
    """A stretch of time, by when articles were first seen, and the earliest date that counts as news of it."""

    since: datetime
    until: datetime
    dated_since: datetime

    def holds(self, on: FromClause) -> tuple[ColumnElement[bool], ...]:
        """What an analysed article must be to be of it."""
        seen = on.c.first_seen_at >= self.since, on.c.first_seen_at < self.until
        return *seen, on.c.dated_at >= self.dated_since, on.c.story_id.is_not(None), on.c.analysis_id.is_not(None)


class Periods(Noun):
    """bot.desk.ports.Periods."""

    async def stories_between(
        self, wanted: Filter, *, since: datetime, until: datetime, dated_since: datetime, with_texts: bool, limit: int
    ) -> Sequence[StoryView]:
        """The stories, the newest first, each with its articles of that time only."""
        time = _Time(since, until, dated_since)
        within = time.holds(article)
        found: list[StoryView] = []
        async with self._db.read() as connection:
            passing = await _passing(connection, wanted, time)
            statement = select(article.c.story_id).where(*within, article.c.story_id.in_(passing)).group_by(article.c.story_id)
            newest_first = func.max(article.c.first_seen_at).desc(), article.c.story_id.desc()
            rows = await connection.execute(statement.order_by(*newest_first).limit(limit))
            for batch in batches([row.story_id for row in rows], _STORIES_AT_ONCE):
                light = _light_select(with_texts=with_texts).where(article.c.story_id.in_(batch), *within)
                found += await _stories(connection, batch, light.order_by(article.c.id))
        return found

    async def tags_between(self, wanted: Filter, *, since: datetime, until: datetime, dated_since: datetime) -> Sequence[TaggedArticle]:
        """The articles by their tags, in the order of their ids."""
        time = _Time(since, until, dated_since)
        within = time.holds(article)
        async with self._db.read() as connection:
            passing = await _passing(connection, wanted, time)
            meant = select(article.c.id).where(*within, article.c.story_id.in_(passing)).cte("meant")
            articles = (await connection.execute(_tagged(meant))).all()
            actors = (await connection.execute(_actors(meant))).all()
            themes = (await connection.execute(_themes(meant))).all()
        return _together(articles, actors, themes)


async def _passing(connection: AsyncConnection, wanted: Filter, time: _Time) -> Select[tuple[int]]:
    """The stories with an article of that time that passes the filter."""
    asked = replace(wanted, actors=await live_actors(connection, wanted.actors))
    own = article.alias("own")
    return select(own.c.story_id).where(*time.holds(own), *conditions(asked, own))


def _light_select(*, with_texts: bool) -> Select[Any]:
    texts = (article_revision.c.lead, article_revision.c.body) if with_texts else (literal("").label("lead"), literal("").label("body"))
    own = [article.c[name] for name in ("id", "story_id", "url", "language", "published_at", "first_seen_at")]
    return select(*own, article_revision.c.title, *texts, analysis.c.document, article_print.c.voice_id, *outlet_columns()).select_from(
        current_text()
        .join(analysis, analysis.c.id == article.c.analysis_id)
        .outerjoin(article_print, article_print.c.article_id == article.c.id)
    )


async def _stories(connection: AsyncConnection, story_ids: Sequence[int], articles: Select[Any]) -> list[StoryView]:
    rows = {row.id: row for row in await connection.execute(select(story).where(story.c.id.in_(story_ids)))}
    held: dict[int, list[ArticleView]] = defaultdict(list)
    for row in await connection.execute(articles):
        held[row.story_id].append(article_with(row, Analysis.without_words(row.document)))
    return [story_view(rows[key], held[key]) for key in story_ids if held[key]]


def _tagged(meant: Any) -> Select[Any]:
    tone = analysis.c.document["tone"]["label"].as_string().label("tone")
    is_lead = (story.c.lead_article_id == article.c.id).label("is_lead")
    return (
        select(article.c.id, article.c.story_id, is_lead, article.c.outlet_id, article.c.kind, tone)
        .select_from(article.join(meant, meant.c.id == article.c.id).join(story).join(analysis, analysis.c.id == article.c.analysis_id))
        .order_by(article.c.id)
    )


def _actors(meant: Any) -> Select[Any]:
    named = article_actor.join(meant, meant.c.id == article_actor.c.article_id).outerjoin(actor, actor.c.id == article_actor.c.actor_id)
    columns = article_actor.c.article_id, article_actor.c.actor_id, article_actor.c.salience, actor.c.country
    return select(*columns).select_from(named).order_by(article_actor.c.article_id, article_actor.c.position)


def _themes(meant: Any) -> Select[Any]:
    columns = article_theme.c.article_id, article_theme.c.theme_id, article_theme.c.rank
    named = article_theme.join(meant, meant.c.id == article_theme.c.article_id)
    return select(*columns).select_from(named).order_by(article_theme.c.article_id, article_theme.c.position)


def _together(articles: Sequence[AnyRow], actors: Sequence[AnyRow], themes: Sequence[AnyRow]) -> list[TaggedArticle]:
    acting: dict[int, list[AnyRow]] = defaultdict(list)
    about: dict[int, list[AnyRow]] = defaultdict(list)
    for row in actors:
        acting[row.article_id].append(row)
    for row in themes:
        about[row.article_id].append(row)
    return [
        TaggedArticle(
            story_id=row.story_id,
            is_lead=bool(row.is_lead),
            outlet=row.outlet_id,
            kind=row.kind or "",
            tone=row.tone or "neutral",
            actors=tuple(one.actor_id for one in acting[row.id]),
            themes=tuple(one.theme_id for one in about[row.id]),
            main_themes=tuple(one.theme_id for one in about[row.id] if one.rank == "primary"),
            states=tuple(one.country for one in acting[row.id] if one.salience == "major" and one.country),
        )
        for row in articles
    ]
