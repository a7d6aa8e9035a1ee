"""A feed that fails for ten days, in simulated time: its admins are told once, its server is hardly asked, and nothing is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot.desk.feed_watch import FeedWatch
from bot.model import Announce, DeliveryResult, Destination, Sent
from bot.pollers.fetch import Fetcher
from bot.pollers.poller import Poller
from bot.store.store import Store, open_store
from tests.fakes.feed_server import FeedServer, Reply
from tests.fakes.polling import InlineParser, Item, SetClock, rss, spec

ADMIN = Destination("console", "local", "desk")


@dataclass
class Newsroom:
    """A desk that polls, watches its feeds and delivers, every two hours."""

    clock: SetClock
    store: Store
    poller: Poller
    watch: FeedWatch
    told: list[str] = field(default_factory=list)

    async def live(self, **parts: float) -> None:
        """For that long."""
        end = self.clock.now() + timedelta(**parts)
        while self.clock.now() < end:
            self.clock.move(hours=2)
            await self.poller.poll_due()
            await self.watch.tell()
            await self._deliver()

    async def _deliver(self) -> None:
        now = self.clock.now()
        claimed = await self.store.claim_deliveries(now=now, lease_seconds=60, limit=10, adapters=["console"])
        await self.store.record_deliveries([DeliveryResult(one, Sent(f"message-{one.id}"), now) for one in claimed])
        self.told += [one.dedup_key.rpartition(":")[0] for one in claimed]


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as serving:
        yield serving


@pytest.fixture
async def newsroom(server: FeedServer, tmp_path: Path) -> AsyncIterator[Newsroom]:
    clock = SetClock()
    async with await open_store(f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}", clock=clock) as store, Fetcher(clock) as fetcher:
        await store.sync_feeds([spec(server.url("/feed"))], now=clock.now())
        poller = Poller(store, fetcher, InlineParser(), clock, chance=Random(1))
        yield Newsroom(clock, store, poller, FeedWatch(store, clock, admins=[ADMIN], language="ko"))


def reply(*names: str) -> Reply:
    return Reply(rss(*(Item(f"Story {name}", f"https://daily.example/{name}", name) for name in names)).encode())


async def test_ten_days_of_failing_are_told_once_and_lose_nothing(server: FeedServer, newsroom: Newsroom) -> None:
    server.serve("/feed", reply("1"))
    await newsroom.live(hours=4)
    server.serve("/feed", Reply(status=500))
    before = len(server.requests)
    await newsroom.live(days=10)
    # With a look every two hours, 17 waits of four times 2, 4, 6 and eleven times 6 hours make three and a half days. After that there is
    # a poll every 22 or 24 hours: six or seven.
    assert len(server.requests) - before in {18 + 6, 18 + 7}
    assert newsroom.told == ["feed-failing:daily"]

    server.serve("/feed", reply("3", "2", "1"))
    await newsroom.live(days=1)
    assert newsroom.told == ["feed-failing:daily", "feed-back:daily"]
    (health,) = await newsroom.store.feeds()
    assert (health.failures, health.items) == (0, 3)
    articles = await newsroom.store.claim_articles(now=newsroom.clock.now(), lease_seconds=60, limit=10)
    told = sorted((article.revision.title, article.announce) for article in articles)
    assert told == [("Story 1", Announce.SILENT), ("Story 2", Announce.BRIEF), ("Story 3", Announce.BRIEF)]
    await newsroom.live(days=1)
    assert len(newsroom.told) == 2
