"""Subscriptions at the hubs of feeds (WebSub).

Revision: 0011, after 0010.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import BigId, CleanText, UtcTime

revision = "0011"
down_revision: str | None = "0010"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """No row changes: each feed names its hub again with its next news."""
    op.create_table(
        "hub_subscription",
        sa.Column("id", BigId, primary_key=True),
        sa.Column("feed_id", BigId, sa.ForeignKey("feed.id"), nullable=False),
        *(sa.Column(name, CleanText, nullable=False) for name in ("hub", "topic", "base")),
        sa.Column("path", CleanText, nullable=False, unique=True),
        *(sa.Column(name, CleanText, nullable=False) for name in ("secret", "state")),
        sa.Column("next_at", UtcTime, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        *(sa.Column(name, UtcTime) for name in ("expires_at", "rung_at", "answered_at", "again_at", "pushed_at")),
        sa.Column("pushes", sa.Integer, nullable=False, server_default="0"),
        sa.Column("missed_at", UtcTime),
        sa.Column("reason", CleanText),
        sa.CheckConstraint("state IN ('asking', 'live', 'leaving', 'denied')", name="state"),
    )
    op.create_index("ix_hub_subscription_feed_id", "hub_subscription", ["feed_id"])


def downgrade() -> None:
    """What is subscribed ends with its lease: to the older desk the hubs call in vain."""
    op.drop_table("hub_subscription")
