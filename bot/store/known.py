"""What is known of the items that polls bring: which of them their feeds have brought before, and what each said last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Entry, PollChanged
from bot.store.columns import index_key
from bot.store.statements import AnyRow, batches
from bot.store.tables import article, entry

EntryName: TypeAlias = tuple[int, str]
"""An entry by its feed's id and its key (`index_key`)."""

_AT_ONCE = 500
_NAMED = and_(entry.c.feed_id.in_(bindparam("feeds", expanding=True)), entry.c.key.in_(bindparam("keys", expanding=True)))
_KNOWN = (
    select(
        *(entry.c[name] for name in ("id", "feed_id", "key", "article_id", "seen_mark", "shows")),
        *(article.c[name] for name in ("dated_at", "revision")),
    )
    .join(article, article.c.id == entry.c.article_id)
    .where(_NAMED)
    .order_by(article.c.id, entry.c.id)
    .with_for_update(of=article)
)
_MARKS = select(entry.c.feed_id, entry.c.key, entry.c.seen_mark).where(_NAMED)


@dataclass(frozen=True, slots=True)
class Poll:
    """What a poll brought, with its feed as it is stored; `feed` also has language, country and outlet_class of its outlet. `items` are
    its entries by name, in their order; of several with one key the first."""

    feed: AnyRow
    result: PollChanged
    items: Mapping[EntryName, Entry]

    @classmethod
    def of(cls, feed: AnyRow, result: PollChanged) -> Poll:
        """Of a feed's row and the result."""
        items = {(feed.id, index_key(item.key)): item for item in reversed(result.entries)}
        return cls(feed, result, dict(reversed(items.items())))


async def seen_marks(connection: AsyncConnection, keys: Mapping[int, Sequence[str]]) -> dict[int, dict[str, str | None]]:
    """Which of these entry keys their feeds have brought before, with the mark of what each said last (None where that is not known)."""
    named = {feed: {(feed, index_key(key)): key for key in of_feed} for feed, of_feed in keys.items()}
    found: dict[int, dict[str, str | None]] = {}
    for row in await _found(connection, _MARKS, [list(names) for names in named.values()]):
        found.setdefault(row.feed_id, {})[named[row.feed_id][row.feed_id, row.key]] = row.seen_mark
    return found


async def known_entries(connection: AsyncConnection, polls: Sequence[Poll]) -> dict[EntryName, AnyRow]:
    """Those items of the polls that their feeds have brought before, ordered by article; the articles are locked."""
    found = await _found(connection, _KNOWN, [list(poll.items) for poll in polls])
    found.sort(key=lambda row: (row.article_id, row.id))
    return {(row.feed_id, row.key): row for row in found}


async def _found(connection: AsyncConnection, statement: Select[Any], names: Sequence[list[EntryName]]) -> list[AnyRow]:
    """What the statement gives for the entries of several feeds. It asks for every key of every feed that it is given, which costs less
    than a statement for each feed."""
    found: list[AnyRow] = []
    for lot in _lots(names):
        wanted = frozenset(lot)
        asked = {"feeds": sorted({feed for feed, _ in lot}), "keys": sorted({key for _, key in lot})}
        found += [row for row in await connection.execute(statement, asked) if (row.feed_id, row.key) in wanted]
    return found


def _lots(names: Sequence[list[EntryName]]) -> Iterator[list[EntryName]]:
    """The names of several feeds in lists for one statement each."""
    lot: list[EntryName] = []
    for of_feed in names:
        for batch in batches(of_feed, _AT_ONCE):
            if len(lot) + len(batch) > _AT_ONCE:
                yield lot
                lot = []
            lot += batch
    if lot:
        yield lot
