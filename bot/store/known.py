"""What is known of the items that polls bring: which of them their feeds have brought before, and what each said last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Entry, PollChanged
from bot.store.columns import index_key
from bot.store.statements import AnyRow, batches
from bot.store.tables import article, entry

EntryName: TypeAlias = tuple[int, str]
"""An entry by its feed's id and its key (`index_key`)."""

_AT_ONCE = 500
_KEYS: BindParameter[str] = bindparam("keys", expanding=True)
_KNOWN = (
    select(
        *(entry.c[name] for name in ("id", "feed_id", "key", "article_id", "seen_mark", "shows")),
        *(article.c[name] for name in ("dated_at", "revision")),
    )
    .join(article, article.c.id == entry.c.article_id)
    .where(entry.c.feed_id.in_(bindparam("feeds", expanding=True)), entry.c.key.in_(_KEYS))
    .order_by(article.c.id, entry.c.id)
    .with_for_update(of=article)
)
_MARKS = select(entry.c.key, entry.c.seen_mark).where(entry.c.feed_id == bindparam("feed"), entry.c.key.in_(_KEYS))


@dataclass(frozen=True, slots=True)
class Poll:
    """What a poll brought, with its feed as it is stored; `feed` also has language, country and outlet_class of its outlet."""

    feed: AnyRow
    result: PollChanged

    def items(self) -> dict[EntryName, Entry]:
        """Its entries by name, in their order; of several with one key the first."""
        items = {(self.feed.id, index_key(item.key)): item for item in reversed(self.result.entries)}
        return dict(reversed(items.items()))


async def seen_marks(connection: AsyncConnection, feed_id: int, keys: Sequence[str]) -> dict[str, str | None]:
    """Which of these entry keys the feed has brought before, with the mark of what each said last (None where that is not known)."""
    stored = {index_key(key): key for key in keys}
    found: dict[str, str | None] = {}
    for batch in batches(list(stored), _AT_ONCE):
        rows = await connection.execute(_MARKS, {"feed": feed_id, "keys": batch})
        found |= {stored[row.key]: row.seen_mark for row in rows}
    return found


async def known_entries(connection: AsyncConnection, polls: Sequence[Poll]) -> dict[EntryName, AnyRow]:
    """Those items of the polls that their feeds have brought before, ordered by article; the articles are locked."""
    found: list[AnyRow] = []
    for names in _lookups([list(poll.items()) for poll in polls]):
        wanted = frozenset(names)
        rows = await connection.execute(_KNOWN, {"feeds": sorted({feed for feed, _ in names}), "keys": sorted({key for _, key in names})})
        found += [row for row in rows if (row.feed_id, row.key) in wanted]
    found.sort(key=lambda row: (row.article_id, row.id))
    return {(row.feed_id, row.key): row for row in found}


def _lookups(names: Sequence[list[EntryName]]) -> Iterator[list[EntryName]]:
    """The names of several feeds in lists for one statement each. It asks for every key of every feed in it, which costs less than a
    statement for each feed as long as they are few."""
    lot: list[EntryName] = []
    for of_feed in names:
        for batch in batches(of_feed, _AT_ONCE):
            if len(lot) + len(batch) > _AT_ONCE:
                yield lot
                lot = []
            lot += batch
    if lot:
        yield lot
