"""What each feed's last document held, so that known items need not be read again.

Revision: 0010, after 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import BigId, CleanText

revision = "0010"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """No row changes: each feed is read whole once more, and then has its marks."""
    op.create_table(
        "feed_marks",
        sa.Column("feed_id", BigId, sa.ForeignKey("feed.id"), primary_key=True, autoincrement=False),
        sa.Column("marks", CleanText, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("feed_marks")
