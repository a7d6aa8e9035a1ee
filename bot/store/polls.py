"""T1: what a poll brought."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.edits import seen_mark, wording_of
from bot.model import Entry, FeedState, OutletClass, PollChanged, PollFailed, PollUnchanged, Validators
from bot.store.columns import index_key
from bot.store.edits import record_edits, shown_by
from bot.store.engine import LOCK_POLLS, Database
from bot.store.index import Document, Index
from bot.store.outlets import outlet_for, source_of
from bot.store.revisions import content_hash
from bot.store.statements import AnyRow, batches, insert_for
from bot.store.tables import article, article_revision, entry, feed, feed_day, feed_marks, outlet

_SIGHTINGS_TO_MOVE = 3  # a permanent redirect is believed when it was seen this often in a row


def dated_at(published_at: datetime | None, seen_at: datetime) -> datetime:
    """When an article counts as published: never after it was seen, whatever its feed says."""
    return seen_at if published_at is None else min(published_at, seen_at)


async def record_quiet(connection: AsyncConnection, results: Sequence[PollUnchanged | PollFailed]) -> None:
    """Polls that brought no entries, many in one transaction."""
    unchanged = [_unchanged(result) for result in results if isinstance(result, PollUnchanged)]
    failed = [_failed(result) for result in results if isinstance(result, PollFailed)]
    held = update(feed).where(feed.c.id == bindparam("held_id"), feed.c.lease == bindparam("held_lease"))
    if unchanged:
        polled: dict[str, Any] = {
            **_released(),
            "last_success_at": bindparam("polled_at"),
            "first_polled_at": func.coalesce(feed.c.first_polled_at, bindparam("polled_at", type_=feed.c.first_polled_at.type)),
            "etag": bindparam("new_etag"),
            "last_modified": bindparam("new_last_modified"),
            "body_hash": func.coalesce(bindparam("new_body_hash", type_=feed.c.body_hash.type), feed.c.body_hash),
            "failures": 0,
        }
        await connection.execute(held.values(polled), unchanged)
    if failed:
        polled = {
            **_released(),
            "failures": feed.c.failures + 1,
            "last_error": bindparam("cause"),
            "last_error_detail": bindparam("detail"),
            "last_error_at": bindparam("polled_at"),
            "state": case((and_(bindparam("is_gone"), feed.c.state == FeedState.ACTIVE.value), FeedState.GONE.value), else_=feed.c.state),
        }
        await connection.execute(held.values(polled), failed)


def _released() -> dict[str, Any]:
    return {"lease": None, "lease_until": None, "last_polled_at": bindparam("polled_at"), "next_poll_at": bindparam("next_at")}


def _held(result: PollUnchanged | PollFailed) -> dict[str, Any]:
    return {"held_id": result.feed.id, "held_lease": result.feed.lease, "polled_at": result.at, "next_at": result.next_poll_at}


def _unchanged(result: PollUnchanged) -> dict[str, Any]:
    kept = result.validators
    return {**_held(result), "new_etag": kept.etag, "new_last_modified": kept.last_modified, "new_body_hash": result.body_hash}


def _failed(result: PollFailed) -> dict[str, Any]:
    return {**_held(result), "cause": result.cause.value, "detail": result.detail, "is_gone": result.gone}


async def record_changed(database: Database, connection: AsyncConnection, index: Index, result: PollChanged) -> None:
    """A changed feed: its new entries, each on its article, and the next poll time. Ignored where the lease was lost."""
    await database.serialise(connection, LOCK_POLLS)
    held = select(feed, outlet.c.language, outlet.c.country, outlet.c.outlet_class).join(outlet, outlet.c.id == feed.c.outlet_id)
    row = (await connection.execute(held.where(feed.c.id == result.feed.id, feed.c.lease == result.feed.lease))).first()
    if row is None:
        return
    await record_edits(connection, row, result)
    fresh = await _unknown_entries(connection, row.id, result.entries)
    if fresh:
        await _add_entries(connection, index, row, fresh, result)
        if row.first_polled_at is not None:  # a new feed's backlog says nothing of its flow
            await _count(connection, row.id, result.at, len(fresh))
    await _keep_marks(connection, row.id, result.marks)
    await connection.execute(update(feed).where(feed.c.id == row.id).values(_after(row, result, len(fresh))))


def _after(row: AnyRow, result: PollChanged, added: int) -> dict[str, Any]:
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


async def _unknown_entries(connection: AsyncConnection, feed_id: int, entries: Sequence[Entry]) -> dict[str, Entry]:
    fresh = {index_key(item.key): item for item in reversed(entries)}
    for batch in batches(list(fresh)):
        for known in await connection.execute(select(entry.c.key).where(entry.c.feed_id == feed_id, entry.c.key.in_(batch))):
            fresh.pop(known.key, None)
    return dict(reversed(fresh.items()))


async def _keep_marks(connection: AsyncConnection, feed_id: int, marks: str) -> None:
    statement = insert_for(connection, feed_marks).values(feed_id=feed_id, marks=marks)
    await connection.execute(statement.on_conflict_do_update(index_elements=["feed_id"], set_={"marks": marks}))


async def _count(connection: AsyncConnection, feed_id: int, at: datetime, items: int) -> None:
    statement = insert_for(connection, feed_day).values(feed_id=feed_id, day=at.date().isoformat(), items=items)
    more = {"items": feed_day.c["items"] + items}
    await connection.execute(statement.on_conflict_do_update(index_elements=["feed_id", "day"], set_=more))


async def _add_entries(connection: AsyncConnection, index: Index, row: AnyRow, fresh: dict[str, Entry], result: PollChanged) -> None:
    outlets = await _outlets_of(connection, row, fresh.values())
    articles = await _known_articles(connection, fresh.values())
    languages = {row.outlet_id: row.language}
    for key in set(outlets.values()) - set(languages):
        languages[key] = await _language_of(connection, key)
    outlet_of = {key: outlets.get((item.source_name, item.source_url), row.outlet_id) for key, item in fresh.items()}
    new = {_article_key(key, item): (key, item) for key, item in reversed(fresh.items()) if _article_key(key, item) not in articles}
    firsts = list(reversed(new.items()))
    values = [_new_article(item, result, row.id, outlet_of[key], languages[outlet_of[key]]) for _, (key, item) in firsts]
    ids = await _insert_articles(connection, values)
    articles |= {name: article_id for (name, _), article_id in zip(firsts, ids, strict=True)}
    if ids:
        made = [(article_id, item, one["language"]) for article_id, (_, (_, item)), one in zip(ids, firsts, values, strict=True)]
        await connection.execute(article_revision.insert(), [_first_revision(article_id, item, result.at) for article_id, item, _ in made])
        await index.add(connection, [Document(key, language, item.title, item.lead, item.body) for key, item, language in made])
    brought = {key for _, (key, _) in firsts}
    others = {key: (articles[_article_key(key, item)], item) for key, item in fresh.items() if key not in brought}
    shows = dict.fromkeys(brought, 1) | (await shown_by(connection, others) if others else {})
    lines = [
        {
            "feed_id": row.id,
            "key": key,
            "outlet_id": outlet_of[key],
            "article_id": articles[_article_key(key, item)],
            "url": item.url,
            "seen_at": result.at,
            "seen_mark": seen_mark(wording_of(item)),
            "shows": shows.get(key),
        }
        for key, item in fresh.items()
    ]
    await connection.execute(entry.insert(), lines)


def _article_key(key: str, item: Entry) -> tuple[bool, str]:
    """What makes an item's article: its canonical address, which other feeds may have too, else the item itself."""
    return (True, index_key(item.canonical_url)) if item.canonical_url else (False, key)


