"""Changes at the source: what each item of a feed said last, which texts of an article are changes of earlier ones, and which text waits
to be read.

Revision: 0007, after 0006.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import CleanText

revision = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """The item that brought an article shows its first text; what others said is not known. What all of them say is learnt as they are
    polled, so that an item that changed before is found to have changed."""
    with op.batch_alter_table("entry") as table:
        table.add_column(sa.Column("seen_mark", CleanText))
        table.add_column(sa.Column("shows", sa.Integer))
    with op.batch_alter_table("article_revision") as table:
        table.add_column(sa.Column("edit_of", sa.Integer))
        table.add_column(sa.Column("is_material", sa.Boolean, nullable=False, server_default=sa.false()))
    with op.batch_alter_table("article", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.add_column(sa.Column("next_revision", sa.Integer))
    op.execute("UPDATE entry SET shows = 1 WHERE id IN (SELECT min(id) FROM entry GROUP BY article_id)")


def downgrade() -> None:
    """Texts stay, and what waits to be read again is as it was read; which texts are changes is lost."""
    op.execute("UPDATE article SET stage = 'done', lease = NULL, lease_until = NULL WHERE stage = 'new' AND story_id IS NOT NULL")
    # In place, for a table that SQLite makes anew for this forgets up to where it counted its ids.
    op.drop_column("article", "next_revision")
    with op.batch_alter_table("article_revision") as table:
        table.drop_column("is_material")
        table.drop_column("edit_of")
    with op.batch_alter_table("entry") as table:
        table.drop_column("shows")
        table.drop_column("seen_mark")
