"""What rates are counted by: the tone of each article beside its other projections, and alerts that watch an actor or theme as a whole.

Revision: 0009, after 0008.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import CleanJson, CleanText

revision = "0009"
down_revision: str | None = "0008"
branch_labels: str | None = None
depends_on: str | None = None

TONE = {"sqlite": "json_extract(document, '$.tone.label')", "postgresql": "document #>> '{tone,label}'"}
FILL = (
    "UPDATE article SET tone = (SELECT COALESCE({tone}, 'neutral') FROM analysis WHERE analysis.id = article.analysis_id)"
    " WHERE analysis_id IS NOT NULL"
)


def upgrade() -> None:
    """The tone is read once from what the handlers said; articles that were not analysed have none yet."""
    op.add_column("article", sa.Column("tone", CleanText))
    op.add_column("subscription", sa.Column("watch", CleanJson))
    op.execute(FILL.format(tone=TONE[op.get_context().dialect.name]))


LOSE = (
    "DELETE FROM delivery WHERE purpose = 'watch'",
    (
        "UPDATE delivery SET subscription_id = NULL WHERE subscription_id IN"
        " (SELECT id FROM subscription WHERE watch IS NOT NULL AND CAST(watch AS TEXT) <> 'null')"
    ),
    "DELETE FROM subscription WHERE watch IS NOT NULL AND CAST(watch AS TEXT) <> 'null'",
)


def downgrade() -> None:
    """Alerts that watch a rate are lost, and what they told: to the older desk they would be alerts of articles."""
    for statement in LOSE:
        op.execute(statement)
    op.drop_column("subscription", "watch")
    op.drop_column("article", "tone")
