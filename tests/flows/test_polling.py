"""Polling whole: a real server, the real worker process, the real store in a file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.model import Announce, ClaimedArticle, FailureCause, FeedHealth, FeedSpec, FeedState
from bot.pollers.fetch import Fetcher, FetchLimits
from bot.pollers.flights import PollLimits
from bot.pollers.poller import Poller
from bot.store.store import Store, open_store
from bot.worker.client import WorkerClient, worker_command
from tests.fakes.feed_server import FeedServer, Hang, Reply
from tests.fakes.polling import Item, SetClock, rss, spec


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with FeedServer() as serving:
        yield serving


class Desk:
    """The polling half of a desk over one database file; `run` starts it anew, as after a restart."""

    def __init__(self, folder: Path, specs: list[FeedSpec]) -> None:
        self.clock = SetClock()
        self.specs = specs
        self._url = f"sqlite+aiosqlite:///{folder / 'desk.db'}"

    @asynccontextmanager
    async def run(self) -> AsyncIterator[tuple[Poller, Store]]:
        worker = WorkerClient(worker_command())
        try:
            async with (
                await open_store(self._url, clock=self.clock) as store,
                Fetcher(self.clock, limits=FetchLimits(per_host=20)) as fetcher,
            ):
                await store.sync_feeds(self.specs, now=self.clock.now())
                yield Poller(store, fetcher, worker, self.clock, chance=Random(1), limits=PollLimits(lease_seconds=60)), store
        finally:
            await worker.close()

    async def poll(self, times: int = 1, **later: float) -> None:
        """Poll after a restart, so many times."""
        async with self.run() as (poller, _):
            for _ in range(times):
                self.clock.move(**(later or {"minutes": 11}))
                await poller.poll_due()

    async def articles(self) -> list[ClaimedArticle]:
        """Every article that waits for analysis, oldest first. To be asked once."""
        async with self.run() as (_, store):
            return list(await store.claim_articles(now=self.clock.now(), lease_seconds=60, limit=1_000))

    async def health(self) -> FeedHealth:
        """Of the first feed."""
        async with self.run() as (_, store):
            return (await store.feeds())[0]


def items(*names: str) -> list[Item]:
    return [Item(f"Story {name}", f"https://daily.example/view?idxno={name}", f"guid-{name}") for name in names]


def reply(*feed_items: Item) -> Reply:
    return Reply(rss(*feed_items).encode())


def told(articles: list[ClaimedArticle]) -> list[tuple[str, Announce]]:
    return sorted((article.revision.title, article.announce) for article in articles)


async def test_a_backlog_is_silent_and_later_news_are_alerts(server: FeedServer, tmp_path: Path) -> None:
    desk = Desk(tmp_path, [spec(server.serve("/feed", reply(*items("2", "1")), reply(*items("3", "2", "1"))))])
    await desk.poll(times=2)
    expected = [("Story 1", Announce.SILENT), ("Story 2", Announce.SILENT), ("Story 3", Announce.ALERT)]
    assert told(await desk.articles()) == expected


async def test_whatever_the_feed_does_to_its_items_each_is_an_article_once(server: FeedServer, tmp_path: Path) -> None:
    whole = items("4", "3", "2", "1")
    url = server.serve(
        "/feed",
        reply(*whole[1:]),
        reply(*reversed(whole)),
        reply(*(replace(item, date=datetime(2026, 11, 24, tzinfo=UTC)) for item in whole)),
        reply(*(replace(item, guid=None) for item in whole)),
        reply(*(replace(item, guid=f"{item.guid}-changed") for item in whole)),
        reply(*(replace(item, link=f"{item.link}&utm_source=rss") for item in whole)),
        reply(),
        reply(*whole),
    )
    desk = Desk(tmp_path, [spec(url)])
    await desk.poll(times=3)
    await desk.poll(times=6)
    assert [title for title, _ in told(await desk.articles())] == ["Story 1", "Story 2", "Story 3", "Story 4"]


async def test_duplicate_guids_lose_nothing(server: FeedServer, tmp_path: Path) -> None:
    same = [replace(item, guid="same") for item in items("3", "2", "1")]
    desk = Desk(tmp_path, [spec(server.serve("/feed", reply(*same)))])
    await desk.poll(times=2)
    assert len(await desk.articles()) == 3


async def test_days_of_being_down_end_in_a_brief(server: FeedServer, tmp_path: Path) -> None:
    desk = Desk(tmp_path, [spec(server.serve("/feed", reply(*items("1")), reply(*items("3", "2", "1")), reply(*items("4", "3"))))])
    await desk.poll()
    await desk.poll(days=4)
    await desk.poll()
    announced = [announce for _, announce in told(await desk.articles())]
    assert announced == [Announce.SILENT, Announce.BRIEF, Announce.BRIEF, Announce.ALERT]


async def test_a_korean_feed_in_cp949_is_stored_in_korean_with_its_time(server: FeedServer, tmp_path: Path) -> None:
    item = Item("똠얌꿍 외교와 한미동맹", "https://daily.example/1", date="2026-11-25 18:00:00", lead="양국이 협상을 이어 갔다.")
    body = rss(item, title="하버데일리", prolog='<?xml version="1.0" encoding="euc-kr"?>').encode("cp949")
    desk = Desk(tmp_path, [spec(server.serve("/feed", Reply(body, content_type="text/xml")), timezone="Asia/Seoul")])
    await desk.poll()
    (article,) = await desk.articles()
    assert (article.revision.title, article.revision.lead) == ("똠얌꿍 외교와 한미동맹", "양국이 협상을 이어 갔다.")
    assert article.published_at == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


async def test_health_tells_of_the_failure_and_of_the_recovery(server: FeedServer, tmp_path: Path) -> None:
    url = server.serve("/feed", reply(*items("1")), Reply(b"<!doctype html><html></html>"), reply(*items("2", "1")))
    desk = Desk(tmp_path, [spec(url)])
    await desk.poll(times=2)
    ill = await desk.health()
    assert (ill.last_error, ill.failures, ill.items) == (FailureCause.HTML, 1, 1)
    assert ill.last_error_detail
    await desk.poll()
    well = await desk.health()
    assert (well.failures, well.items, well.last_success_at) == (0, 2, desk.clock.now())


async def test_a_feed_that_is_gone_is_not_asked_again(server: FeedServer, tmp_path: Path) -> None:
    desk = Desk(tmp_path, [spec(server.serve("/feed", Reply(status=410)))])
    await desk.poll(times=3, days=1)
    assert (await desk.health()).state is FeedState.GONE
    assert len(server.requests) == 1


async def test_a_feed_that_moved_for_good_is_followed(server: FeedServer, tmp_path: Path) -> None:
    server.serve("/new", reply(*items("1")))
    desk = Desk(tmp_path, [spec(server.serve("/old", Reply(status=301, headers={"Location": "/new"})))])
    await desk.poll(times=5)
    assert (await desk.health()).spec.url == server.url("/new")
    assert len(await desk.articles()) == 1


async def test_stopped_in_the_middle_of_a_poll_nothing_is_lost_or_doubled(server: FeedServer, tmp_path: Path) -> None:
    slow, quick = server.serve("/slow", Hang(), reply(*items("2"))), server.serve("/quick", reply(*items("1")))
    desk = Desk(tmp_path, [spec(slow, "slow"), spec(quick, "quick")])
    async with desk.run() as (poller, _):
        polling = asyncio.create_task(poller.poll_due())
        await asyncio.wait_for(server.hanging.wait(), 20)
        polling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await polling
    await desk.poll(times=2, seconds=timedelta(minutes=11).total_seconds())
    assert [title for title, _ in told(await desk.articles())] == ["Story 1", "Story 2"]
