"""How much weight a story has, and what of its articles it comes from.

Revision: 0008, after 0005.
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
    with op.batch_alter_table("article") as batch:
        batch.drop_column("bearing")
    with op.batch_alter_table("story") as batch:
        batch.drop_column("importance")
