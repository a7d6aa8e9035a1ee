"""T1 for what is new: the entries of polls, each on the article that it names, which is made where no feed has brought it before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.edits import seen_mark, wording_of
from bot.model import Entry, OutletClass
from bot.store.columns import index_key
from bot.store.edits import shown_by
from bot.store.index import Document, Index
from bot.store.known import EntryName, Poll
from bot.store.outlets import outlet_for, source_of
from bot.store.revisions import content_hash
from bot.store.statements import batches
from bot.store.tables import article, article_revision, entry, outlet

ArticleName: TypeAlias = str | EntryName
"""What makes an item's article: the key of its canonical address, which other feeds may have too, else the item itself."""

_ARTICLES = select(article.c.canonical_key, article.c.id).where(article.c.canonical_key.in_(bindparam("keys", expanding=True)))
_LANGUAGES = select(outlet.c.id, outlet.c.language).where(outlet.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(frozen=True, slots=True)
class _Fresh:
    """An entry that its feed has not brought before."""

    name: EntryName
    article: ArticleName
    item: Entry
    poll: Poll
    outlet_id: str


def dated_at(published_at: datetime | None, seen_at: datetime) -> datetime:
    """When an article counts as published: never after it was seen, whatever its feed says."""
    return seen_at if published_at is None else min(published_at, seen_at)


async def add_entries(connection: AsyncConnection, index: Index, polls: Sequence[Poll], known: Collection[EntryName]) -> Counter[int]:
    """Write the entries of the polls that are not known, with their articles; returns how many each feed brought."""
    fresh = [one for poll in polls for one in await _fresh_of(connection, poll, known)]
    if not fresh:
        return Counter()
    articles = await _known_articles(connection, fresh)
    firsts: dict[ArticleName, _Fresh] = {}
    for one in fresh:
        if one.article not in articles:
            firsts.setdefault(one.article, one)
    articles |= await _add_articles(connection, index, firsts)
    brought = {one.name for one in firsts.values()}
    others = {one.name: (articles[one.article], one.item) for one in fresh if one.name not in brought}
    shows = dict.fromkeys(brought, 1) | (await shown_by(connection, others) if others else {})
    await connection.execute(entry.insert(), [_row(one, articles[one.article], shows.get(one.name)) for one in fresh])
    return Counter(one.poll.feed.id for one in fresh)


async def _fresh_of(connection: AsyncConnection, poll: Poll, known: Collection[EntryName]) -> list[_Fresh]:
    new = {name: item for name, item in poll.items.items() if name not in known}
    outlets = await _outlets_of(connection, poll, new.values())
    own = poll.feed.outlet_id
    return [
        _Fresh(name, _article_of(name, item), item, poll, outlets.get((item.source_name, item.source_url), own))
        for name, item in new.items()
    ]


def _article_of(name: EntryName, item: Entry) -> ArticleName:
    return index_key(item.canonical_url) if item.canonical_url else name


async def _outlets_of(connection: AsyncConnection, poll: Poll, items: Collection[Entry]) -> dict[tuple[str | None, str | None], str]:
    """The outlets that an aggregator's entries name; nothing for another feed."""
    if poll.feed.outlet_class != OutletClass.AGGREGATOR.value:
        return {}
    named = {(item.source_name, item.source_url): source_of(item) for item in items}
    return {key: await outlet_for(connection, source, poll.feed) for key, source in named.items() if source is not None}


async def _known_articles(connection: AsyncConnection, fresh: Sequence[_Fresh]) -> dict[ArticleName, int]:
    keys = sorted({one.article for one in fresh if isinstance(one.article, str)})
    found: dict[ArticleName, int] = {}
    for batch in batches(keys):
        found |= {row.canonical_key: row.id for row in await connection.execute(_ARTICLES, {"keys": batch})}
    return found


async def _add_articles(connection: AsyncConnection, index: Index, firsts: Mapping[ArticleName, _Fresh]) -> dict[ArticleName, int]:
    """Make the articles of these entries, with their first text and in the search; returns their ids."""
    if not firsts:
        return {}
    languages = await _languages(connection, firsts.values())
    # Many in a statement, since a feed of thousands must not hold up every other write.
    statement = article.insert().returning(article.c.id, sort_by_parameter_order=True)
    values = [_new_article(one, languages[one.outlet_id]) for one in firsts.values()]
    ids = [int(row.id) for row in await connection.execute(statement, values)]
    made = list(zip(ids, firsts.values(), strict=True))
    await connection.execute(article_revision.insert(), [_first_revision(article_id, one) for article_id, one in made])
    texts = [Document(key, languages[one.outlet_id], one.item.title, one.item.lead, one.item.body) for key, one in made]
    await index.add(connection, texts)
    return dict(zip(firsts, ids, strict=True))


async def _languages(connection: AsyncConnection, fresh: Collection[_Fresh]) -> dict[str, str]:
    """The languages of the entries' outlets; those of the feeds' own are known."""
    own = {one.poll.feed.outlet_id: str(one.poll.feed.language) for one in fresh}
    found: dict[str, str] = {}
    for batch in batches(sorted({one.outlet_id for one in fresh} - set(own))):
        found |= {row.id: row.language for row in await connection.execute(_LANGUAGES, {"ids": batch})}
    return own | found


def _new_article(one: _Fresh, language: str) -> dict[str, Any]:
    item, result = one.item, one.poll.result
    return {
        "canonical_key": one.article if isinstance(one.article, str) else None,
        "canonical_url": item.canonical_url,
        "url": item.url or item.canonical_url,
        "feed_id": one.poll.feed.id,
        "outlet_id": one.outlet_id,
        "stage": "new",
        "announce": result.announce.value,
        "published_at": item.published_at,
        "first_seen_at": result.at,
        "dated_at": dated_at(item.published_at, result.at),
        "language": language,
    }


def _first_revision(article_id: int, one: _Fresh) -> dict[str, Any]:
    item = one.item
    return {
        "article_id": article_id,
        "number": 1,
        "title": item.title,
        "lead": item.lead,
        "body": item.body,
        "is_full_text": False,
        "is_pruned": False,
        "content_hash": content_hash(item.title, item.lead, item.body),
        "seen_at": one.poll.result.at,
    }


def _row(one: _Fresh, article_id: int, shows: int | None) -> dict[str, Any]:
    feed_id, key = one.name
    return {
        "feed_id": feed_id,
        "key": key,
        "outlet_id": one.outlet_id,
        "article_id": article_id,
        "url": one.item.url,
        "seen_at": one.poll.result.at,
        "seen_mark": seen_mark(wording_of(one.item)),
        "shows": shows,
    }
