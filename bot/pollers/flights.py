"""What the poller has in hand: polls that are under way, and quiet results that wait to be recorded together."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from bot.model import ClaimedFeed, PollResult
from bot.pollers.results import Landed


@dataclass(frozen=True, slots=True)
class PollLimits:
    """Feeds fetched at once; how many of them the fetcher asks of one host; the lease in seconds, longer than a fetch and a parse may take;
    quiet results (unchanged, failed) recorded in one commit; seconds between looks for feeds that have become due meanwhile, after which
    quiet results wait no longer for company; seconds that what lands waits for what lands in the same moment."""

    at_once: int = 50
    per_host: int = 2
    lease_seconds: float = 120.0
    quiet_batch: int = 50
    look_again_seconds: float = 2.0
    company_seconds: float = 0.1


class Flights:
    """The polls that are under way, each with its newest claim.

    Those that land are taken together with what lands in the same moment, so that a busy desk claims and records many at once.

    A feed that waits long for its host's turn may outlive its lease; it is then claimed again, which renews the lease of the poll that is
    under way. What waits for a turn takes no place: a host that hangs has only as many places as requests.
    """

    def __init__(self, limits: PollLimits) -> None:
        self._limits = limits
        self._claims: dict[int, ClaimedFeed] = {}
        self._host: dict[int, str] = {}
        self._hosts: Counter[str] = Counter()
        self.tasks: set[asyncio.Task[Landed]] = set()
        self._landed: list[asyncio.Task[Landed]] = []
        self._bell = asyncio.Event()

    @property
    def free_places(self) -> int:
        """How many more feeds may be fetched."""
        return self._limits.at_once - sum(min(number, self._limits.per_host) for number in self._hosts.values())

    def begin(self, feed: ClaimedFeed, poll: Callable[[ClaimedFeed], Coroutine[Any, Any, Landed]]) -> None:
        """Poll a claimed feed, or take the claim for the poll of it that is under way."""
        if feed.id not in self._claims:
            task = asyncio.create_task(poll(feed), name=f"poll {feed.spec.id}")
            task.add_done_callback(self._note)
            self.tasks.add(task)
            host = self._host[feed.id] = _host_of(feed)
            self._hosts[host] += 1
        self._claims[feed.id] = feed

    async def landed(self) -> list[Landed]:
        """The results of those that ended, under their newest claims; after a while of waiting none."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._limits.look_again_seconds):
                await self._bell.wait()
                await asyncio.sleep(self._limits.company_seconds)
        done, self._landed = self._landed, []
        self._bell.clear()
        self.tasks.difference_update(done)
        return [self._land(task.result()) for task in done]

    def _note(self, task: asyncio.Task[Landed]) -> None:
        self._landed.append(task)
        self._bell.set()

    def _land(self, result: Landed) -> Landed:
        host = self._host.pop(result.feed.id)
        self._hosts[host] -= 1
        if not self._hosts[host]:
            del self._hosts[host]
        return replace(result, feed=self._claims.pop(result.feed.id))


class Quiet:
    """Results that wait to be recorded together, but not for long: until then their feeds count as being polled."""

    def __init__(self, limits: PollLimits) -> None:
        self._limits = limits
        self._results: list[PollResult] = []
        self._since = 0.0

    def add(self, results: Sequence[PollResult]) -> None:
        """Let these wait too."""
        if results and not self._results:
            self._since = time.monotonic()
        self._results += results

    @property
    def is_due(self) -> bool:
        """Whether there are enough for a commit, or the first has waited long enough."""
        waited = time.monotonic() - self._since
        return bool(self._results) and (len(self._results) >= self._limits.quiet_batch or waited >= self._limits.look_again_seconds)

    def take(self) -> list[PollResult]:
        """All of them; none is left."""
        taken, self._results = self._results, []
        return taken


def _host_of(feed: ClaimedFeed) -> str:
    try:
        return urlsplit(feed.spec.url).netloc.casefold()
    except ValueError:
        return ""
