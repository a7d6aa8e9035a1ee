"""By what an article finds its story: stories as their articles make them, the terms that lead to them, how often terms stand in articles,
and the sketches by which reprints are known.

Revision: 0005, after 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import BigId, CleanText, UtcTime

revision = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """No row changes: stories from before are found by headline and address alone, until new articles join them."""
    op.create_table(
        "story_profile",
        sa.Column("story_id", BigId, sa.ForeignKey("story.id"), primary_key=True, autoincrement=False),
        sa.Column("last_at", UtcTime, nullable=False),
        sa.Column("profile", CleanText, nullable=False),
    )
    op.create_index("ix_story_profile_last_at", "story_profile", ["last_at"])
    op.create_table(
        "story_key",
        sa.Column("key", CleanText, primary_key=True),
        sa.Column("story_id", BigId, sa.ForeignKey("story.id"), primary_key=True, autoincrement=False),
    )
    op.create_index("ix_story_key_story_id", "story_key", ["story_id"])
    op.create_table(
        "term_count",
        sa.Column("key", CleanText, primary_key=True),
        sa.Column("articles", sa.Integer, nullable=False),
    )
    op.create_table(
        "article_print",
        sa.Column("article_id", BigId, sa.ForeignKey("article.id"), primary_key=True, autoincrement=False),
        sa.Column("voice_id", BigId, sa.ForeignKey("article.id"), nullable=False),
        sa.Column("sketch", CleanText, nullable=False),
    )
    op.create_index("ix_article_print_voice_id", "article_print", ["voice_id"])


def downgrade() -> None:
    for table in ("article_print", "term_count", "story_key", "story_profile"):
        op.drop_table(table)
