"""The queue of articles at stage NEW."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import and_, case, or_, select, update

from bot.desk.ports import IntakeUnit
from bot.model import Announce, ClaimedArticle, FullText, Revision
from bot.store.engine import LOCK_PLACING
from bot.store.intake import Intake
from bot.store.noun import Noun, new_token
from bot.store.rows import outlet_columns, outlet_of, waiting_text
from bot.store.tables import article, article_revision, feed


class Articles(Noun):
    """bot.desk.ports.ArticleQueue."""

    async def claim_articles(self, *, now: datetime, lease_seconds: float, limit: int) -> Sequence[ClaimedArticle]:
        """What may be told before a new feed's backlog, each oldest first; each to one claimer until its lease ends."""
        lease = new_token()
        waiting = and_(
            article.c.stage == "new",
            or_(article.c.not_before.is_(None), article.c.not_before <= now),
            or_(article.c.lease_until.is_(None), article.c.lease_until <= now),
        )
        statement = (
            select(
                *(article.c[name] for name in ("id", "url", "published_at", "first_seen_at", "announce", "attempts")),
                *(article_revision.c[name] for name in ("number", "title", "lead", "body", "is_full_text", "seen_at", "is_material")),
                feed.c.full_text,
                feed.c.allow_private,
                feed.c.url.label("feed_url"),
                *outlet_columns(),
            )
            .select_from(waiting_text().join(feed, feed.c.id == article.c.feed_id))
            .where(waiting)
            .order_by(article.c.announce == Announce.SILENT.value, article.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=article)
        )
        async with self._db.write() as connection:
            rows = (await connection.execute(statement)).all()
            if rows:
                held = {"lease": lease, "lease_until": now + timedelta(seconds=lease_seconds), "attempts": article.c.attempts + 1}
                await connection.execute(update(article).where(article.c.id.in_([row.id for row in rows])).values(held))
        return [
            ClaimedArticle(
                id=row.id,
                url=row.url,
                outlet=outlet_of(row),
                published_at=row.published_at,
                first_seen_at=row.first_seen_at,
                announce=Announce(row.announce),
                revision=Revision(row.number, row.title, row.lead, row.body, row.is_full_text, row.seen_at, row.is_material),
                full_text=FullText(row.full_text),
                allow_private=row.allow_private and _same_host(row.url, row.feed_url),
                attempts=row.attempts,
                lease=lease,
            )
            for row in rows
        ]

    def intake(self) -> AbstractAsyncContextManager[IntakeUnit]:
        """Open T2. It holds the store's one turn to write: ask nothing else of the store that writes while it is open."""
        return self._intake()

    @asynccontextmanager
    async def _intake(self) -> AsyncIterator[IntakeUnit]:
        async with self._db.write() as connection:
            await self._db.serialise(connection, LOCK_PLACING)
            yield Intake(connection, self._index, self._clock)

    async def fail_article(self, claimed: ClaimedArticle, *, reason: str, retry_at: datetime | None, now: datetime) -> None:  # noqa: ARG002
        """Put back until `retry_at`, or to stage FAILED with its reason where None; one that was read before stays as it was read then.
        Nothing happens where the lease was lost."""
        held = and_(article.c.id == claimed.id, article.c.lease == claimed.lease, article.c.stage == "new")
        values = {
            "stage": case((article.c.story_id.is_not(None), "done"), else_="failed") if retry_at is None else "new",
            "not_before": retry_at,
            "reason": reason,
            "lease": None,
            "lease_until": None,
        }
        async with self._db.write() as connection:
            await connection.execute(update(article).where(held).values(values))


def _same_host(article_url: str | None, feed_url: str) -> bool:
    """Whether an article lies where its feed does. A feed that may be private (a bridge on this network) tells of the outside world, and
    its links must not lead the desk to other private addresses."""
    try:
        here, there = urlsplit(article_url or ""), urlsplit(feed_url)
        return bool(here.hostname) and (here.hostname, here.port) == (there.hostname, there.port)
    except ValueError:
        return False
