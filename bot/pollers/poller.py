"""The orchestrator of polling: claims due feeds, fetches them, has what changed parsed, and records what is new.

    due > claimed > fetched > unchanged (304, same hash) | parsed > known items dropped > recorded

Nothing is held only in memory: a poll that is cancelled or killed leaves its feeds claimed until their lease ends, and then they are due
again. Recording is idempotent by item key, so a poll repeated brings nothing twice.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bot.desk.ports import Clock
from bot.errors import WorkerError
from bot.model import ClaimedFeed, FailureCause, PollChanged, PollFailed, PollResult, PollUnchanged, Validators
from bot.pollers.answers import Fetched, FetchFailed, NotModified
from bot.pollers.ports import FeedFetcher, FeedParser, FeedStore, NotAFeed, ParsedFeed, ParseHints
from bot.pollers.schedule import SchedulePolicy, after_failure, after_success, announcement

log = logging.getLogger(__name__)

_UNEXPECTED = "The desk itself failed on this feed; its log has the details."


@dataclass(frozen=True, slots=True)
class PollLimits:
    """Feeds fetched at once; the lease in seconds, longer than a fetch and a parse may take; quiet results (unchanged, failed) recorded in
    one commit; seconds between looks for feeds that have become due meanwhile."""

    at_once: int = 50
    lease_seconds: float = 120.0
    quiet_batch: int = 50
    look_again_seconds: float = 2.0


class Poller:
    """Polls what is due. `chance` spreads the polls; `on_news` is called after each commit that brought new entries."""

    def __init__(
        self,
        store: FeedStore,
        fetcher: FeedFetcher,
        parser: FeedParser,
        clock: Clock,
        *,
        chance: Random,
        limits: PollLimits | None = None,
        policy: SchedulePolicy | None = None,
        on_news: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._parser = parser
        self._clock = clock
        self._chance = chance
        self._limits = limits or PollLimits()
        self._policy = policy or SchedulePolicy()
        self._on_news = on_news

    async def poll_due(self) -> int:
        """Poll every feed that is due and return how many were polled. Slow feeds hold up no other.

        Raises StoreError; cancelling it ends the fetches and leaves their feeds to be polled again after their lease.
        """
        flying: set[asyncio.Task[PollResult]] = set()
        quiet: list[PollResult] = []
        polled = 0
        try:
            while True:
                flying |= await self._take_off(len(flying))
                if not flying:
                    return polled
                landed, flying = await asyncio.wait(flying, timeout=self._limits.look_again_seconds, return_when=asyncio.FIRST_COMPLETED)
                polled += len(landed)
                quiet = await self._record([task.result() for task in landed], quiet, is_last=not flying)
        finally:
            await _end(flying)

    async def _take_off(self, flying: int) -> set[asyncio.Task[PollResult]]:
        """Claim feeds for the free places, once half of them are free, and begin to poll them."""
        free = self._limits.at_once - flying
        if free * 2 < self._limits.at_once:
            return set()
        claimed = await self._store.claim_feeds(now=self._clock.now(), lease_seconds=self._limits.lease_seconds, limit=free)
        return {asyncio.create_task(self._poll(feed), name=f"poll {feed.spec.id}") for feed in claimed}

    async def _record(self, landed: list[PollResult], quiet: list[PollResult], *, is_last: bool) -> list[PollResult]:
        """Record changed feeds at once and quiet ones in batches; returns the quiet ones that still wait."""
        news = [result for result in landed if isinstance(result, PollChanged)]
        waiting = quiet + [result for result in landed if not isinstance(result, PollChanged)]
        if news:
            await self._store.record_polls(news)
            if any(result.entries for result in news):
                self._on_news()
        if waiting and (is_last or len(waiting) >= self._limits.quiet_batch):
            await self._store.record_polls(waiting)
            return []
        return waiting

    async def _poll(self, feed: ClaimedFeed) -> PollResult:
        try:
            return await self._look(feed)
        except WorkerError as error:
            return self._failed(feed, FetchFailed(FailureCause.WORKER, f"The feed could not be parsed: {error}"))
        except Exception:
            # One feed must neither stop the others nor be tried without pause for ever.
            log.exception("Polling the feed %s failed unexpectedly", feed.spec.id)
            return self._failed(feed, FetchFailed(FailureCause.WORKER, _UNEXPECTED))

    async def _look(self, feed: ClaimedFeed) -> PollResult:
        answer = await self._fetcher.fetch(feed.spec.url, feed.validators, allow_private=feed.spec.allow_private)
        if isinstance(answer, FetchFailed):
            return self._failed(feed, answer)
        if isinstance(answer, NotModified):
            return self._unchanged(feed, answer.validators, None, answer.max_age)
        body_hash = hashlib.blake2b(answer.body, digest_size=16).hexdigest()
        if body_hash == feed.body_hash and answer.moved_to is None:
            return self._unchanged(feed, answer.validators, body_hash, answer.max_age)
        hints = ParseHints(answer.url, answer.content_type, feed.spec.timezone, self._clock.now())
        parsed = await self._parser.parse(answer.body, hints)
        if isinstance(parsed, NotAFeed):
            return self._failed(feed, FetchFailed(FailureCause.HTML if parsed.is_html else FailureCause.MALFORMED, parsed.detail))
        return await self._changed(feed, answer, parsed, body_hash)

    async def _changed(self, feed: ClaimedFeed, answer: Fetched, parsed: ParsedFeed, body_hash: str) -> PollResult:
        known = await self._store.known_keys(feed.id, [entry.key for entry in parsed.entries]) if parsed.entries else frozenset()
        fresh = tuple(entry for entry in parsed.entries if entry.key not in known)
        hint = max(answer.max_age or 0.0, parsed.ttl_seconds or 0.0)
        quiet = self._unchanged(feed, answer.validators, body_hash, hint)
        if not fresh and feed.first_polled_at is not None and answer.moved_to is None:
            return quiet
        return PollChanged(
            feed=feed,
            at=quiet.at,
            next_poll_at=quiet.next_poll_at,
            validators=answer.validators,
            body_hash=body_hash,
            entries=fresh,
            announce=announcement(
                quiet.at, first_polled_at=feed.first_polled_at, last_success_at=feed.last_success_at, policy=self._policy
            ),
            moved_to=answer.moved_to,
            title=parsed.title or None,
        )

    def _unchanged(self, feed: ClaimedFeed, validators: Validators, body_hash: str | None, hint: float | None) -> PollUnchanged:
        now = self._clock.now()
        next_poll = after_success(now, interval=feed.spec.interval, hint=hint, chance=self._chance, policy=self._policy)
        return PollUnchanged(feed, now, next_poll, validators, body_hash)

    def _failed(self, feed: ClaimedFeed, failure: FetchFailed) -> PollFailed:
        now = self._clock.now()
        next_poll = after_failure(
            now,
            interval=feed.spec.interval,
            failures=feed.failures,
            retry_after=failure.retry_after,
            chance=self._chance,
            policy=self._policy,
        )
        return PollFailed(feed, now, next_poll, failure.cause, failure.detail, gone=failure.gone)


async def _end(tasks: set[asyncio.Task[PollResult]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
