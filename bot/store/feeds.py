"""Feeds: what is due, what is declared, what people are shown of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, Integer, and_, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import (
    Announce,
    ClaimedFeed,
    FailureCause,
    FeedHealth,
    FeedOrigin,
    FeedPushes,
    FeedSpec,
    FeedState,
    PollChanged,
    PollResult,
    Validators,
    WaitingFeed,
)
from bot.store.hubs import live_hubs
from bot.store.known import seen_marks
from bot.store.noun import Noun, new_token
from bot.store.outlets import upsert_outlets
from bot.store.polls import record_news, record_quiet
from bot.store.rows import feed_select, feed_spec
from bot.store.statements import AnyRow, batches
from bot.store.tables import article, feed, feed_day, feed_marks, outlet

_FLOW_DAYS = 14
_GROWING_ARTICLES, _GROWING_FAMILIES = 5, 3
"""New articles and publishers from which a story counts as growing."""

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_NOW = bindparam("now", type_=feed.c.next_poll_at.type)
_DUE = (
    feed_select()
    .where(
        feed.c.state == FeedState.ACTIVE.value, feed.c.next_poll_at <= _NOW, or_(feed.c.lease_until.is_(None), feed.c.lease_until <= _NOW)
    )
    .order_by(feed.c.next_poll_at, feed.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True, of=feed)
)
_CLAIM = (
    update(feed)
    .where(feed.c.id.in_(_IDS))
    .values({name: bindparam(f"new_{name}", type_=feed.c[name].type) for name in ("lease", "lease_until")})
)
_MARKS = select(feed_marks).where(feed_marks.c.feed_id.in_(_IDS))

_UNMET: dict[str, object] = {
    "etag": None,
    "last_modified": None,
    "body_hash": None,
    "failures": 0,
    "moved_to": None,
    "moved_sightings": 0,
    "first_polled_at": None,
    "habits": None,
}
"""A feed as if it had never been asked. What it then holds is a new feed's backlog: its keys may be others, and all of it would be told."""


_WAITS = and_(feed.c.state == FeedState.ACTIVE.value, feed.c.lease.is_(None), feed.c.failures == 0, feed.c.last_polled_at.is_not(None))
"""A feed that may be polled sooner: one that fails comes when its backoff or its server says."""


