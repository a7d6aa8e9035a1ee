"""The tables. docs/store.md tells them in words; migrations/versions makes them; a contract test holds the two together.

Ids of stories, articles, deliveries and subscriptions are never given twice. Times are aware UTC. `lease` is the token of whoever holds
a row until `lease_until`.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from bot.store.columns import BigId, CleanJson, CleanText, Detail, UtcTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
VERSION_TABLE = "desk_schema"
"""Where Alembic keeps the schema's revision: a name of our own, so that a database can be shared with another program's Alembic."""

SCHEMA_REVISION = "0011"
"""The revision that this program works with; a test holds it to the newest migration."""

metadata = MetaData(naming_convention=NAMING)

_WAITING = text("stage = 'new'")
_OPEN = text("state IN ('pending', 'leased', 'unknown')")

meta = Table(
    "meta",
    metadata,
    Column("key", CleanText, primary_key=True),
    Column("value", CleanText, nullable=False),
)

# --- feeds -------------------------------------------------------------------------------------------------------------------

outlet = Table(
    "outlet",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("name", CleanText, nullable=False),
    Column("name_ko", CleanText, nullable=False),
    Column("family", CleanText, nullable=False),
    Column("language", CleanText, nullable=False),
    Column("country", CleanText, nullable=False),
    Column("outlet_class", CleanText, nullable=False),
    Column("site", CleanText, index=True),  # host without www., to know an aggregator's sources by
)

feed = Table(
    "feed",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("slug", CleanText, nullable=False, unique=True),
    Column("outlet_id", CleanText, ForeignKey("outlet.id"), nullable=False, index=True),
    Column("declared_url", CleanText, nullable=False),
    Column("url", CleanText, nullable=False),  # where it is polled: differs from declared_url after a permanent redirect
    Column("interval", Integer, nullable=False),
    Column("fastest", Integer),
    Column("slowest", Integer),
    Column("full_text", CleanText, nullable=False),
    Column("allow_private", Boolean, nullable=False),
    Column("timezone", CleanText),
    Column("title", CleanText),
    Column("origin", CleanText, nullable=False),
    Column("state", CleanText, nullable=False),
    Column("removed_in", CleanText),  # 'chat' or 'file': a feed removed in chat is not brought back by feeds.yaml
    Column("added_at", UtcTime, nullable=False),
    Column("next_poll_at", UtcTime, nullable=False),
    Column("lease", CleanText),
    Column("lease_until", UtcTime),
    Column("etag", CleanText),
    Column("last_modified", CleanText),
    Column("body_hash", CleanText),
    Column("moved_to", CleanText),
    Column("moved_sightings", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("first_polled_at", UtcTime),
    Column("last_polled_at", UtcTime),
    Column("last_success_at", UtcTime),
    Column("last_error", CleanText),
    Column("last_error_detail", Detail),
    Column("last_error_at", UtcTime),
    Column("items", Integer, nullable=False, server_default="0"),
    Column("habits", CleanText),  # bot.pollers.habits: when it brings news, and when it asks to be left alone
    CheckConstraint("state IN ('active', 'paused', 'gone', 'removed')", name="state"),
    CheckConstraint("origin IN ('declared', 'chat')", name="origin"),
    Index("ix_feed_due", "state", "next_poll_at"),
    sqlite_autoincrement=True,
)

feed_day = Table(
    "feed_day",
    metadata,
    Column("feed_id", BigId, ForeignKey("feed.id"), primary_key=True),
    Column("day", CleanText, primary_key=True),  # UTC, ISO 8601
    Column("items", Integer, nullable=False),
)

feed_marks = Table(
    "feed_marks",
    metadata,
    Column("feed_id", BigId, ForeignKey("feed.id"), primary_key=True, autoincrement=False),
    Column("marks", CleanText, nullable=False),  # bot.pollers.known: the items of the last document that need not be read again
)

hub_subscription = Table(
    "hub_subscription",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("feed_id", BigId, ForeignKey("feed.id"), nullable=False, index=True),
    Column("hub", CleanText, nullable=False),
    Column("topic", CleanText, nullable=False),
    Column("base", CleanText, nullable=False),  # the desk's own address; with the path it is what the hub calls
    Column("path", CleanText, nullable=False, unique=True),  # random: whoever knows it may call
    Column("secret", CleanText, nullable=False),  # random: signs what the hub sends
    Column("state", CleanText, nullable=False),
    Column("next_at", UtcTime, nullable=False),  # when the hub is asked next; while a request is under way, when it counts as lost
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("expires_at", UtcTime),  # until when the hub said that it tells
    Column("rung_at", UtcTime),  # of a push for which the feed was not yet looked at
    Column("answered_at", UtcTime),  # when the feed was last made due for a push
    Column("again_at", UtcTime),  # when to look once more, unless news come before
    Column("pushed_at", UtcTime),
    Column("pushes", Integer, nullable=False, server_default="0"),
    Column("missed_at", UtcTime),  # when a look last found news of which the hub had not told
    Column("reason", CleanText),
    CheckConstraint("state IN ('asking', 'live', 'leaving', 'denied')", name="state"),
)

# --- articles and stories ----------------------------------------------------------------------------------------------------

story = Table(
    "story",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("merged_into", BigId, ForeignKey("story.id"), index=True),
    Column("lead_article_id", BigId),  # no foreign key: article.story_id already points here
    Column("first_seen_at", UtcTime, nullable=False),
    Column("last_seen_at", UtcTime, nullable=False, index=True),
    Column("importance", Integer, nullable=False, server_default="0"),  # place in bot.model.IMPORTANCES
    sqlite_autoincrement=True,
)

article = Table(
    "article",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("canonical_key", CleanText, unique=True),  # index_key(canonical_url)
    Column("canonical_url", CleanText),
    Column("url", CleanText),
    Column("feed_id", BigId, ForeignKey("feed.id"), nullable=False, index=True),
    Column("outlet_id", CleanText, ForeignKey("outlet.id"), nullable=False, index=True),
    Column("stage", CleanText, nullable=False),
    Column("announce", CleanText, nullable=False),
    Column("published_at", UtcTime),
    Column("first_seen_at", UtcTime, nullable=False, index=True),
    Column("dated_at", UtcTime, nullable=False, index=True),  # published_at where it is known and not in the future, else first_seen_at
    Column("language", CleanText, nullable=False),
    Column("kind", CleanText),
    Column("relevance", Integer),  # 0 none, 1 partial, 2 core
    Column("tone", CleanText),
    Column("story_id", BigId, ForeignKey("story.id"), index=True),
    Column("title_key", CleanText, index=True),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("next_revision", Integer),  # the changed text that waits to be read; `revision` is the one that was read
    Column("analysis_id", BigId),  # the newest analysis of the newest revision; no foreign key, it would close a circle
    Column("analysis_version", CleanText, index=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("not_before", UtcTime),
    Column("lease", CleanText),
    Column("lease_until", UtcTime),
    Column("reason", CleanText),
    Column("bearing", CleanText),  # JSON of bot.desk.importance.Bearing, from the newest analysis
    CheckConstraint("stage IN ('new', 'done', 'failed')", name="stage"),
    Index("ix_article_waiting", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    Index("ix_article_language_dated_at", "language", "dated_at"),
    Index("ix_article_stage_first_seen_at", "stage", "first_seen_at"),  # what the desk counts for its status
    sqlite_autoincrement=True,
)

entry = Table(
    "entry",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("feed_id", BigId, ForeignKey("feed.id"), nullable=False),
    Column("key", CleanText, nullable=False),  # index_key(Entry.key)
    Column("outlet_id", CleanText, ForeignKey("outlet.id"), nullable=False),
    Column("article_id", BigId, ForeignKey("article.id"), nullable=False, index=True),
    Column("url", CleanText),
    Column("seen_at", UtcTime, nullable=False),
    Column("seen_mark", CleanText),  # bot.desk.edits.seen_mark of what it said last
    Column("shows", Integer),  # the number of the article's text that it shows; NULL: it words the article in its own way
    UniqueConstraint("feed_id", "key"),
)

article_revision = Table(
    "article_revision",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("article_id", BigId, ForeignKey("article.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", CleanText, nullable=False),
    Column("lead", CleanText, nullable=False),
    Column("body", CleanText, nullable=False),
    Column("is_full_text", Boolean, nullable=False),
    Column("is_pruned", Boolean, nullable=False),
    Column("content_hash", CleanText, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("edit_of", Integer),  # of a change at the source: the number of the text that readers had
    Column("is_material", Boolean, nullable=False, server_default=false()),  # of a change: whether readers are told
    UniqueConstraint("article_id", "number"),
)

analysis = Table(
    "analysis",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("revision_id", BigId, ForeignKey("article_revision.id"), nullable=False),
    Column("version", CleanText, nullable=False),
    Column("document", CleanJson, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    UniqueConstraint("revision_id", "version"),
)

article_actor = Table(
    "article_actor",
    metadata,
    Column("article_id", BigId, ForeignKey("article.id"), primary_key=True),
    Column("actor_id", CleanText, primary_key=True),
    Column("salience", CleanText, nullable=False),
    Column("position", Integer, nullable=False),
    Index("ix_article_actor_actor_id_article_id", "actor_id", "article_id"),
)

article_theme = Table(
    "article_theme",
    metadata,
    Column("article_id", BigId, ForeignKey("article.id"), primary_key=True),
    Column("theme_id", CleanText, primary_key=True),
    Column("rank", CleanText, nullable=False),
    Column("position", Integer, nullable=False),
    Index("ix_article_theme_theme_id_article_id", "theme_id", "article_id"),
)

article_search = Table(
    "article_search",
    metadata,
    Column("article_id", BigId, ForeignKey("article.id"), primary_key=True, autoincrement=False),
    Column("document", TSVECTOR, nullable=False),
    Index("ix_article_search_document", "document", postgresql_using="gin"),
    info={"engine": "postgresql"},  # on SQLite a contentless FTS5 table of this name stands in its place
)

# --- what can be tagged ------------------------------------------------------------------------------------------------------

actor = Table(
    "actor",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("name_en", CleanText, nullable=False),
    Column("name_ko", CleanText, nullable=False),
    Column("type", CleanText, nullable=False),
    Column("country", CleanText),
    Column("wikidata", CleanText),
    Column("aliases", CleanJson, nullable=False),
    Column("redirect_to", CleanText),
    Column("is_current", Boolean, nullable=False),
)

theme = Table(
    "theme",
    metadata,
    Column("id", CleanText, primary_key=True),
    Column("name_en", CleanText, nullable=False),
    Column("name_ko", CleanText, nullable=False),
    Column("group", CleanText, nullable=False),
    Column("position", Integer, nullable=False),
    Column("is_current", Boolean, nullable=False),
)

# --- subscriptions and deliveries --------------------------------------------------------------------------------------------

subscription = Table(
    "subscription",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("adapter", CleanText, nullable=False),
    Column("workspace", CleanText, nullable=False),
    Column("channel", CleanText, nullable=False),
    Column("name", CleanText, nullable=False),
    Column("filter", CleanJson, nullable=False),
    Column("language", CleanText, nullable=False),
    Column("cap", Integer, nullable=False),
    Column("is_paused", Boolean, nullable=False),
    Column("created_by", CleanText, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("schedule", CleanJson),  # NULL: at once
    Column("mention", CleanText),
    Column("paused_because", CleanText),
    Column("watch", CleanJson),  # a list of bot.model.Watch; NULL: it tells of articles
    Index("ix_subscription_destination", "adapter", "workspace", "channel"),
    sqlite_autoincrement=True,
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("key", CleanText, nullable=False, unique=True),  # travels with the message; at most 25 characters (Discord's nonce)
    Column("adapter", CleanText, nullable=False),
    Column("workspace", CleanText, nullable=False),
    Column("channel", CleanText, nullable=False),
    Column("purpose", CleanText, nullable=False),
    Column("dedup_key", CleanText, nullable=False),
    Column("subscription_id", BigId, ForeignKey("subscription.id", ondelete="SET NULL"), index=True),
    Column("language", CleanText, nullable=False),
    Column("story_id", BigId, ForeignKey("story.id"), index=True),
    Column("brief_id", BigId, ForeignKey("delivery.id"), index=True),
    Column("state", CleanText, nullable=False),
    Column("not_before", UtcTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("lease", CleanText),
    Column("lease_until", UtcTime),
    Column("message_id", CleanText),
    Column("reason", CleanText),
    Column("created_at", UtcTime, nullable=False),
    Column("settled_at", UtcTime),
    UniqueConstraint("adapter", "workspace", "channel", "purpose", "dedup_key", name="uq_delivery_dedup"),
    CheckConstraint("state IN ('pending', 'leased', 'sent', 'unknown', 'folded', 'dead')", name="state"),
    Index("ix_delivery_open", "adapter", "workspace", "channel", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    Index("ix_delivery_created_at", "created_at"),
    Index("ix_delivery_state_purpose", "state", "purpose"),
    sqlite_autoincrement=True,
)

# --- chat: settings by scope, and who may ------------------------------------------------------------------------------------


def _keys(*names: str) -> list[Column[str]]:
    return [Column(name, CleanText, primary_key=True) for name in names]


channel_setting = Table(
    "channel_setting", metadata, *_keys("adapter", "workspace", "channel"), Column("preferences", CleanJson, nullable=False)
)

person_setting = Table("person_setting", metadata, *_keys("adapter", "person"), Column("preferences", CleanJson, nullable=False))

workspace_claim = Table(
    "workspace_claim",
    metadata,
    *_keys("adapter", "workspace"),
    Column("claimed_by", CleanText, nullable=False),
    Column("claimed_at", UtcTime, nullable=False),
)

workspace_manager = Table("workspace_manager", metadata, *_keys("adapter", "workspace", "manager"))

muted_story = Table(
    "muted_story",
    metadata,
    *_keys("adapter", "workspace", "channel"),
    Column("story_id", BigId, ForeignKey("story.id"), primary_key=True, autoincrement=False, index=True),
    Column("muted_at", UtcTime, nullable=False),
)

tag_report = Table(
    "tag_report",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("story_id", BigId, ForeignKey("story.id"), nullable=False, index=True),
    Column("tag", CleanText, nullable=False),
    Column("note", CleanText, nullable=False),
    Column("adapter", CleanText, nullable=False),
    Column("workspace", CleanText, nullable=False),
    Column("channel", CleanText, nullable=False),
    Column("person", CleanText, nullable=False),
    Column("reported_at", UtcTime, nullable=False),
    Column("article_id", BigId),  # no foreign key: it tells what was seen, and retention takes old articles away
    sqlite_autoincrement=True,
)
