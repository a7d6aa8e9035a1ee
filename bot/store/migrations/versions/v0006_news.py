"""What each article says, and what of it was new to its story.

Revision: 0006, after 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import BigId, CleanText

revision = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """No row changes: of a story from before, only the first statement and the first article in a language are new."""
    op.create_table(
        "article_news",
        sa.Column("article_id", BigId, sa.ForeignKey("article.id"), primary_key=True, autoincrement=False),
        sa.Column("claims", CleanText, nullable=False),
        sa.Column("news", CleanText),
    )


def downgrade() -> None:
    op.drop_table("article_news")
