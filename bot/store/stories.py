"""Stories: permanent ids, redirects, and what a merge must keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreError
from bot.model import IMPORTANCES, ArticleView, DeliveryState, Purpose, StoryView
from bot.store.edits import edits_of
from bot.store.rows import article_select, article_view
from bot.store.statements import AnyRow, batches
from bot.store.tables import article, delivery, muted_story, story, tag_report
from bot.store.traces import merge_traces
from bot.store.weights import weigh_story

_STARTED = {DeliveryState.SENT.value, DeliveryState.LEASED.value, DeliveryState.UNKNOWN.value, DeliveryState.FOLDED.value}


def alert_key(story_id: int) -> str:
    """The dedup key of a story's alert."""
    return f"story:{story_id}"


async def live_story(connection: AsyncConnection, story_id: int) -> int:
    """The id after redirects. Raises StoreError for a story that never was."""
    row = (await connection.execute(select(story.c.merged_into).where(story.c.id == story_id))).first()
    if row is None:
        raise StoreError(f"There is no story {story_id}.")
    return story_id if row.merged_into is None else int(row.merged_into)


async def story_views(connection: AsyncConnection, story_ids: Sequence[int]) -> list[StoryView]:
    """Stories in the order asked for, redirects followed, each once; missing ones are left out."""
    asked = list(dict.fromkeys(story_ids))
    live: dict[int, int] = {}
    rows: dict[int, AnyRow] = {}
    articles: dict[int, list[ArticleView]] = {}
    for batch in batches(asked):
        found = await connection.execute(select(story.c.id, func.coalesce(story.c.merged_into, story.c.id)).where(story.c.id.in_(batch)))
        live |= {row[0]: row[1] for row in found}
    wanted = list(dict.fromkeys(live[key] for key in asked if key in live))
    for batch in batches(wanted):
        rows |= {row.id: row for row in await connection.execute(select(story).where(story.c.id.in_(batch)))}
        for row in await connection.execute(article_select().where(article.c.story_id.in_(batch)).order_by(article.c.id)):
            articles.setdefault(row.story_id, []).append(article_view(row))
    edits = await edits_of(connection, [item.id for items in articles.values() for item in items])
    articles = {key: [replace(item, edits=edits.get(item.id, ())) for item in items] for key, items in articles.items()}
    return [story_view(rows[key], articles[key]) for key in wanted if key in articles]


def story_view(row: AnyRow, articles: Sequence[ArticleView]) -> StoryView:
    """A row of `story` with those of its articles that are meant."""
    lead = next((item for item in articles if item.id == row.lead_article_id), articles[0])
    return StoryView(row.id, lead, tuple(articles), row.first_seen_at, row.last_seen_at, IMPORTANCES[row.importance])


async def merge(connection: AsyncConnection, keep: int, gone: int, now: datetime) -> int:
    """Make two stories one: `gone` redirects to `keep` for ever, its articles move over, and what was alerted for either counts for
    both, so that no destination hears of the story twice. Returns the id that lives on. Raises StoreError for an unknown id."""
    keep, gone = await live_story(connection, keep), await live_story(connection, gone)
    if keep == gone:
        return keep
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
    kept = {_place(row): row for row in rows if row.dedup_key == alert_key(keep)}
    for row in rows:
        if row.dedup_key != alert_key(gone):
            continue
        twin = kept.get(_place(row))
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


def _place(row: AnyRow) -> tuple[str, str, str]:
    return row.adapter, row.workspace, row.channel


def _surplus(kept: AnyRow, merged: AnyRow) -> AnyRow | None:
    """Which of two alerts for one destination is still to be sent though the other one speaks for both."""
    pending = DeliveryState.PENDING.value
    if merged.state == pending and (kept.state in _STARTED or kept.state == pending):
        return merged
    if kept.state == pending and merged.state in _STARTED:
        return kept
    return None
