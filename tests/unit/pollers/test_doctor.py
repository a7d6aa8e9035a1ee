"""What `feeds test` finds out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.model import FailureCause
from bot.pollers.doctor import FeedDoctor, FeedTest
from bot.pollers.fetch import Fetcher
from tests.fakes.feed_server import FeedServer, Reply
from tests.fakes.polling import BROKEN_WORKER, InlineParser, Item, SetClock, rss


async def examine(server: FeedServer, fetcher: Fetcher, reply: Reply, parser: InlineParser | None = None) -> FeedTest:
    doctor = FeedDoctor(fetcher, parser or InlineParser(), SetClock())
    return await doctor.test_feed(server.serve("/feed", reply), allow_private=True)


async def test_a_good_feed_shows_its_newest_items(server: FeedServer, fetcher: Fetcher) -> None:
    items = [Item(f"Story {hour}", f"https://e.kr/{hour}", date=datetime(2026, 11, 25, hour, tzinfo=UTC)) for hour in (11, 10, 9, 8)]
    test = await examine(server, fetcher, Reply(rss(*items).encode()))
    assert (test.ok, test.cause, test.title, test.items) == (True, None, "The Harbour Daily", 4)
    assert test.newest_at == datetime(2026, 11, 25, 11, tzinfo=UTC)
    assert test.titles == ("Story 11", "Story 10", "Story 9")


async def test_an_undated_feed_is_good_and_has_no_newest_date(server: FeedServer, fetcher: Fetcher) -> None:
    test = await examine(server, fetcher, Reply(rss(Item("t", "https://e.kr/1")).encode()))
    assert (test.ok, test.newest_at) == (True, None)


@pytest.mark.parametrize(
    ("reply", "cause"),
    [
        (Reply(b"<html>no</html>"), FailureCause.HTML),
        (Reply(b"no"), FailureCause.MALFORMED),
        (Reply(status=403), FailureCause.FORBIDDEN),
    ],
)
async def test_a_bad_feed_says_why(server: FeedServer, fetcher: Fetcher, reply: Reply, cause: FailureCause) -> None:
    test = await examine(server, fetcher, reply)
    assert (test.ok, test.cause, test.items) == (False, cause, 0)
    assert test.detail


async def test_a_worker_that_fails_is_said(server: FeedServer, fetcher: Fetcher) -> None:
    test = await examine(server, fetcher, Reply(rss().encode()), InlineParser(BROKEN_WORKER))
    assert (test.ok, test.cause) == (False, FailureCause.WORKER)