async def _insert_articles(connection: AsyncConnection, values: list[dict[str, Any]]) -> list[int]:
    """The ids of new articles, in the order given. Many in a statement, since a feed of thousands must not hold up every other write."""
    if not values:
        return []
    statement = article.insert().returning(article.c.id, sort_by_parameter_order=True)
    return [int(row.id) for row in await connection.execute(statement, values)]


async def _outlets_of(connection: AsyncConnection, row: AnyRow, items: Any) -> dict[tuple[str | None, str | None], str]:
    """The outlets that an aggregator's entries name; nothing for another feed."""
    if row.outlet_class != OutletClass.AGGREGATOR.value:
        return {}
    named = {(item.source_name, item.source_url): source_of(item) for item in items}
    return {key: await outlet_for(connection, source, row) for key, source in named.items() if source is not None}


async def _known_articles(connection: AsyncConnection, items: Any) -> dict[tuple[bool, str], int]:
    keys = {index_key(item.canonical_url) for item in items if item.canonical_url}
    found: dict[tuple[bool, str], int] = {}
    for batch in batches(sorted(keys)):
        rows = await connection.execute(select(article.c.canonical_key, article.c.id).where(article.c.canonical_key.in_(batch)))
        found |= {(True, known.canonical_key): known.id for known in rows}
    return found


def _new_article(item: Entry, result: PollChanged, feed_id: int, outlet_id: str, language: str) -> dict[str, Any]:
    return {
        "canonical_key": index_key(item.canonical_url) if item.canonical_url else None,
        "canonical_url": item.canonical_url,
        "url": item.url or item.canonical_url,
        "feed_id": feed_id,
        "outlet_id": outlet_id,
        "stage": "new",
        "announce": result.announce.value,
        "published_at": item.published_at,
        "first_seen_at": result.at,
        "dated_at": dated_at(item.published_at, result.at),
        "language": language,
    }


async def _language_of(connection: AsyncConnection, outlet_id: str) -> str:
    return str(await connection.scalar(select(outlet.c.language).where(outlet.c.id == outlet_id)))


def _first_revision(article_id: int, item: Entry, at: datetime) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "number": 1,
        "title": item.title,
        "lead": item.lead,
        "body": item.body,
        "is_full_text": False,
        "is_pruned": False,
        "content_hash": content_hash(item.title, item.lead, item.body),
        "seen_at": at,
    }
