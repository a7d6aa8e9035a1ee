"""How much weight a story has, and what of its articles it comes from.

Revision: 0008, after 0007.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import CleanText

revision = "0008"
down_revision: str | None = "0007"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Stories from before are low until their articles are analysed anew, as they are after every change of the handlers."""
    op.add_column("story", sa.Column("importance", sa.Integer, nullable=False, server_default="0"))
    op.add_column("article", sa.Column("bearing", CleanText))


def downgrade() -> None:
    # In place, for a table that SQLite makes anew for this forgets up to where it counted its ids.
    op.drop_column("article", "bearing")
    op.drop_column("story", "importance")
