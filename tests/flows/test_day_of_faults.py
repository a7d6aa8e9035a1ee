"""A day of polling among faults: whatever servers answer now and then, each item that was published is in the store exactly once.

Time is simulated, the server, the parser and the store are real. What is drawn is drawn from a seed, so that a failing run can be run
again. `make soak` runs the long version: 200 feeds for 24 hours.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.model import FeedSpec
from bot.pollers.fetch import Fetcher, FetchLimits
from bot.pollers.flights import PollLimits
from bot.pollers.poller import Poller
from bot.store.store import open_store
from tests.fakes.feed_server import Cut, FeedServer, Live, Reply
from tests.fakes.polling import NOON, InlineParser, Item, SetClock, rss, spec

SEED = 20_261_126
FAULTY = 0.05
"""The share of answers that are faults."""

INTERVAL = 3_600
SHOWN_FOR = timedelta(hours=14)
"""How long an item stays in its feed: longer than the desk waits after a row of failures."""


@dataclass
class Outlet:
    """A feed that publishes now and then, and answers badly now and then. `faults` counts how it did."""

    name: str
    clock: SetClock
    chance: Random
    published: list[tuple[datetime, Item]] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    answers: int = 0

    def publish(self) -> None:
        """Another item, dated now."""
        number = len(self.published) + 1
        name = f"{self.name}-{number}"
        item = Item(name, f"https://{self.name}.example/view?idxno={number}", f"guid-{name}", self.clock.now())
        self.published.append((self.clock.now(), item))

    def answer(self) -> Reply | Cut:
        """The feed as it is now, or a fault."""
        self.answers += 1
        document = self.document(self.clock.now())
        if self.chance.random() >= FAULTY:
            return Reply(document, etag=f'"{len(self.published)}"')
        faults = {
            "server": Reply(status=500),
            "busy": Reply(status=503, headers={"Retry-After": "1800"}),
            "too many": Reply(status=429, headers={"Retry-After": "600"}),
            "missing": Reply(status=404),
            "page": Reply(b"<!doctype html><html><body>Maintenance</body></html>", content_type="text/html"),
            "empty": Reply(b""),
            "noise": Reply(bytes(range(256))),
            "broken off": Cut(document[: len(document) // 2]),
            "cut short": Reply(document[: len(document) * 2 // 3]),
            "of hours ago": Reply(self.document(self.clock.now() - timedelta(hours=5))),
            "without items": Reply(rss().encode()),
            "changed guids": Reply(document.replace(b">guid-", b">renamed-")),
            "no feed any more": Reply(status=403),
        }
        kind = self.chance.choice(sorted(faults))
        self.faults[kind] += 1
        return faults[kind]

    def document(self, at: datetime) -> bytes:
        return rss(*(item for when, item in reversed(self.published) if at - SHOWN_FOR <= when <= at)).encode()


@dataclass(frozen=True)
class Day:
    """What the outlets published, what the store has of it, and how often they answered badly."""

    published: list[str]
    stored: list[str]
    faults: int
    answers: int


async def live(folder: Path, *, feeds: int, hours: int) -> Day:
    """Poll so many feeds for so many hours, in steps of ten minutes; then once more when all answers are good again."""
    clock, chance = SetClock(), Random(SEED)
    outlets = [Outlet(f"outlet{number}", clock, Random(chance.random())) for number in range(feeds)]
    async with (
        FeedServer() as server,
        Fetcher(clock, limits=FetchLimits(per_host=20, total_seconds=120)) as fetcher,
        await open_store(f"sqlite+aiosqlite:///{folder / 'desk.db'}", clock=clock) as store,
    ):
        specs: list[FeedSpec] = [spec(server.serve(f"/{one.name}", Live(one.answer)), one.name, interval=INTERVAL) for one in outlets]
        await store.sync_feeds(specs, now=clock.now())
        poller = Poller(store, fetcher, InlineParser(), clock, chance=Random(SEED), limits=PollLimits(per_host=20, quiet_batch=200))
        end = NOON + timedelta(hours=hours)
        while clock.now() < end:
            for one in outlets:
                if chance.random() < 1 / 6:
                    one.publish()
            await poller.poll_due()
            clock.move(minutes=10)
        clock.move(hours=7)
        for one in outlets:
            server.serve(f"/{one.name}", Reply(one.document(clock.now())))
        await poller.poll_due()
        articles = await store.claim_articles(now=clock.now(), lease_seconds=60, limit=1_000_000)
    published = [item.title for one in outlets for _, item in one.published]
    answers, faults = sum(one.answers for one in outlets), sum(one.faults.total() for one in outlets)
    return Day(sorted(published), sorted(article.revision.title for article in articles), faults, answers)


async def test_hours_of_faults_lose_and_double_nothing(tmp_path: Path) -> None:
    day = await live(tmp_path, feeds=40, hours=4)
    assert day.stored == day.published
    assert day.faults > 0


@pytest.mark.soak
async def test_a_day_of_faults_loses_and_doubles_nothing(tmp_path: Path) -> None:
    day = await live(tmp_path, feeds=200, hours=24)
    print(f"{len(day.published):,} items of 200 feeds in 24 hours, {day.answers:,} answers, {day.faults:,} of them faults")
    assert day.stored == day.published
    assert 0.04 < day.faults / day.answers < 0.06