class Feeds(Noun):
    """The pollers' store (bot.pollers.ports.FeedStore) and what managers do with feeds."""

    async def claim_feeds(self, *, now: datetime, lease_seconds: float, limit: int) -> Sequence[ClaimedFeed]:
        """Active feeds that are due, longest due first, each to one claimer until its lease ends."""
        held = {"lease": new_token(), "lease_until": now + timedelta(seconds=lease_seconds)}

        async def claim(connection: AsyncConnection) -> list[ClaimedFeed]:
            rows = (await connection.execute(_DUE, {"now": now, "most": limit})).all()
            for batch in batches([row.id for row in rows]):
                await connection.execute(_CLAIM, {"ids": batch, **{f"new_{name}": value for name, value in held.items()}})
            return [_claimed(row, str(held["lease"])) for row in rows]

        return await self._db.write_at_once(claim)

    async def marks(self, feed_ids: Sequence[int]) -> Mapping[int, str]:
        """The marks that the last parse of each of these feeds left; feeds of which none did are left out."""

        async def read(connection: AsyncConnection) -> dict[int, str]:
            rows = [row for batch in batches(feed_ids) for row in await connection.execute(_MARKS, {"ids": batch})]
            return {row.feed_id: row.marks for row in rows}

        return await self._db.read_at_once(read)

    async def known_marks(self, keys: Mapping[int, Sequence[str]]) -> Mapping[int, Mapping[str, str | None]]:
        """Which of these entry keys their feeds (by id) have brought before, with the mark of what each said last (None where that is not
        known)."""

        async def read(connection: AsyncConnection) -> Mapping[int, Mapping[str, str | None]]:
            return await seen_marks(connection, keys)

        return await self._db.read_at_once(read)

    async def record_polls(self, results: Sequence[PollResult]) -> None:
        """What polls brought, in one commit (T1). A result whose lease was lost is ignored: whoever holds the feed now brings the same
        entries."""
        quiet = [result for result in results if not isinstance(result, PollChanged)]
        news = [result for result in results if isinstance(result, PollChanged)]

        async def record(connection: AsyncConnection) -> None:
            if news:
                await record_news(self._db, connection, self._index, news)
            if quiet:
                await record_quiet(connection, quiet)

        await self._db.write_at_once(record)

    async def busy_outlets(self, *, since: datetime) -> frozenset[str]:
        """The ids of outlets that carry a story which several publishers have told more of since then."""
        recent = (
            select(article.c.story_id)
            .join(outlet, outlet.c.id == article.c.outlet_id)
            .where(article.c.first_seen_at >= since, article.c.announce == Announce.ALERT.value, article.c.story_id.is_not(None))
            .group_by(article.c.story_id)
            .having(func.count() >= _GROWING_ARTICLES, func.count(func.distinct(outlet.c.family)) >= _GROWING_FAMILIES)
        )
        carriers = select(article.c.outlet_id).distinct().where(article.c.story_id.in_(recent))

        async def read(connection: AsyncConnection) -> frozenset[str]:
            return frozenset((await connection.execute(carriers)).scalars())

        return await self._db.read_at_once(read)

    async def waiting_feeds(self, outlets: Collection[str]) -> Sequence[WaitingFeed]:
        """The active feeds of these outlets that nobody polls now and that did not fail when they were last polled."""

        async def read(connection: AsyncConnection) -> list[WaitingFeed]:
            found: list[WaitingFeed] = []
            for batch in batches(sorted(outlets)):
                rows = await connection.execute(feed_select().where(_WAITS, feed.c.outlet_id.in_(batch)))
                found += [WaitingFeed(row.id, feed_spec(row), row.last_polled_at, row.next_poll_at, row.habits) for row in rows]
            return found

        return await self._db.read_at_once(read)

    async def pull_forward(self, moments: Mapping[int, datetime]) -> None:
        """Poll these feeds (by id) at these moments, each only where it would otherwise be polled later and still is one that waits."""
        if not moments:
            return
        sooner = bindparam("sooner", type_=feed.c.next_poll_at.type)
        pulled = update(feed).where(feed.c.id == bindparam("pulled_id"), _WAITS, feed.c.next_poll_at > sooner).values(next_poll_at=sooner)
        values = [{"pulled_id": key, "sooner": moment} for key, moment in sorted(moments.items())]

        async def pull(connection: AsyncConnection) -> None:
            await connection.execute(pulled, values)

        await self._db.write_at_once(pull)

    async def sync_feeds(self, specs: Sequence[FeedSpec], *, now: datetime) -> None:
        """Make the declared feeds those of feeds.yaml. A feed that was removed in chat stays removed until it has left the file once."""
        async with self._db.write() as connection:
            await upsert_outlets(connection, {spec.outlet.id: (spec.outlet, spec.url) for spec in specs}.values())
            known = {row.slug: row for row in await connection.execute(select(feed))}
            for spec in specs:
                await _declare(connection, known.get(spec.id), spec, now)
            missing = set(known) - {spec.id for spec in specs}
            declared = [known[slug].id for slug in missing if known[slug].origin == FeedOrigin.DECLARED.value]
            for batch in batches(declared):
                removed = {"state": FeedState.REMOVED.value, "removed_in": "file"}
                await connection.execute(update(feed).where(feed.c.id.in_(batch)).values(removed))

    async def add_chat_feed(self, spec: FeedSpec, *, now: datetime) -> bool:
        """Add a feed that was asked for in chat, due at once. False where a feed of this id or address is there already."""
        async with self._db.write() as connection:
            same = or_(feed.c.slug == spec.id, feed.c.url == spec.url, feed.c.declared_url == spec.url)
            rows = (await connection.execute(select(feed).where(same))).all()
            if any(row.state != FeedState.REMOVED.value for row in rows):
                return False
            if await connection.scalar(select(outlet.c.id).where(outlet.c.id == spec.outlet.id)) is None:
                await upsert_outlets(connection, [(spec.outlet, spec.url)])
            old = next((row for row in rows if row.slug == spec.id), None)
            values = {**_declared(spec), "origin": FeedOrigin.CHAT.value, "state": FeedState.ACTIVE.value, "removed_in": None}
            if old is None:
                await connection.execute(feed.insert().values(slug=spec.id, url=spec.url, added_at=now, next_poll_at=now, **values))
            else:
                afresh = {**_UNMET, "url": spec.url, "next_poll_at": now}
                await connection.execute(update(feed).where(feed.c.id == old.id).values({**values, **afresh}))
        return True

    async def remove_feed(self, feed_id: str) -> bool:
        """Stop a feed for good by its slug; its articles stay, and a declared one keeps a tombstone that feeds.yaml does not undo."""
        return await self._turn_feed(feed_id, FeedState.REMOVED, removed_in="chat")

    async def pause_feed(self, feed_id: str, *, paused: bool) -> bool:
        """Pause a feed by its slug or let it go on at once, a GONE one too. False where there is none."""
        return await self._turn_feed(feed_id, FeedState.PAUSED if paused else FeedState.ACTIVE, removed_in=None)

    async def _turn_feed(self, slug: str, state: FeedState, *, removed_in: str | None) -> bool:
        wanted = and_(feed.c.slug == slug, feed.c.state != FeedState.REMOVED.value)
        values = {"state": state.value, "removed_in": removed_in, "next_poll_at": self._clock.now()}
        async with self._db.write() as connection:
            return bool((await connection.execute(update(feed).where(wanted).values(values))).rowcount)

    async def feeds(self) -> Sequence[FeedHealth]:
        """Every feed that is not removed, by outlet and id."""
        now = self._clock.now()
        since = (now - timedelta(days=_FLOW_DAYS)).date().isoformat()
        flow = select(feed_day.c.feed_id, func.sum(feed_day.c["items"])).where(feed_day.c.day > since).group_by(feed_day.c.feed_id)
        async with self._db.read() as connection:
            rows = await connection.execute(
                feed_select().where(feed.c.state != FeedState.REMOVED.value).order_by(feed.c.outlet_id, feed.c.slug)
            )
            counts: dict[int, int] = {key: int(count) for key, count in await connection.execute(flow)}
            hubs = await live_hubs(connection, now)
        return [_health(row, counts.get(row.id, 0), hubs.get(row.id), now) for row in rows]


