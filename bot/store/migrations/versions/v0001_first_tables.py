"""The first tables.

Revision: 0001, after nothing.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    _feeds()
    _articles()
    _tags()
    _deliveries()
    _search()


def downgrade() -> None:
    op.drop_table("article_search")
    for name in (
        "delivery",
        "subscription",
        "theme",
        "actor",
        "article_theme",
        "article_actor",
        "analysis",
        "article_revision",
        "entry",
        "article",
        "story",
        "feed_day",
        "feed",
        "outlet",
        "meta",
    ):
        op.drop_table(name)


def _text(name: str, *, nullable: bool = False, primary_key: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=nullable, primary_key=primary_key)


def _time(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, TIME, nullable=nullable)


def _id() -> sa.Column[Any]:
    return sa.Column("id", ID, primary_key=True)


def _ref(name: str, target: str, *, nullable: bool = False, ondelete: str | None = None, primary_key: bool = False) -> sa.Column[Any]:
    kind: Any = sa.Text() if target == "outlet.id" else ID
    return sa.Column(name, kind, sa.ForeignKey(target, ondelete=ondelete), nullable=nullable, primary_key=primary_key)


def _count(name: str, *, default: str | None = "0") -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=default)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _index(table: str, *columns: str, name: str | None = None, where: str | None = None) -> None:
    condition = None if where is None else sa.text(where)
    op.create_index(name or f"ix_{table}_{'_'.join(columns)}", table, list(columns), sqlite_where=condition, postgresql_where=condition)


def _feeds() -> None:
    op.create_table("meta", _text("key", primary_key=True), _text("value"))
    op.create_table(
        "outlet",
        _text("id", primary_key=True),
        *(_text(name) for name in ("name", "name_ko", "family", "language", "country", "outlet_class")),
        _text("site", nullable=True),
    )
    _index("outlet", "site")
    op.create_table(
        "feed",
        _id(),
        _text("slug"),
        _ref("outlet_id", "outlet.id"),
        _text("declared_url"),
        _text("url"),
        _count("interval", default=None),
        _text("full_text"),
        _flag("allow_private"),
        _text("timezone", nullable=True),
        _text("title", nullable=True),
        _text("origin"),
        _text("state"),
        _text("removed_in", nullable=True),
        _time("added_at", nullable=False),
        _time("next_poll_at", nullable=False),
        _text("lease", nullable=True),
        _time("lease_until"),
        *(_text(name, nullable=True) for name in ("etag", "last_modified", "body_hash", "moved_to")),
        _count("moved_sightings"),
        _count("failures"),
        _time("first_polled_at"),
        _time("last_polled_at"),
        _time("last_success_at"),
        _text("last_error", nullable=True),
        _text("last_error_detail", nullable=True),
        _time("last_error_at"),
        _count("items"),
        sa.UniqueConstraint("slug"),
        sa.CheckConstraint("state IN ('active', 'paused', 'gone', 'removed')", name="state"),
        sa.CheckConstraint("origin IN ('declared', 'chat')", name="origin"),
        sqlite_autoincrement=True,
    )
    _index("feed", "outlet_id")
    _index("feed", "state", "next_poll_at", name="ix_feed_due")
    op.create_table("feed_day", _ref("feed_id", "feed.id", primary_key=True), _text("day", primary_key=True), _count("items", default=None))


def _articles() -> None:
    op.create_table(
        "story",
        _id(),
        _ref("merged_into", "story.id", nullable=True),
        sa.Column("lead_article_id", ID),
        _time("first_seen_at", nullable=False),
        _time("last_seen_at", nullable=False),
        sqlite_autoincrement=True,
    )
    _index("story", "merged_into")
    _index("story", "last_seen_at")
    op.create_table(
        "article",
        _id(),
        *(_text(name, nullable=True) for name in ("canonical_key", "canonical_url", "url")),
        _ref("feed_id", "feed.id"),
        _ref("outlet_id", "outlet.id"),
        _text("stage"),
        _text("announce"),
        _time("published_at"),
        _time("first_seen_at", nullable=False),
        _time("dated_at", nullable=False),
        _text("language"),
        _text("kind", nullable=True),
        sa.Column("relevance", sa.Integer()),
        _ref("story_id", "story.id", nullable=True),
        _text("title_key", nullable=True),
        _count("revision", default="1"),
        sa.Column("analysis_id", ID),
        _text("analysis_version", nullable=True),
        _count("attempts"),
        _time("not_before"),
        _text("lease", nullable=True),
        _time("lease_until"),
        _text("reason", nullable=True),
        sa.UniqueConstraint("canonical_key"),
        sa.CheckConstraint("stage IN ('new', 'done', 'failed')", name="stage"),
        sqlite_autoincrement=True,
    )
    for column in ("feed_id", "outlet_id", "first_seen_at", "dated_at", "story_id", "title_key", "analysis_version"):
        _index("article", column)
    _index("article", "language", "dated_at")
    _index("article", "id", name="ix_article_waiting", where="stage = 'new'")
    op.create_table(
        "entry",
        _id(),
        _ref("feed_id", "feed.id"),
        _text("key"),
        _ref("outlet_id", "outlet.id"),
        _ref("article_id", "article.id"),
        _text("url", nullable=True),
        _time("seen_at", nullable=False),
        sa.UniqueConstraint("feed_id", "key"),
    )
    _index("entry", "article_id")
    op.create_table(
        "article_revision",
        _id(),
        _ref("article_id", "article.id"),
        _count("number", default=None),
        *(_text(name) for name in ("title", "lead", "body")),
        _flag("is_full_text"),
        _flag("is_pruned"),
        _text("content_hash"),
        _time("seen_at", nullable=False),
        sa.UniqueConstraint("article_id", "number"),
    )
    op.create_table(
        "analysis",
        _id(),
        _ref("revision_id", "article_revision.id"),
        _text("version"),
        sa.Column("document", JSON, nullable=False),
        _time("made_at", nullable=False),
        sa.UniqueConstraint("revision_id", "version"),
    )


def _tags() -> None:
    for noun, weight in (("actor", "salience"), ("theme", "rank")):
        op.create_table(
            f"article_{noun}",
            _ref("article_id", "article.id", primary_key=True),
            _text(f"{noun}_id", primary_key=True),
            _text(weight),
            _count("position", default=None),
        )
        _index(f"article_{noun}", f"{noun}_id", "article_id")
    op.create_table(
        "actor",
        _text("id", primary_key=True),
        *(_text(name) for name in ("name_en", "name_ko", "type")),
        _text("country", nullable=True),
        _text("wikidata", nullable=True),
        sa.Column("aliases", JSON, nullable=False),
        _text("redirect_to", nullable=True),
        _flag("is_current"),
    )
    op.create_table(
        "theme",
        _text("id", primary_key=True),
        *(_text(name) for name in ("name_en", "name_ko", "group")),
        _count("position", default=None),
        _flag("is_current"),
    )


def _deliveries() -> None:
    op.create_table(
        "subscription",
        _id(),
        *(_text(name) for name in ("adapter", "workspace", "channel", "name")),
        sa.Column("filter", JSON, nullable=False),
        _text("language"),
        _count("cap", default=None),
        _flag("is_paused"),
        _text("created_by"),
        _time("created_at", nullable=False),
        sqlite_autoincrement=True,
    )
    _index("subscription", "adapter", "workspace", "channel", name="ix_subscription_destination")
    op.create_table(
        "delivery",
        _id(),
        *(_text(name) for name in ("key", "adapter", "workspace", "channel", "purpose", "dedup_key")),
        _ref("subscription_id", "subscription.id", nullable=True, ondelete="SET NULL"),
        _text("language"),
        _ref("story_id", "story.id", nullable=True),
        _ref("brief_id", "delivery.id", nullable=True),
        _text("state"),
        _time("not_before", nullable=False),
        _count("attempts"),
        _text("lease", nullable=True),
        _time("lease_until"),
        _text("message_id", nullable=True),
        _text("reason", nullable=True),
        _time("created_at", nullable=False),
        _time("settled_at"),
        sa.UniqueConstraint("key"),
        sa.UniqueConstraint("adapter", "workspace", "channel", "purpose", "dedup_key", name="uq_delivery_dedup"),
        sa.CheckConstraint("state IN ('pending', 'leased', 'sent', 'unknown', 'folded', 'dead')", name="state"),
        sqlite_autoincrement=True,
    )
    for column in ("subscription_id", "story_id", "brief_id", "created_at"):
        _index("delivery", column)
    _index("delivery", "adapter", "workspace", "channel", "id", name="ix_delivery_open", where="state IN ('pending', 'leased', 'unknown')")


def _search() -> None:
    """Our own tokens in the engine's own index. FTS5 is contentless: it keeps no second copy of the text."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE article_search USING fts5(title, body, content='', tokenize='unicode61 remove_diacritics 0')")
        return
    op.create_table(
        "article_search",
        sa.Column("article_id", ID, sa.ForeignKey("article.id"), primary_key=True, autoincrement=False),
        sa.Column("document", TSVECTOR(), nullable=False),
    )
    op.create_index("ix_article_search_document", "article_search", ["document"], postgresql_using="gin")
