"""What is learnt of each feed: what its last document held, so that known items need not be read again, and its rhythm with its bounds.

Revision: 0010, after 0009.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import BigId, CleanText

revision = "0010"
down_revision: str | None = "0009"
branch_labels: str | None = None
depends_on: str | None = None

_LEARNT = (("fastest", sa.Integer), ("slowest", sa.Integer), ("habits", CleanText))


def upgrade() -> None:
    """No row changes: each feed is read whole once more, and then has its marks."""
    op.create_table(
        "feed_marks",
        sa.Column("feed_id", BigId, sa.ForeignKey("feed.id"), primary_key=True, autoincrement=False),
        sa.Column("marks", CleanText, nullable=False),
    )

    for name, kind in _LEARNT:
        op.add_column("feed", sa.Column(name, kind))


def downgrade() -> None:
    # In place, for a table that SQLite makes anew for this forgets up to where it counted its ids.
    for name, _ in _LEARNT:
        op.drop_column("feed", name)
    op.drop_table("feed_marks")
