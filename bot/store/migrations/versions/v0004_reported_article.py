"""Which article a reader was shown when they reported a tag of it.

Revision: 0004, after 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Of older reports it is not known."""
    with op.batch_alter_table("tag_report") as table:
        table.add_column(sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite")))


def downgrade() -> None:
    """Which article it was is lost."""
    # SQLite makes the table anew for this, and alembic does not see that it counts its ids on.
    with op.batch_alter_table("tag_report", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.drop_column("article_id")
