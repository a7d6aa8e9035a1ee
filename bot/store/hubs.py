"""Subscriptions at the hubs of feeds (bot.pollers.ports.HubStore): what feeds name, what hubs confirmed, what they pushed."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import FeedPushes, FeedState, HubState, HubSubscription, NamedHub
from bot.store.noun import Noun
from bot.store.statements import AnyRow
from bot.store.tables import feed
from bot.store.tables import hub_subscription as hub

_WANTED = (HubState.ASKING.value, HubState.LIVE.value)
_TOLD_BEFORE = timedelta(minutes=10)
"""How long before the last look a push may have come that told of what the next look finds: caches of outlets lag."""

_NO_BELL: dict[str, Any] = {"rung_at": None, "again_at": None}
_STOPPED: dict[str, Any] = {"state": HubState.LEAVING.value, "attempts": 0, "expires_at": None, **_NO_BELL}


class Hubs(Noun):
    """The subscriber's side of WebSub. A feed has at most one subscription that it wants, and any number that are being left."""

    async def note_hub(
        self, feed_id: int, named: NamedHub | None, *, base: str, has_news: bool, last_success_at: datetime | None, now: datetime
    ) -> bool:
        """What a feed's document names now, and whether this look found news. Subscriptions at other hubs are left, one at a new hub is
        made, with a path and a secret of its own. True where a hub is to be asked for something."""
        mine = select(hub).where(hub.c.feed_id == feed_id, hub.c.state != HubState.LEAVING.value)

        async def read(connection: AsyncConnection) -> bool:
            rows = (await connection.execute(mine)).all()
            kept = [row for row in rows if named == NamedHub(row.hub, row.topic)]
            is_other = len(kept) < len(rows) or (named is not None and not kept)
            return is_other or (has_news and any(row.again_at or _is_missed(row, last_success_at) for row in kept))

        async def write(connection: AsyncConnection) -> bool:
            rows = (await connection.execute(mine.with_for_update())).all()
            kept = [row for row in rows if named == NamedHub(row.hub, row.topic)]
            await _leave(connection, hub.c.id.in_([row.id for row in rows if row not in kept]), now)
            for row in kept if has_news else ():
                missed = now if _is_missed(row, last_success_at) else row.missed_at
                await connection.execute(update(hub).where(hub.c.id == row.id).values(again_at=None, missed_at=missed))
            if named is not None and not kept:
                await connection.execute(hub.insert().values(feed_id=feed_id, **_fresh(named, base, now)))
            return len(kept) < len(rows) or (named is not None and not kept)

        return await self._db.read_at_once(read) and await self._db.write_at_once(write)

    async def claim_hubs(
        self, *, base: str, now: datetime, lease_seconds: float, most_goodbyes: int, limit: int
    ) -> Sequence[HubSubscription]:
        """Subscriptions for which the hub is to be asked now; each comes back after the lease unless something is settled before.

        Those of feeds that are read no more are left, those made under another address of the desk are made anew, and those that a hub
        does not confirm to have left after so many requests are forgotten.
        """
        idle = feed.c.state != FeedState.ACTIVE.value
        stray = or_(hub.c.base != base, and_(hub.c.state == HubState.DENIED.value, hub.c.next_at <= now))
        work = or_(hub.c.next_at <= now, and_(hub.c.state != HubState.LEAVING.value, or_(idle, stray)))
        any_work = select(hub.c.id).join(feed, feed.c.id == hub.c.feed_id).where(work).limit(1)

        async def look(connection: AsyncConnection) -> bool:
            return (await connection.execute(any_work)).first() is not None

        async def claim(connection: AsyncConnection) -> list[HubSubscription]:
            of_idle = hub.c.feed_id.in_(select(feed.c.id).where(idle))
            stayed = hub.c.state != HubState.LEAVING.value
            await _leave(connection, and_(of_idle, stayed), now)
            anew = {"state": HubState.ASKING.value, "base": base, "attempts": 0, "expires_at": None, "next_at": now}
            await connection.execute(update(hub).where(stayed, stray).values(anew))
            forgotten = and_(hub.c.state == HubState.LEAVING.value, hub.c.attempts >= most_goodbyes, hub.c.next_at <= now)
            await connection.execute(delete(hub).where(forgotten))
            due = _selected().where(hub.c.next_at <= now).order_by(hub.c.next_at, hub.c.id).limit(limit)
            rows = (await connection.execute(due.with_for_update(skip_locked=True, of=hub))).all()
            until = now + timedelta(seconds=lease_seconds)
            asked = {"attempts": hub.c.attempts + 1, "next_at": until}
            await connection.execute(update(hub).where(hub.c.id.in_([row.id for row in rows])).values(asked))
            return [_subscription(row, row.attempts + 1, until) for row in rows]

        return await self._db.write_at_once(claim) if await self._db.read_at_once(look) else []

    async def settle_hub(self, claimed: HubSubscription, *, next_at: datetime, reason: str | None) -> None:
        """When a hub that was asked is asked again, and why it did not take the request; nothing where it has asked back meanwhile."""
        held = and_(hub.c.id == claimed.id, hub.c.next_at == claimed.claimed_until, hub.c.state == claimed.state.value)
        async with self._db.write() as connection:
            await connection.execute(update(hub).where(held).values(next_at=next_at, reason=reason))

    async def hub_at(self, path: str) -> HubSubscription | None:
        """The subscription whose hub calls this path."""

        async def read(connection: AsyncConnection) -> HubSubscription | None:
            row = (await connection.execute(_selected().where(hub.c.path == path))).first()
            return None if row is None else _subscription(row, row.attempts, row.next_at)

        return await self._db.read_at_once(read)

    async def confirm_hub(self, id: int, *, expires_at: datetime, next_at: datetime) -> bool:  # noqa: A002 - the column's name
        """The hub tells until then; False where it is no longer wanted."""
        live = {"state": HubState.LIVE.value, "attempts": 0, "expires_at": expires_at, "next_at": next_at, "reason": None}
        async with self._db.write() as connection:
            found = await connection.execute(update(hub).where(hub.c.id == id, hub.c.state.in_(_WANTED)).values(live))
            return bool(found.rowcount)

    async def deny_hub(self, id: int, *, next_at: datetime, reason: str) -> None:  # noqa: A002 - the column's name
        """The hub refuses, or tells no more; it may be asked again then."""
        denied = {**_STOPPED, "state": HubState.DENIED.value, "next_at": next_at, "reason": reason}
        async with self._db.write() as connection:
            await connection.execute(delete(hub).where(hub.c.id == id, hub.c.state == HubState.LEAVING.value))
            await connection.execute(update(hub).where(hub.c.id == id, hub.c.state.in_(_WANTED)).values(denied))

    async def forget_hub(self, id: int) -> bool:  # noqa: A002 - the column's name
        """The hub has confirmed that it tells no more; False where that was not wanted."""
        async with self._db.write() as connection:
            return bool((await connection.execute(delete(hub).where(hub.c.id == id, hub.c.state == HubState.LEAVING.value))).rowcount)

    async def ring_hub(self, id: int, *, now: datetime) -> None:  # noqa: A002 - the column's name
        """A push came. Nothing where one rang before for which the feed was not yet looked at, so that a flood costs no writes."""
        rung = {"rung_at": now, "pushed_at": now, "pushes": hub.c.pushes + 1}
        quiet = and_(hub.c.id == id, hub.c.rung_at.is_(None), hub.c.state.in_(_WANTED))

        async def read(connection: AsyncConnection) -> bool:
            return (await connection.execute(select(hub.c.id).where(quiet))).first() is not None

        async def write(connection: AsyncConnection) -> None:
            await connection.execute(update(hub).where(quiet).values(rung))

        if await self._db.read_at_once(read):
            await self._db.write_at_once(write)

    async def answer_rings(self, *, now: datetime, gap: timedelta, again: timedelta) -> int:
        """Make the feeds due for which pushes rang, or which are to be looked at once more; returns how many. One that was made due less
        than `gap` ago, that is being polled, or that failed and waits for its backoff or its server's Retry-After, waits for a later
        call."""
        looked_long_ago = or_(hub.c.answered_at.is_(None), hub.c.answered_at <= now - gap)
        is_free = or_(feed.c.lease.is_(None), feed.c.lease_until <= now)
        is_left_alone = and_(feed.c.failures > 0, feed.c.next_poll_at > now)
        ready = and_(
            or_(hub.c.rung_at.is_not(None), hub.c.again_at <= now),
            looked_long_ago,
            feed.c.state == FeedState.ACTIVE.value,
            is_free,
            ~is_left_alone,
        )
        statement = select(hub.c.id, hub.c.feed_id).join(feed, feed.c.id == hub.c.feed_id).where(ready)

        async def look(connection: AsyncConnection) -> bool:
            return (await connection.execute(statement.limit(1))).first() is not None

        async def answer(connection: AsyncConnection) -> int:
            rows = (await connection.execute(statement.with_for_update(skip_locked=True, of=hub))).all()
            due = update(feed).where(feed.c.id.in_([row.feed_id for row in rows]), feed.c.next_poll_at > now)
            await connection.execute(due.values(next_poll_at=now))
            once_more = case((hub.c.rung_at.is_not(None), now + again), else_=None)
            done = {"rung_at": None, "answered_at": now, "again_at": once_more}
            await connection.execute(update(hub).where(hub.c.id.in_([row.id for row in rows])).values(done))
            return len(rows)

        return await self._db.write_at_once(answer) if await self._db.read_at_once(look) else 0

    async def pushed_feeds(self, *, now: datetime) -> frozenset[int]:
        """Feeds whose hub can be relied on: it tells, it has told, and no look since found news of which it had not."""
        told = and_(hub.c.pushed_at.is_not(None), or_(hub.c.missed_at.is_(None), hub.c.missed_at < hub.c.pushed_at))
        statement = select(hub.c.feed_id).where(_is_live(now), told)

        async def read(connection: AsyncConnection) -> frozenset[int]:
            return frozenset((await connection.execute(statement)).scalars())

        return await self._db.read_at_once(read)


