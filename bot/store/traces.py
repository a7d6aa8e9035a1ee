"""What is kept of articles so that later ones find their stories (bot.desk.stories); read and written on an open connection."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.ports import StoryPrint, StoryTrace
from bot.desk.stories.memory import looked_at
from bot.desk.stories.parameters import LOOKS, WINDOW
from bot.desk.stories.vectors import Profile
from bot.store.statements import batches, insert_for
from bot.store.story_tables import article_print, story_key, story_profile, term_count
from bot.store.tables import article

_CLOSED_AT_ONCE = 20
_SINCE = "since"


async def term_counts(connection: AsyncConnection, keys: Sequence[str]) -> Mapping[str, int]:
    """In how many articles each term stood, those of none left out."""
    found: dict[str, int] = {}
    for batch in batches(keys):
        rows = await connection.execute(select(term_count).where(term_count.c.key.in_(batch)))
        found |= {row.key: row.articles for row in rows}
    return found


async def led_to(connection: AsyncConnection, keys: Sequence[str], since: datetime) -> Mapping[str, Sequence[int]]:
    """The stories with an article since then under those of the keys that `looked_at` takes, the newest first.

    No list is counted further than one past `LOOKS`, and no more than `LOOKS` entries are read: the cost does not follow the window.
    """
    if not keys:
        return {}
    named = {_name(number): key for number, key in enumerate(keys)}
    counts = (await connection.execute(_lengths(len(keys)), {**named, _SINCE: since})).one()
    found: dict[str, list[int]] = {key: [] for key in looked_at(dict(zip(keys, counts, strict=True)))}
    statement = _open_under(since).where(story_key.c.key.in_(found)).order_by(story_key.c.story_id.desc()).limit(LOOKS)
    for row in await connection.execute(statement):
        found[row.key].append(row.story_id)
    return found


@cache
def _lengths(count: int) -> Select[Any]:
    """How long so many lists are. Built once: building it costs ten times as much as running it."""
    lengths: list[Any] = [_length(bindparam(_name(number)), bindparam(_SINCE)) for number in range(count)]
    return select(*lengths)


def _name(number: int) -> str:
    return f"key_{number}"


def _open_under(since: datetime | BindParameter[datetime]) -> Select[Any]:
    profile = story_profile.c
    return select(story_key).join(story_profile, profile.story_id == story_key.c.story_id).where(profile.last_at >= since)


def _length(key: BindParameter[str], since: BindParameter[datetime]) -> ColumnElement[int]:
    some = _open_under(since).where(story_key.c.key == key).limit(LOOKS + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


async def profiles(connection: AsyncConnection, story_ids: Sequence[int]) -> dict[int, Profile]:
    """In the order asked for; stories without one are left out."""
    rows = await connection.execute(select(story_profile).where(story_profile.c.story_id.in_(story_ids)))
    found = {row.story_id: row.profile for row in rows}
    return {story_id: Profile.from_json(json.loads(found[story_id])) for story_id in story_ids if story_id in found}


async def prints(connection: AsyncConnection, story_id: int) -> Sequence[StoryPrint]:
    """The sketches of the story's articles, by article."""
    rows = await connection.execute(
        select(article_print)
        .join(article, article.c.id == article_print.c.article_id)
        .where(article.c.story_id == story_id)
        .order_by(article_print.c.article_id)
    )
    return [StoryPrint(row.article_id, tuple(json.loads(row.sketch)), row.voice_id) for row in rows]


async def keep_trace(connection: AsyncConnection, article_id: int, story_id: int, trace: StoryTrace) -> None:
    """Count the article's terms and make it part of its story. To be called once an article."""
    await _close(connection, trace.article.at - WINDOW)
    # In one order, so that two transactions never wait for each other's rows.
    for batch in batches(sorted(set(trace.terms))):
        again = {"articles": term_count.c.articles + 1}
        counted = insert_for(connection, term_count).on_conflict_do_update(index_elements=[term_count.c.key], set_=again)
        await connection.execute(counted, [{"key": key, "articles": 1} for key in batch])
    profile = (await profiles(connection, [story_id])).get(story_id) or Profile(trace.article.at)
    profile.add(trace.article)
    await _save(connection, story_id, profile)
    await _lead(connection, story_id, trace.keys)
    values = {"article_id": article_id, "voice_id": trace.voice or article_id, "sketch": json.dumps(trace.article.sketch)}
    await connection.execute(article_print.insert().values(values))


async def merge_traces(connection: AsyncConnection, keep: int, gone: int) -> None:
    """What led to either story leads to the one that lives on."""
    found = await profiles(connection, [keep, gone])
    if gone in found:
        merged = found.get(keep)
        if merged is None:
            merged = found[gone]
        else:
            merged.absorb(found[gone])
        await _save(connection, keep, merged)
    keys = (await connection.execute(select(story_key.c.key).where(story_key.c.story_id == gone))).scalars().all()
    await _forget(connection, [gone])
    await _lead(connection, keep, keys)


async def _save(connection: AsyncConnection, story_id: int, profile: Profile) -> None:
    values = {"last_at": profile.last, "profile": json.dumps(profile.to_json(), ensure_ascii=False, separators=(",", ":"))}
    changed = await connection.execute(update(story_profile).where(story_profile.c.story_id == story_id).values(values))
    if not changed.rowcount:
        await connection.execute(story_profile.insert().values(story_id=story_id, **values))


async def _lead(connection: AsyncConnection, story_id: int, keys: Sequence[str]) -> None:
    for batch in batches(sorted(set(keys))):
        led = insert_for(connection, story_key).on_conflict_do_nothing()
        await connection.execute(led, [{"key": key, "story_id": story_id} for key in batch])


async def _close(connection: AsyncConnection, before: datetime) -> None:
    """Forget by what stories were found that are too old to be joined, a few at a time."""
    old = select(story_profile.c.story_id).where(story_profile.c.last_at < before).order_by(story_profile.c.last_at)
    closed = (await connection.execute(old.limit(_CLOSED_AT_ONCE))).scalars().all()
    if closed:
        await _forget(connection, closed)


async def _forget(connection: AsyncConnection, story_ids: Sequence[int]) -> None:
    for table in (story_key, story_profile):
        await connection.execute(delete(table).where(table.c.story_id.in_(story_ids)))
