"""Stories and articles read back, and the desk's counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from bot.model import ArticleView, DeliveryState, DeskStatus, FeedState, Filter, Outlet, Purpose, StoryView
from bot.store.catalogue import VERSION_KEY, live_actors
from bot.store.edits import edits_of
from bot.store.filters import conditions
from bot.store.noun import Noun
from bot.store.rows import article_select, article_view, outlet_columns, outlet_of
from bot.store.stories import story_views
from bot.store.tables import article, article_revision, delivery, feed, meta, outlet, story, subscription

_SUGGESTED_FROM = 1_000
_EDGE = re.compile(r"[\W_]+")


class Library(Noun):
    """bot.desk.ports.Library, but for search, the catalogue, activity and feeds, which stand in modules of their own."""

    async def latest(
        self, wanted: Filter, *, limit: int, before: datetime | None = None, since: datetime | None = None
    ) -> Sequence[StoryView]:
        """Newest stories with an article that passes the filter (keywords excepted), by last_seen_at."""
        async with self._db.read() as connection:
            asked = replace(wanted, actors=await live_actors(connection, wanted.actors))
            passing = select(article.c.id).where(article.c.story_id == story.c.id, *conditions(asked)).correlate(story).exists()
            statement = select(story.c.id).where(story.c.merged_into.is_(None), passing)
            if before is not None:
                statement = statement.where(story.c.last_seen_at < before)
            if since is not None:
                statement = statement.where(story.c.last_seen_at >= since)
            found = await connection.execute(statement.order_by(story.c.last_seen_at.desc(), story.c.id.desc()).limit(limit))
            return await story_views(connection, [row.id for row in found])

    async def story(self, story_id: int) -> StoryView | None:
        """A merged story's id gives the story that lives on."""
        return next(iter(await self.stories([story_id])), None)

    async def stories(self, story_ids: Sequence[int]) -> Sequence[StoryView]:
        """In the order asked for, each once; missing ones are left out."""
        async with self._db.read() as connection:
            return await story_views(connection, story_ids)

    async def article(self, article_id: int) -> ArticleView | None:
        async with self._db.read() as connection:
            row = (await connection.execute(article_select().where(article.c.id == article_id))).first()
            edits = await edits_of(connection, [article_id])
        return None if row is None else replace(article_view(row), edits=edits.get(article_id, ()))

    async def suggest_stories(self, text: str, *, limit: int) -> Sequence[tuple[int, str]]:
        """(story id, headline) of recent stories whose words begin with `text`, newest first; all recent ones for an empty text."""
        newest = (
            select(story.c.id, article_revision.c.title)
            .join(article, article.c.id == story.c.lead_article_id)
            .join(article_revision, (article_revision.c.article_id == article.c.id) & (article_revision.c.number == article.c.revision))
            .where(story.c.merged_into.is_(None))
            .order_by(story.c.last_seen_at.desc(), story.c.id.desc())
            .limit(_SUGGESTED_FROM)
        )
        wanted = _spaced(text)
        async with self._db.read() as connection:
            rows = (await connection.execute(newest)).all()
        return [(row.id, row.title) for row in rows if wanted in _spaced(row.title)][:limit]

    async def outlets(self) -> Sequence[Outlet]:
        """By name."""
        async with self._db.read() as connection:
            rows = await connection.execute(select(*outlet_columns()).order_by(outlet.c.name, outlet.c.id))
            return [outlet_of(row) for row in rows]

    async def status(self) -> DeskStatus:
        """Counts of now. Each is a range or the whole of an index: grouping the articles by stage took forty times as long."""
        active = select(func.count()).select_from(feed).where(feed.c.state == FeedState.ACTIVE.value)
        stories = select(func.count()).select_from(story)
        waiting = article.c.stage == "new"
        # The redrawing of an alert is no message of its own.
        messages = select(func.count()).select_from(delivery).where(delivery.c.purpose != Purpose.EDIT.value)
        counts = {
            "feeds": active,
            "failing": active.where(feed.c.failures > 0),
            "articles": select(func.count()).select_from(article),
            "waiting": select(func.count()).select_from(article).where(waiting),
            "failed": select(func.count()).select_from(article).where(article.c.stage == "failed"),
            "stories": stories,
            "merged": stories.where(story.c.merged_into.is_not(None)),
            "subscriptions": select(func.count()).select_from(subscription),
            "oldest_waiting": select(func.min(article.c.first_seen_at)).where(waiting, article.c.next_revision.is_(None)),
            "last_article": select(func.max(article.c.first_seen_at)),
            "version": select(meta.c.value).where(meta.c.key == VERSION_KEY),
            **{state.value: messages.where(delivery.c.state == state.value) for state in DeliveryState},
        }
        async with self._db.read() as connection:
            row = (await connection.execute(select(*(part.scalar_subquery().label(name) for name, part in counts.items())))).one()
        return DeskStatus(
            feeds_active=row.feeds,
            feeds_failing=row.failing,
            articles=row.articles,
            articles_waiting=row.waiting,
            articles_failed=row.failed,
            stories=row.stories - row.merged,
            subscriptions=row.subscriptions,
            deliveries={state.value: getattr(row, state.value) for state in DeliveryState},
            oldest_waiting_at=row.oldest_waiting,
            last_article_at=row.last_article,
            ontology_version=row.version or "",
        )


def _spaced(text: str) -> str:
    """Words with one space before each, so that a prefix of a word is a substring."""
    return f" {_EDGE.sub(' ', text.casefold()).strip()}"