async def _leave(connection: AsyncConnection, which: ColumnElement[bool], now: datetime) -> None:
    """Ask these hubs to stop; one that was never asked, or has refused, needs no word."""
    unknown = or_(hub.c.state == HubState.DENIED.value, and_(hub.c.state == HubState.ASKING.value, hub.c.attempts == 0))
    await connection.execute(delete(hub).where(which, unknown))
    await connection.execute(update(hub).where(which).values(**_STOPPED, next_at=now))


async def live_hubs(connection: AsyncConnection, now: datetime) -> dict[int, FeedPushes]:
    """By feed the hub that tells of it."""
    rows = await connection.execute(select(hub.c.feed_id, hub.c.hub, hub.c.pushes, hub.c.pushed_at).where(_is_live(now)))
    return {row.feed_id: FeedPushes(row.hub, row.pushes, row.pushed_at) for row in rows}


def _is_live(now: datetime) -> ColumnElement[bool]:
    return and_(hub.c.state == HubState.LIVE.value, hub.c.expires_at > now)


def _is_missed(row: AnyRow, last_success_at: datetime | None) -> bool:
    """Whether the news of a look are such as the hub should have told before; told once, not again and again of a hub that lags."""
    if row.pushed_at is None or last_success_at is None or row.pushed_at >= last_success_at - _TOLD_BEFORE:
        return False
    return row.missed_at is None or bool(row.missed_at < row.pushed_at)


def _fresh(named: NamedHub, base: str, now: datetime) -> dict[str, Any]:
    return {
        "hub": named.hub,
        "topic": named.topic,
        "base": base,
        "path": secrets.token_urlsafe(32),
        "secret": secrets.token_hex(32),
        "state": HubState.ASKING.value,
        "next_at": now,
    }


def _selected() -> Select[Any]:
    return select(hub, feed.c.slug, feed.c.url, feed.c.allow_private).join(feed, feed.c.id == hub.c.feed_id)


def _subscription(row: AnyRow, attempts: int, until: datetime) -> HubSubscription:
    return HubSubscription(
        id=row.id,
        feed=row.slug,
        feed_url=row.url,
        allow_private=row.allow_private,
        named=NamedHub(row.hub, row.topic),
        base=row.base,
        path=row.path,
        secret=row.secret,
        state=HubState(row.state),
        attempts=attempts,
        claimed_until=until,
    )
