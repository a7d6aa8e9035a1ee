"""T1: what polls brought, many in one commit. What they bring is written as sets: a statement costs more than most of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable, and_, bindparam, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import FeedState, PollChanged, PollFailed, PollUnchanged, Validators
from bot.store.edits import record_edits
from bot.store.engine import LOCK_POLLS, Database
from bot.store.entries import add_entries
from bot.store.index import Index
from bot.store.known import Poll, known_entries
from bot.store.statements import batches, insert_on
from bot.store.tables import feed, feed_day, feed_marks, outlet

_SIGHTINGS_TO_MOVE = 3  # a permanent redirect is believed when it was seen this often in a row
_FEEDS = (
    select(feed, outlet.c.language, outlet.c.country, outlet.c.outlet_class)
    .join(outlet, outlet.c.id == feed.c.outlet_id)
    .where(feed.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(feed.c.id)
    .with_for_update(of=feed)
)
_HELD = update(feed).where(feed.c.id == bindparam("held_id"), feed.c.lease == bindparam("held_lease"))
_RELEASED: dict[str, Any] = {
    "lease": None,
    "lease_until": None,
    "last_polled_at": bindparam("polled_at"),
    "next_poll_at": bindparam("next_at"),
}
_UNCHANGED = _HELD.values(
    {
        **_RELEASED,
        "last_success_at": bindparam("polled_at"),
        "first_polled_at": func.coalesce(feed.c.first_polled_at, bindparam("polled_at", type_=feed.c.first_polled_at.type)),
        "etag": bindparam("new_etag"),
        "last_modified": bindparam("new_last_modified"),
        "body_hash": func.coalesce(bindparam("new_body_hash", type_=feed.c.body_hash.type), feed.c.body_hash),
        "failures": 0,
    }
)
_FAILED = _HELD.values(
    {
        **_RELEASED,
        "failures": feed.c.failures + 1,
        "last_error": bindparam("cause"),
        "last_error_detail": bindparam("detail"),
        "last_error_at": bindparam("polled_at"),
        "state": case((and_(bindparam("is_gone"), feed.c.state == FeedState.ACTIVE.value), FeedState.GONE.value), else_=feed.c.state),
    }
)
_AFTER = (
    *("lease", "lease_until", "next_poll_at", "last_polled_at", "last_success_at", "first_polled_at", "etag", "last_modified"),
    *("body_hash", "habits", "failures", "title", "items", "url", "moved_to", "moved_sightings"),
)
_CHANGED = (
    update(feed)
    .where(feed.c.id == bindparam("held_id"))
    .values({name: bindparam(f"new_{name}", type_=feed.c[name].type) for name in _AFTER})
)


async def record_quiet(connection: AsyncConnection, results: Sequence[PollUnchanged | PollFailed]) -> None:
    """Polls that brought no entries, many in one transaction."""
    unchanged = [_unchanged(result) for result in results if isinstance(result, PollUnchanged)]
    failed = [_failed(result) for result in results if isinstance(result, PollFailed)]
    if unchanged:
        await connection.execute(_UNCHANGED, unchanged)
    if failed:
        await connection.execute(_FAILED, failed)


def _held(result: PollUnchanged | PollFailed) -> dict[str, Any]:
    return {"held_id": result.feed.id, "held_lease": result.feed.lease, "polled_at": result.at, "next_at": result.next_poll_at}


def _unchanged(result: PollUnchanged) -> dict[str, Any]:
    kept = result.validators
    return {**_held(result), "new_etag": kept.etag, "new_last_modified": kept.last_modified, "new_body_hash": result.body_hash}


def _failed(result: PollFailed) -> dict[str, Any]:
    return {**_held(result), "cause": result.cause.value, "detail": result.detail, "is_gone": result.gone}


async def record_news(database: Database, connection: AsyncConnection, index: Index, results: Sequence[PollChanged]) -> None:
    """Changed feeds: their new entries, each on its article, what known ones say otherwise now, and the next poll times. A result whose
    lease was lost is ignored."""
    await database.serialise(connection, LOCK_POLLS)
    polls = await _held_polls(connection, results)
    if not polls:
        return
    known = await known_entries(connection, polls)
    await record_edits(connection, polls, known)
    added = await add_entries(connection, index, polls, known)
    await _count(connection, polls, added)
    await _keep_marks(connection, polls)
    rows = [(poll.feed.id, _after(poll, added[poll.feed.id])) for poll in polls]
    await connection.execute(_CHANGED, [{"held_id": key, **{f"new_{name}": after[name] for name in _AFTER}} for key, after in rows])


async def _held_polls(connection: AsyncConnection, results: Sequence[PollChanged]) -> list[Poll]:
    """Those whose lease holds, one for each feed."""
    of_feed = {result.feed.id: result for result in reversed(results)}
    rows = [row for batch in batches(list(of_feed)) for row in await connection.execute(_FEEDS, {"ids": batch})]
    held = {row.id: row for row in rows if row.lease is not None and row.lease == of_feed[row.id].feed.lease}
    return [Poll.of(held[key], result) for key, result in reversed(of_feed.items()) if key in held]


def _after(poll: Poll, added: int) -> dict[str, Any]:
    row, result = poll.feed, poll.result
    sightings = 0 if result.moved_to is None else row.moved_sightings + 1 if result.moved_to == row.moved_to else 1
    moves = sightings >= _SIGHTINGS_TO_MOVE
    validators = Validators() if moves else result.validators
    return {
        "lease": None,
        "lease_until": None,
        "next_poll_at": result.next_poll_at,
        "last_polled_at": result.at,
        "last_success_at": result.at,
        "first_polled_at": row.first_polled_at or result.at,
        "etag": validators.etag,
        "last_modified": validators.last_modified,
        "body_hash": result.body_hash,
        "habits": result.habits or row.habits,
        "failures": 0,
        "title": result.title or row.title,
        "items": row.items + added,
        "url": result.moved_to if moves else row.url,
        "moved_to": None if moves else result.moved_to,
        "moved_sightings": 0 if moves else sightings,
    }


async def _keep_marks(connection: AsyncConnection, polls: Sequence[Poll]) -> None:
    rows = [{"feed_id": poll.feed.id, "marks": poll.result.marks} for poll in polls]
    await connection.execute(_marks_upsert(connection.dialect.name), rows)


@cache
def _marks_upsert(engine: str) -> Executable:
    statement = insert_on(engine, feed_marks)
    return statement.on_conflict_do_update(index_elements=["feed_id"], set_={"marks": statement.excluded.marks})


async def _count(connection: AsyncConnection, polls: Sequence[Poll], added: Mapping[int, int]) -> None:
    """Count new entries by day, but not a new feed's backlog, which says nothing of its flow."""
    counted = [(poll, added[poll.feed.id]) for poll in polls if added[poll.feed.id] and poll.feed.first_polled_at is not None]
    if counted:
        rows = [{"feed_id": poll.feed.id, "day": poll.result.at.date().isoformat(), "items": number} for poll, number in counted]
        await connection.execute(_day_upsert(connection.dialect.name), rows)


@cache
def _day_upsert(engine: str) -> Executable:
    statement = insert_on(engine, feed_day)
    more = {"items": feed_day.c["items"] + statement.excluded["items"]}
    return statement.on_conflict_do_update(index_elements=["feed_id", "day"], set_=more)
