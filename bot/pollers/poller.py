"""The orchestrator of polling: claims due feeds, fetches them, has what changed parsed, and records what is new.

    due > claimed > fetched > unchanged (304, same hash) | parsed > known items that say what they said dropped > recorded

Nothing is held only in memory: a poll that is cancelled or killed leaves its feeds claimed until their lease ends, and then they are due
again. Recording is idempotent by item key, so a poll repeated brings nothing twice.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from bot.desk.ports import Clock
from bot.errors import StoreError, StoreUnavailableError, WorkerError
from bot.model import ClaimedFeed, DetailKind, FailureCause, FailureDetail, PollChanged, PollFailed, PollResult
from bot.pollers.answers import FetchFailed, NotModified
from bot.pollers.flights import Flights, PollLimits, Quiet
from bot.pollers.ports import FeedFetcher, FeedParser, FeedStore, HubWatch, NotAFeed, ParseHints
from bot.pollers.results import Landed, Read, Results
from bot.pollers.schedule import SchedulePolicy, pulled_forward
from bot.pollers.together import Together

log = logging.getLogger(__name__)

_BREAKING_EVERY = timedelta(minutes=1)


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
        self._limits = limits or PollLimits()
        self._policy = policy or SchedulePolicy()
        self._on_news = on_news
        self._chance = chance
        self._hubs = hubs
        self._results = Results(clock, chance, self._policy)
        self._marks = Together(store.marks)
        self._busy_at: datetime | None = None

    async def poll_due(self) -> int:
        """Poll every feed that is due and return how many were polled. Slow feeds and slow hosts hold up no other.

        Raises StoreError; cancelling it ends the fetches and leaves their feeds to be polled again after their lease.
        """
        flights = Flights(self._limits)
        quiet = Quiet(self._limits)
        polled = 0
        try:
            while True:
                await self._look_for_breaking_news()  # here, since a desk of many feeds comes to no end of what is due
                await self._take_off(flights)
                if not flights.tasks:
                    return polled
                landed = await flights.landed()
                polled += len(landed)
                results = await self._compared(landed)
                quiet.add([result for result in results if not isinstance(result, PollChanged)])
                is_time = quiet.is_due or not flights.tasks
                await self._record([result for result in results if isinstance(result, PollChanged)], quiet.take() if is_time else [])
        finally:
            await _end(flights.tasks)

    async def _look_for_breaking_news(self) -> None:
        """See once a minute which outlets carry a growing story, whose feeds are polled sooner, and of which feeds hubs tell."""
        now = self._clock.now()
        if self._busy_at is not None and now - self._busy_at < _BREAKING_EVERY:
            return
        self._busy_at = now
        busy = await self._store.busy_outlets(since=now - timedelta(seconds=self._policy.breaking_memory))
        if begun := busy - self._results.busy:
            waiting = await self._store.waiting_feeds(begun)
            sooner = {feed.id: pulled_forward(feed, now, chance=self._chance, policy=self._policy) for feed in waiting}
            await self._store.pull_forward({key: moment for key, moment in sooner.items() if moment is not None})
        self._results.pushed = await self._hubs.pushed() if self._hubs else frozenset()
        self._results.busy = busy  # last: what the store could not do is done with the next look

    async def _take_off(self, flights: Flights) -> None:
        """Claim feeds for the free places, once half of them are free, and begin to poll them.

        Each in a turn of the loop of its own: what begins in one turn holds up all else until the last of it has asked.
        """
        free = flights.free_places
        if free * 2 < self._limits.at_once:
            return
        claimed = await self._store.claim_feeds(now=self._clock.now(), lease_seconds=self._limits.lease_seconds, limit=free)
        for feed in claimed:
            flights.begin(feed, self._poll)
            await asyncio.sleep(0)

    async def _compared(self, landed: Sequence[Landed]) -> list[PollResult]:
        """The results of all, those that were read compared with what the store knows of their feeds."""
        read = [one for one in landed if isinstance(one, Read)]
        results: list[PollResult] = [one for one in landed if not isinstance(one, Read)]
        try:
            known = await self._known(read)
        except StoreUnavailableError:
            raise
        except StoreError:
            if len(read) > 1:
                return results + [result for one in read for result in await self._compared([one])]
            log.exception("What is known of the feed %s could not be asked for", read[0].feed.spec.id)
            return [*results, self._unexpected(read[0].feed)]
        for one in read:
            await self._note(one, known.get(one.feed.id, {}))
        return results + [self._compare(one, known.get(one.feed.id, {})) for one in read]

    async def _known(self, read: Sequence[Read]) -> Mapping[int, Mapping[str, str | None]]:
        keys = {one.feed.id: [entry.key for entry in one.parsed.entries] for one in read if one.parsed.entries}
        return await self._store.known_marks(keys) if keys else {}

    async def _note(self, read: Read, known: Mapping[str, str | None]) -> None:
        """Tell which hub a feed names, where hubs are heard. What goes wrong with them costs no poll."""
        if self._hubs is None:
            return
        try:
            has_news = any(entry.key not in known for entry in read.parsed.entries)
            await self._hubs.note(read.feed, read.answer.links, read.parsed.links, has_news=has_news)
        except StoreUnavailableError:
            raise
        except StoreError:
            log.exception("The hub of the feed %s could not be noted", read.feed.spec.id)

    def _compare(self, read: Read, known: Mapping[str, str | None]) -> PollResult:
        try:
            return self._results.read(read, known)
        except Exception:
            log.exception("What the feed %s brought could not be compared with what is known of it", read.feed.spec.id)
            return self._unexpected(read.feed)

    async def _record(self, news: Sequence[PollChanged], quiet: Sequence[PollResult]) -> None:
        """Record changed feeds and quiet results in one commit. In the place of what the store cannot take stands the feed's failure."""
        if not news and not quiet:
            return
        refused: list[PollChanged] = []
        try:
            await self._store.record_polls([*news, *quiet])
        except StoreUnavailableError:
            raise
        except StoreError:
            if not news:
                raise
            refused = [result for result in news if not await self._is_taken(result)]
            if rest := [*quiet, *(self._unexpected(result.feed) for result in refused)]:
                await self._store.record_polls(rest)
        if any(result.entries for result in news if result not in refused):
            self._on_news()

    async def _is_taken(self, result: PollChanged) -> bool:
        """Whether the store takes what a feed brought on its own."""
        try:
            await self._store.record_polls([result])
        except StoreUnavailableError:
            raise
        except StoreError:
            log.exception("What the feed %s brought could not be stored", result.feed.spec.id)
            return False
        return True

    async def _poll(self, feed: ClaimedFeed) -> Landed:
        try:
            return await self._look(feed)
        except StoreUnavailableError:
            raise
        except WorkerError as error:
            log.warning("The feed %s could not be parsed: %s", feed.spec.id, error)
            return self._results.failed(feed, FetchFailed(FailureCause.WORKER, FailureDetail(DetailKind.READER)))
        except Exception:
            # One feed must neither stop the others nor be tried without pause for ever.
            log.exception("Polling the feed %s failed unexpectedly", feed.spec.id)
            return self._unexpected(feed)

    async def _look(self, feed: ClaimedFeed) -> Landed:
        answer = await self._fetcher.fetch(feed.spec.url, feed.validators, allow_private=feed.spec.allow_private)
        if isinstance(answer, FetchFailed):
            return self._results.failed(feed, answer)
        if isinstance(answer, NotModified):
            return self._results.unchanged(feed, answer.validators, None, answer.max_age)
        body_hash = hashlib.blake2b(answer.body, digest_size=16).hexdigest()
        if body_hash == feed.body_hash and answer.moved_to is None:
            return self._results.unchanged(feed, answer.validators, body_hash, answer.max_age)
        marks = "" if feed.first_polled_at is None else await self._marks.get(feed.id) or ""
        hints = ParseHints(answer.url, answer.content_type, feed.spec.timezone, self._clock.now(), marks)
        parsed = await self._parser.parse(answer.body, hints)
        if isinstance(parsed, NotAFeed):
            return self._results.failed(feed, FetchFailed(parsed.cause, parsed.detail))
        return Read(feed, answer, parsed, body_hash, has_new_marks=set(marks.split()) != set(parsed.marks.split()))

    def _unexpected(self, feed: ClaimedFeed) -> PollFailed:
        return self._results.failed(feed, FetchFailed(FailureCause.WORKER, FailureDetail(DetailKind.DESK)))


async def _end(tasks: set[asyncio.Task[Landed]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
