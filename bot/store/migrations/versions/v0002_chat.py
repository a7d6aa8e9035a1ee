"""What chat needs: schedules and pings of subscriptions, settings by scope, claims, managers, mutes, reports of wrong tags.

Revision: 0002, after 0001.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(JSONB(), "postgresql")

PLACE = ("adapter", "workspace", "channel")
NEW_COLUMNS = ("schedule", "mention", "paused_because")


def upgrade() -> None:
    """Subscriptions that are there speak at once and ping nobody, as before."""
    with op.batch_alter_table("subscription") as table:
        table.add_column(sa.Column("schedule", JSON, nullable=True))
        table.add_column(sa.Column("mention", sa.Text(), nullable=True))
        table.add_column(sa.Column("paused_because", sa.Text(), nullable=True))
    op.create_table("channel_setting", *_keys(*PLACE), sa.Column("preferences", JSON, nullable=False))
    op.create_table("person_setting", *_keys("adapter", "person"), sa.Column("preferences", JSON, nullable=False))
    op.create_table("workspace_claim", *_keys("adapter", "workspace"), _text("claimed_by"), _time("claimed_at"))
    op.create_table("workspace_manager", *_keys("adapter", "workspace", "manager"))
    op.create_table("muted_story", *_keys(*PLACE), _story(primary_key=True), _time("muted_at"))
    op.create_index("ix_muted_story_story_id", "muted_story", ["story_id"])
    op.create_table(
        "tag_report",
        sa.Column("id", ID, primary_key=True),
        _story(),
        *(_text(name) for name in ("tag", "note", *PLACE, "person")),
        _time("reported_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tag_report_story_id", "tag_report", ["story_id"])


def downgrade() -> None:
    """What these tables held is lost, and with it the deliveries of purposes that the older desk does not know."""
    op.execute("DELETE FROM delivery WHERE purpose IN ('edit', 'thread', 'digest', 'notice')")
    for name in ("tag_report", "muted_story", "workspace_manager", "workspace_claim", "person_setting", "channel_setting"):
        op.drop_table(name)
    # SQLite makes the table anew for this, and alembic does not see that it counts its ids on.
    with op.batch_alter_table("subscription", table_kwargs={"sqlite_autoincrement": True}) as table:
        for name in NEW_COLUMNS:
            table.drop_column(name)


def _keys(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), primary_key=True, nullable=False) for name in names]


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _time(name: str) -> sa.Column[Any]:
    return sa.Column(name, TIME, nullable=False)


def _story(*, primary_key: bool = False) -> sa.Column[Any]:
    return sa.Column("story_id", ID, sa.ForeignKey("story.id"), nullable=False, primary_key=primary_key)
