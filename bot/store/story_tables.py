"""The tables by which articles find their stories, and what they say there; a part of bot.store.tables."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table

from bot.store.columns import BigId, CleanText, UtcTime
from bot.store.tables import metadata

story_profile = Table(
    "story_profile",
    metadata,
    Column("story_id", BigId, ForeignKey("story.id"), primary_key=True, autoincrement=False),
    Column("last_at", UtcTime, nullable=False, index=True),  # when its newest article was published; old ones are closed, and deleted
    Column("profile", CleanText, nullable=False),  # JSON of bot.desk.stories.vectors.Profile
)

story_key = Table(
    "story_key",
    metadata,
    Column("key", CleanText, primary_key=True),
    Column("story_id", BigId, ForeignKey("story.id"), primary_key=True, autoincrement=False, index=True),
)

term_count = Table(
    "term_count",
    metadata,
    Column("key", CleanText, primary_key=True),
    Column("articles", Integer, nullable=False),
)

article_print = Table(
    "article_print",
    metadata,
    Column("article_id", BigId, ForeignKey("article.id"), primary_key=True, autoincrement=False),
    Column("voice_id", BigId, ForeignKey("article.id"), nullable=False, index=True),  # the article that it reprints, or itself
    Column("sketch", CleanText, nullable=False),  # JSON, a list of numbers
)

article_news = Table(
    "article_news",
    metadata,
    Column("article_id", BigId, ForeignKey("article.id"), primary_key=True, autoincrement=False),
    Column("claims", CleanText, nullable=False),  # JSON of bot.desk.claims.Claims
    Column("news", CleanText),  # JSON, a list of bot.model.Development; NULL where it brought its story nothing
)
