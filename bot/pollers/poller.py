"""The orchestrator of polling: claims due feeds, fetches them, has what changed parsed, and records what is new.

    due > claimed > fetched > unchanged (304, same hash) | parsed > known items that say what they said dropped > recorded

Nothing is held only in memory: a poll that is cancelled or killed leaves its feeds claimed until their lease ends, and then they are due
again. Recording is idempotent by item key, so a poll repeated brings nothing twice.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random

from bot.desk.edits import seen_mark, wording_of
from bot.desk.ports import Clock
from bot.errors import StoreError, StoreUnavailableError, WorkerError
from bot.model import ClaimedFeed, FailureCause, PollChanged, PollFailed, PollResult, PollUnchanged, Validators
from bot.pollers.answers import Fetched, FetchFailed, NotModified
from bot.pollers.flights import Flights, PollLimits, Quiet
from bot.pollers.habits import Habits, habits_after
from bot.pollers.ports import FeedFetcher, FeedParser, FeedStore, HubWatch, NotAFeed, ParsedFeed, ParseHints
from bot.pollers.schedule import SchedulePolicy, after_failure, after_success, announcement, interval_now, is_bunched

log = logging.getLogger(__name__)

_BREAKING_EVERY = timedelta(minutes=1)
_UNEXPECTED = "The desk itself failed on this feed; its log has the details."


class Poller:
    """Polls what is due. `chance` spreads the polls; `on_news` is called after each commit that brought something; `hubs` is told which
    hubs feeds name, where the desk can be told by them."""

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
        hubs: HubWatch | None = None,
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._parser = parser
        self._clock = clock
        self._chance = chance
        self._limits = limits or PollLimits()
        self._policy = policy or SchedulePolicy()
        self._on_news = on_news
        self._hubs = hubs
        self._pushed: frozenset[int] = frozenset()
        self._busy: frozenset[str] = frozenset()
        self._busy_at: datetime | None = None

    async def poll_due(self) -> int:
        """Poll every feed that is due and return how many were polled. Slow feeds and slow hosts hold up no other.

        Raises StoreError; cancelling it ends the fetches and leaves their feeds to be polled again after their lease.
        """
        flights = Flights(self._limits)
        quiet = Quiet(self._limits)
        polled = 0
        await self._look_for_breaking_news()
        try:
            while True:
                await self._take_off(flights)
                if not flights.tasks:
                    return polled
                landed = await flights.landed()
                polled += len(landed)
                quiet.add(await self._record_news(landed))
                if quiet.is_due or not flights.tasks:
                    await self._record_quiet(quiet.take())
        finally:
            await _end(flights.tasks)

    async def _look_for_breaking_news(self) -> None:
        """See once a minute which outlets carry a growing story, and of which feeds hubs tell."""
        now = self._clock.now()
        if self._busy_at is None or now - self._busy_at >= _BREAKING_EVERY:
            self._busy_at = now
            self._busy = await self._store.busy_outlets(since=now - timedelta(seconds=self._policy.breaking_memory))
            self._pushed = await self._hubs.pushed() if self._hubs else frozenset()

    async def _take_off(self, flights: Flights) -> None:
        """Claim feeds for the free places, once half of them are free, and begin to poll them."""
        free = flights.free_places
        if free * 2 < self._limits.at_once:
            return
        claimed = await self._store.claim_feeds(now=self._clock.now(), lease_seconds=self._limits.lease_seconds, limit=free)
        for feed in claimed:
            flights.begin(feed, self._poll)

    async def _record_news(self, landed: Sequence[PollResult]) -> list[PollResult]:
        """Record changed feeds at once; returns the quiet results, and in the place of what the store cannot take the feed's failure."""
        news = [result for result in landed if isinstance(result, PollChanged)]
        others: list[PollResult] = [result for result in landed if not isinstance(result, PollChanged)]
        refused = await self._refused(news)
        others += [self._failed(result.feed, FetchFailed(FailureCause.WORKER, _UNEXPECTED)) for result in refused]
        if any(result.entries for result in news if result not in refused):
            self._on_news()
        return others

    async def _refused(self, news: Sequence[PollChanged]) -> list[PollChanged]:
        """Record these together, or one by one where the store does not take them together; returns those that it does not take alone."""
        if not news:
            return []
        try:
            await self._store.record_polls(news)
        except StoreUnavailableError:
            raise
        except StoreError:
            if len(news) > 1:
                return [result for one in news for result in await self._refused([one])]
            log.exception("What the feed %s brought could not be stored", news[0].feed.spec.id)
            return list(news)
        return []

    async def _record_quiet(self, results: Sequence[PollResult]) -> None:
        if results:
            await self._store.record_polls(results)

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
        marks = "" if feed.first_polled_at is None else await self._store.marks(feed.id)
        hints = ParseHints(answer.url, answer.content_type, feed.spec.timezone, self._clock.now(), marks)
        parsed = await self._parser.parse(answer.body, hints)
        if isinstance(parsed, NotAFeed):
            return self._failed(feed, FetchFailed(FailureCause.HTML if parsed.is_html else FailureCause.MALFORMED, parsed.detail))
        return await self._changed(feed, answer, parsed, body_hash, has_new_marks=set(marks.split()) != set(parsed.marks.split()))

    async def _changed(self, feed: ClaimedFeed, answer: Fetched, parsed: ParsedFeed, body_hash: str, *, has_new_marks: bool) -> PollResult:
        known = await self._store.known_marks(feed.id, [entry.key for entry in parsed.entries]) if parsed.entries else {}
        fresh = tuple(entry for entry in parsed.entries if entry.key not in known or seen_mark(wording_of(entry)) != known[entry.key])
        new = tuple(entry for entry in fresh if entry.key not in known)
        await self._note(feed, answer, parsed, has_news=bool(new))
        habits = habits_after(feed, parsed, new, self._clock.now())
        quiet = self._unchanged(feed, answer.validators, body_hash, answer.max_age, habits)
        is_same = not fresh and not has_new_marks and habits.to_text() == Habits.from_text(feed.habits).to_text()
        if is_same and feed.first_polled_at is not None and answer.moved_to is None:
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
            marks=parsed.marks,
            habits=habits.to_text(),
        )

    async def _note(self, feed: ClaimedFeed, answer: Fetched, parsed: ParsedFeed, *, has_news: bool) -> None:
        """Tell which hub a feed names, where hubs are heard. What goes wrong with them costs no poll."""
        if self._hubs is None:
            return
        try:
            await self._hubs.note(feed, answer.links, parsed.links, has_news=has_news)
        except StoreUnavailableError:
            raise
        except StoreError:
            log.exception("The hub of the feed %s could not be noted", feed.spec.id)

    def _unchanged(
        self, feed: ClaimedFeed, validators: Validators, body_hash: str | None, max_age: float | None, habits: Habits | None = None
    ) -> PollUnchanged:
        now = self._clock.now()
        known = habits or Habits.from_text(feed.habits)
        is_breaking = feed.spec.outlet.id in self._busy
        next_poll = after_success(
            now,
            interval=interval_now(feed.spec, known, now, is_breaking=is_breaking, policy=self._policy, is_pushed=feed.id in self._pushed),
            hint=max(max_age or 0.0, known.ttl),
            chance=self._chance,
            policy=self._policy,
            is_bunched=is_bunched(feed, now, self._policy),
        )
        return PollUnchanged(feed, now, known.after_skips(next_poll), validators, body_hash)

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
