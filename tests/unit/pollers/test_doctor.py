"""What `feeds test` finds out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.desk.ports import FeedTest, FeedTester
from bot.model import FailureCause
from bot.pollers.doctor import FeedDoctor
from bot.pollers.fetch import Fetcher
from tests.fakes.feed_server import FeedServer, Reply
from tests.fakes.polling import BROKEN_WORKER, InlineParser, Item, SetClock, rss


async def examine(server: FeedServer, fetcher: Fetcher, reply: Reply, parser: InlineParser | None = None) -> FeedTest:
    doctor: FeedTester = FeedDoctor(fetcher, parser or InlineParser(), SetClock())
    return await doctor.test(server.serve("/feed", reply), allow_private=True)


async def test_a_good_feed_shows_its_newest_items(server: FeedServer, fetcher: Fetcher) -> None:
    items = [Item(f"Story {hour}", f"https://e.kr/{hour}", date=datetime(2026, 11, 25, hour, tzinfo=UTC)) for hour in (11, 10, 9, 8)]
    test = await examine(server, fetcher, Reply(rss(*items).encode()))
    assert (test.cause, test.title, test.items) == (None, "The Harbour Daily", 4)
    assert test.newest_at == datetime(2026, 11, 25, 11, tzinfo=UTC)
    assert test.samples == ("Story 11", "Story 10", "Story 9")


async def test_an_undated_feed_is_good_and_has_no_newest_date(server: FeedServer, fetcher: Fetcher) -> None:
    test = await examine(server, fetcher, Reply(rss(Item("t", "https://e.kr/1")).encode()))
    assert (test.cause, test.newest_at) == (None, None)


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
    assert (test.cause, test.items, test.title) == (cause, 0, None)
    assert test.detail


async def test_a_worker_that_fails_is_said(server: FeedServer, fetcher: Fetcher) -> None:
    test = await examine(server, fetcher, Reply(rss().encode()), InlineParser(BROKEN_WORKER))
    assert test.cause is FailureCause.WORKER


async def test_a_web_page_shows_the_feeds_that_it_names(server: FeedServer, fetcher: Fetcher) -> None:
    page = """<!doctype html><html><head><link rel="stylesheet" href="/style.css">
    <link rel="alternate" type="application/rss+xml" title="All" href="/rss/all.xml">
    <LINK REL="alternate" TYPE="application/atom+xml" HREF="https://other.example/atom">
    <link rel="alternate" type="application/rss+xml" href="/rss/all.xml"><link rel="alternate" type="text/html" href="/en">
    <link rel="alternate" type="application/rss+xml" href="javascript:x"></head><body></body></html>"""
    test = await examine(server, fetcher, Reply(page.encode(), content_type="text/html"))
    assert test.cause is FailureCause.HTML
    assert test.feeds_found == (server.url("/rss/all.xml"), "https://other.example/atom")


async def test_the_address_is_the_one_where_the_redirects_ended(server: FeedServer, fetcher: Fetcher) -> None:
    server.serve("/new", Reply(rss(Item("t", "https://e.kr/1")).encode()))
    test = await examine(server, fetcher, Reply(status=302, headers={"Location": "/new"}))
    assert test.url == server.url("/new")


async def test_a_password_in_the_address_is_not_shown(server: FeedServer, fetcher: Fetcher) -> None:
    doctor = FeedDoctor(fetcher, InlineParser(), SetClock())
    address = server.serve("/feed", Reply(status=403))
    test = await doctor.test(address.replace("http://", "http://reader:secret@"), allow_private=True)
    assert (test.cause, test.url) == (FailureCause.FORBIDDEN, address)
