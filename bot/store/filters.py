"""A Filter as conditions on `article`; its keywords are matched by the desk, not here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, select

from bot.model import IMPORTANCES, Filter
from bot.store.tables import article, article_actor, article_theme, story
from bot.tags import RELEVANCES


def conditions(wanted: Filter, on: FromClause = article) -> list[ColumnElement[bool]]:
    """What an article must be; empty where the filter asks nothing. A minimum above `none` leaves out what is not analysed yet."""
    listed: list[tuple[ColumnElement[Any], tuple[str, ...]]] = [
        (on.c.language, wanted.languages),
        (on.c.outlet_id, wanted.outlets),
        (on.c.kind, wanted.kinds),
    ]
    found: list[ColumnElement[bool]] = [column.in_(values) for column, values in listed if values]
    if wanted.minimum_relevance != "none":
        found.append(on.c.relevance >= RELEVANCES.index(wanted.minimum_relevance))
    if wanted.minimum_importance != "low":
        weighed = story.alias("weighed")
        heavy = and_(weighed.c.id == on.c.story_id, weighed.c.importance >= IMPORTANCES.index(wanted.minimum_importance))
        found.append(select(weighed.c.id).where(heavy).exists())
    if wanted.actors:
        tagged = and_(article_actor.c.article_id == on.c.id, article_actor.c.actor_id.in_(wanted.actors))
        found.append(select(article_actor.c.article_id).where(tagged).exists())
    if wanted.themes:
        tagged = and_(article_theme.c.article_id == on.c.id, article_theme.c.theme_id.in_(wanted.themes))
        found.append(select(article_theme.c.article_id).where(tagged).exists())
    return found