def _declared(spec: FeedSpec) -> dict[str, object]:
    return {
        "outlet_id": spec.outlet.id,
        "declared_url": spec.url,
        "interval": spec.interval,
        "full_text": spec.full_text.value,
        "allow_private": spec.allow_private,
        "timezone": spec.timezone,
        "fastest": spec.fastest,
        "slowest": spec.slowest,
    }


async def _declare(connection: AsyncConnection, known: AnyRow | None, spec: FeedSpec, now: datetime) -> None:
    values = {**_declared(spec), "origin": FeedOrigin.DECLARED.value}
    if known is None:
        active = {"state": FeedState.ACTIVE.value, "added_at": now, "next_poll_at": now}
        await connection.execute(feed.insert().values(slug=spec.id, url=spec.url, **active, **values))
        return
    if known.declared_url != spec.url:  # another address: what the old one said is worth nothing
        values |= {**_UNMET, "url": spec.url, "next_poll_at": now}
        if known.state == FeedState.GONE.value:
            values["state"] = FeedState.ACTIVE.value
    if known.state == FeedState.REMOVED.value and known.removed_in == "file":
        values |= {"state": FeedState.ACTIVE.value, "removed_in": None, "next_poll_at": now}
    await connection.execute(update(feed).where(feed.c.id == known.id).values(values))


def _claimed(row: AnyRow, lease: str) -> ClaimedFeed:
    return ClaimedFeed(
        id=row.id,
        spec=feed_spec(row),
        validators=Validators(row.etag, row.last_modified),
        failures=row.failures,
        first_polled_at=row.first_polled_at,
        last_success_at=row.last_success_at,
        body_hash=row.body_hash,
        lease=lease,
        habits=row.habits,
    )


def _health(row: AnyRow, flow: int, told_by: FeedPushes | None, now: datetime) -> FeedHealth:
    days = 1 if row.first_polled_at is None else min(_FLOW_DAYS, max(1, (now - row.first_polled_at).days + 1))
    return FeedHealth(
        spec=feed_spec(row),
        origin=FeedOrigin(row.origin),
        state=FeedState(row.state),
        next_poll_at=row.next_poll_at if row.state == FeedState.ACTIVE.value else None,
        last_polled_at=row.last_polled_at,
        last_success_at=row.last_success_at,
        last_error=FailureCause(row.last_error) if row.last_error else None,
        last_error_detail=row.last_error_detail,
        last_error_at=row.last_error_at,
        failures=row.failures,
        items=row.items,
        items_a_day=flow / days,
        moved_from=row.declared_url if row.declared_url != row.url else None,
        told_by=told_by,
    )
