"""Telling the admins once of a feed that fails for long, is gone, or has moved for good, and once when one that failed is back.

A feed that fails is polled on as its schedule says (bot.pollers.schedule), in the end about once a day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.desk.notices import FeedTrouble
from bot.desk.ports import Clock
from bot.model import DeliveryIntent, Destination, FeedHealth, FeedState, Locale, Purpose

LONG = timedelta(days=2)
"""How long a feed that did well before has failed when its admins are told."""

MANY_FAILURES = 10
"""In a row, of a feed that never did well: about a day of trying."""

RECENT = timedelta(days=3)
"""How long after its last failure a feed's return is news: longer than the longest wait between two polls (bot.pollers.schedule)."""

LOOKS_EVERY = timedelta(minutes=5)
"""How soon admins hear that a feed is gone or has moved. A look reads every feed."""

FEW_FEEDS = 4
"""So many feeds may all fail by themselves. Where more than half of more fail, it is the desk's own connection, and each feed's word
would be wrong; they are told when most do well again."""


class FeedWatchStore(Protocol):
    """What the watch asks of a store; see bot.desk.ports."""

    async def feeds(self) -> Sequence[FeedHealth]: ...

    async def queue(self, intents: Sequence[DeliveryIntent]) -> None: ...

    async def told_outages(self) -> Sequence[tuple[Destination, str]]:
        """The notices of failing feeds (`feed-failing:<feed>:<since>`) that were sent, each with where, of whose return nothing was queued
        there."""
        ...


class FeedWatch:
    """`admins` are the desk's, `language` that of notices."""

    def __init__(self, store: FeedWatchStore, clock: Clock, *, admins: Sequence[Destination], language: Locale) -> None:
        self._store = store
        self._clock = clock
        self._admins = admins
        self._language = language
        self._looked_at: datetime | None = None

    async def tell_now_and_then(self) -> None:
        """Tell where the last look was some minutes ago; see `tell`. Raises StoreError, and then looks again at the next call."""
        now = self._clock.now()
        if self._looked_at is None or now - self._looked_at >= LOOKS_EVERY:
            await self.tell()
            self._looked_at = now

    async def tell(self) -> None:
        """Queue a notice for each admin of each feed in trouble; the store ignores those that were queued before. Raises StoreError."""
        now = self._clock.now()
        feeds = await self._store.feeds()
        told = [(admin, key) for key in notice_keys(feeds, now) for admin in self._admins]
        told += [(admin, key) for admin, key in returns(await self._store.told_outages(), feeds, now) if admin in self._admins]
        intents = [DeliveryIntent(admin, Purpose.NOTICE, key, None, None, now, language=self._language) for admin, key in told]
        await self._store.queue(intents)


def notice_keys(feeds: Sequence[FeedHealth], now: datetime) -> tuple[str, ...]:
    """The dedup keys of what is to be told: `feed-failing:<feed>:<since>`, `feed-gone:<feed>:<since>`, `feed-moved:<feed>:<where>`."""
    active = [feed for feed in feeds if feed.state is FeedState.ACTIVE]
    failing = sum(feed.failures > 0 for feed in active)
    is_ours = len(active) > FEW_FEEDS and failing * 2 > len(active)
    found: list[str] = []
    for feed in feeds:
        if feed.moved_from is not None and feed.state is FeedState.ACTIVE:
            found.append(_key(FeedTrouble.MOVED, feed, hashlib.sha256(feed.spec.url.encode()).hexdigest()[:12]))
        if feed.state is FeedState.GONE:
            found.append(_key(FeedTrouble.GONE, feed, _since(feed.last_error_at)))
        elif not is_ours and fails_for_long(feed, now):
            found.append(_key(FeedTrouble.FAILING, feed, _since(feed.last_success_at)))
    return tuple(found)


def returns(outages: Sequence[tuple[Destination, str]], feeds: Sequence[FeedHealth], now: datetime) -> Sequence[tuple[Destination, str]]:
    """Who is to be told of which return, `feed-back:<feed>:<since>`: those who were told of the outage that began `since`, once the feed
    has been read after it."""
    well = {feed.spec.id: feed for feed in feeds if feed.state is FeedState.ACTIVE and not feed.failures and _just_failed(feed, now)}
    found = []
    for admin, key in outages:
        _, slug, since = key.split(":", 2)
        if slug in well and since != _since(well[slug].last_success_at):
            found.append((admin, _key(FeedTrouble.BACK, well[slug], since)))
    return found


def fails_for_long(feed: FeedHealth, now: datetime) -> bool:
    """Whether an active feed has failed so long that somebody should look."""
    if feed.state is not FeedState.ACTIVE or not feed.failures:
        return False
    return feed.failures >= MANY_FAILURES if feed.last_success_at is None else now - feed.last_success_at >= LONG


def _just_failed(feed: FeedHealth, now: datetime) -> bool:
    return feed.last_error_at is not None and now - feed.last_error_at <= RECENT


def _key(trouble: FeedTrouble, feed: FeedHealth, what: str) -> str:
    return f"{trouble.value}:{feed.spec.id}:{what}"


def _since(moment: datetime | None) -> str:
    """Tells one outage from the next."""
    return "never" if moment is None else f"{moment.astimezone(UTC):%Y%m%dT%H%M}"
