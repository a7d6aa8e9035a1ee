"""Two stories become one: what a merge must keep, and what it tells."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import DeliveryState, Purpose
from bot.store.engine import LOCK_PLACING
from bot.store.joined import faces_of, mark_joined
from bot.store.noun import Noun
from bot.store.rows import place_of
from bot.store.statements import AnyRow
from bot.store.stories import alert_key, live_story
from bot.store.tables import article, delivery, muted_story, story, tag_report
from bot.store.traces import merge_traces
from bot.store.weights import weigh_story

_STARTED = {DeliveryState.SENT.value, DeliveryState.LEASED.value, DeliveryState.UNKNOWN.value, DeliveryState.FOLDED.value}


class Merging(Noun):
    """What changes stories after they were placed."""

    async def merge_stories(self, keep: int, gone: int) -> int:
        """Make two stories one, in a commit of its own; see `merge`."""
        async with self._db.write() as connection:
            await self._db.serialise(connection, LOCK_PLACING)
            return await merge(connection, keep, gone, self._clock.now())


async def merge(connection: AsyncConnection, keep: int, gone: int, now: datetime) -> int:
    """Make two stories one: `gone` redirects to `keep` for ever, its articles move over, and what was alerted for either counts for
    both, so that no destination hears of the story twice. A channel that was told of both reads it on the alert of the one that is gone
    (bot.store.joined). Returns the id that lives on. Raises StoreError for an unknown id."""
    keep, gone = await live_story(connection, keep), await live_story(connection, gone)
    if keep == gone:
        return keep
    faces = await faces_of(connection, gone)
    times = {row.id: row for row in await connection.execute(select(story).where(story.c.id.in_([keep, gone])))}
    seen = {
        "first_seen_at": min(row.first_seen_at for row in times.values()),
        "last_seen_at": max(row.last_seen_at for row in times.values()),
    }
    await connection.execute(update(story).where(story.c.id == keep).values(seen))
    await connection.execute(update(article).where(article.c.story_id == gone).values(story_id=keep))
    await connection.execute(update(story).where((story.c.id == gone) | (story.c.merged_into == gone)).values(merged_into=keep))
    await _inherit_alerts(connection, keep, gone, now)
    await _inherit_mutes(connection, keep, gone)
    await merge_traces(connection, keep, gone)
    await weigh_story(connection, keep)
    await mark_joined(connection, keep, gone, faces, now)
    return keep


async def _inherit_mutes(connection: AsyncConnection, keep: int, gone: int) -> None:
    """A channel that muted either has muted both."""
    both = muted_story.alias("kept")
    has = select(both.c.story_id).where(
        both.c.story_id == keep,
        both.c.adapter == muted_story.c.adapter,
        both.c.workspace == muted_story.c.workspace,
        both.c.channel == muted_story.c.channel,
    )
    await connection.execute(delete(muted_story).where(muted_story.c.story_id == gone, has.correlate(muted_story).exists()))
    await connection.execute(update(muted_story).where(muted_story.c.story_id == gone).values(story_id=keep))
    await connection.execute(update(tag_report).where(tag_report.c.story_id == gone).values(story_id=keep))


async def _inherit_alerts(connection: AsyncConnection, keep: int, gone: int, now: datetime) -> None:
    both = delivery.c.purpose == Purpose.ALERT.value, delivery.c.dedup_key.in_([alert_key(keep), alert_key(gone)])
    rows = (await connection.execute(select(delivery).where(*both).with_for_update())).all()
    kept = {place_of(row): row for row in rows if row.dedup_key == alert_key(keep)}
    for row in rows:
        if row.dedup_key != alert_key(gone):
            continue
        twin = kept.get(place_of(row))
        if twin is None:
            await connection.execute(update(delivery).where(delivery.c.id == row.id).values(dedup_key=alert_key(keep)))
            continue
        await _tell_once(connection, twin, row)
        surplus = _surplus(twin, row)
        if surplus is not None:
            values = {"state": DeliveryState.FOLDED.value, "reason": f"The story was merged into story {keep}.", "settled_at": now}
            await connection.execute(update(delivery).where(delivery.c.id == surplus.id).values(values))
    await connection.execute(update(delivery).where(delivery.c.story_id == gone).values(story_id=keep))


async def _tell_once(connection: AsyncConnection, kept: AnyRow, merged: AnyRow) -> None:
    """Take the story out of a brief that still waits, where the destination hears of it by the other of its two alerts."""
    ids = [row.brief_id for row in (kept, merged) if row.brief_id is not None]
    rows = await connection.execute(select(delivery.c.id, delivery.c.state).where(delivery.c.id.in_(ids)).with_for_update())
    briefs = {row.id: row.state for row in rows}
    dead, pending = DeliveryState.DEAD.value, DeliveryState.PENDING.value
    for one, other in ((merged, kept), (kept, merged)):
        is_told = other.state in _STARTED and (other.brief_id is None or briefs[other.brief_id] != dead)
        if is_told and one.brief_id is not None and briefs[one.brief_id] == pending:
            await connection.execute(update(delivery).where(delivery.c.id == one.id).values(brief_id=None))
            return


def _surplus(kept: AnyRow, merged: AnyRow) -> AnyRow | None:
    """Which of two alerts for one destination is still to be sent though the other one speaks for both."""
    pending = DeliveryState.PENDING.value
    if merged.state == pending and (kept.state in _STARTED or kept.state == pending):
        return merged
    if kept.state == pending and merged.state in _STARTED:
        return kept
    return None
