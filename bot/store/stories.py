"""Stories: permanent ids, redirects, and how they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreError
from bot.model import IMPORTANCES, ArticleView, StoryView
from bot.store.edits import edits_of
from bot.store.rows import article_select, article_view
from bot.store.statements import AnyRow, batches
from bot.store.tables import article, story

_ALERT = "story"


def alert_key(story_id: int) -> str:
    """The dedup key of a story's alert."""
    return f"{_ALERT}:{story_id}"


def story_of_alert(dedup_key: str) -> int | None:
    """The story from such a key; None for a key of another make."""
    kind, _, number = dedup_key.partition(":")
    return int(number) if kind == _ALERT and number.isdecimal() else None


async def live_story(connection: AsyncConnection, story_id: int) -> int:
    """The id after redirects. Raises StoreError for a story that never was."""
    row = (await connection.execute(select(story.c.merged_into).where(story.c.id == story_id))).first()
    if row is None:
        raise StoreError(f"There is no story {story_id}.")
    return story_id if row.merged_into is None else int(row.merged_into)


async def story_views(connection: AsyncConnection, story_ids: Sequence[int]) -> list[StoryView]:
    """Stories in the order asked for, redirects followed, each once; missing ones are left out."""
    asked = list(dict.fromkeys(story_ids))
    live: dict[int, int] = {}
    rows: dict[int, AnyRow] = {}
    articles: dict[int, list[ArticleView]] = {}
    for batch in batches(asked):
        found = await connection.execute(select(story.c.id, func.coalesce(story.c.merged_into, story.c.id)).where(story.c.id.in_(batch)))
        live |= {row[0]: row[1] for row in found}
    wanted = list(dict.fromkeys(live[key] for key in asked if key in live))
    for batch in batches(wanted):
        rows |= {row.id: row for row in await connection.execute(select(story).where(story.c.id.in_(batch)))}
        for row in await connection.execute(article_select().where(article.c.story_id.in_(batch)).order_by(article.c.id)):
            articles.setdefault(row.story_id, []).append(article_view(row))
    edits = await edits_of(connection, [item.id for items in articles.values() for item in items])
    articles = {key: [replace(item, edits=edits.get(item.id, ())) for item in items] for key, items in articles.items()}
    return [story_view(rows[key], articles[key]) for key in wanted if key in articles]


def story_view(row: AnyRow, articles: Sequence[ArticleView]) -> StoryView:
    """A row of `story` with those of its articles that are meant."""
    lead = next((item for item in articles if item.id == row.lead_article_id), articles[0])
    return StoryView(row.id, lead, tuple(articles), row.first_seen_at, row.last_seen_at, IMPORTANCES[row.importance])
