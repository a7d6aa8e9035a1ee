"""Article pages are read as a guest reads them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.desk.ports import Page, PageFailure
from bot.pollers.fetch import Fetcher, FetchLimits
from bot.pollers.pages import Pages
from bot.pollers.polite import LONGEST_GAP, Pace, PolitePages, RobotsOfSites
from tests.fakes.feed_server import FeedServer, Hang, Reply
from tests.fakes.polling import SetClock

ARTICLE = Reply(b"<p>text</p>", content_type="text/html")


@pytest.fixture
async def public(server: FeedServer, clock: SetClock) -> AsyncIterator[Fetcher]:
    """A fetcher to which the server is a public one."""
    limits = FetchLimits(per_host=50, ports=frozenset({server.port}))
    async with Fetcher(clock, limits=limits, is_allowed=lambda _: True) as fetching:
        yield fetching


def polite(fetcher: Fetcher, clock: SetClock) -> PolitePages:
    return PolitePages(Pages(fetcher), RobotsOfSites(fetcher, clock), gap=0)


def robots(text: str) -> Reply:
    return Reply(text.encode(), content_type="text/plain")


async def read(server: FeedServer, public: Fetcher, clock: SetClock, path: str = "/news/1") -> Page | PageFailure:
    return await polite(public, clock).page(server.url(path))


async def test_what_robots_txt_forbids_is_not_asked(server: FeedServer, public: Fetcher, clock: SetClock) -> None:
    server.serve("/robots.txt", robots("User-agent: *\nDisallow: /news/"))
    found = await read(server, public, clock)
    assert isinstance(found, PageFailure)
    assert "robots.txt" in found.reason
    assert server.seen("/news/1") == []


@pytest.mark.parametrize("answer", [Reply(status=404), Reply(status=403), robots("User-agent: *\nDisallow: /admin/")])
async def test_a_site_without_rules_for_the_page_is_read(server: FeedServer, public: Fetcher, clock: SetClock, answer: Reply) -> None:
    server.serve("/robots.txt", answer)
    server.serve("/news/1", ARTICLE)
    assert isinstance(await read(server, public, clock), Page)


async def test_a_site_that_cannot_say_its_rules_is_left_alone_for_a_while(server: FeedServer, public: Fetcher, clock: SetClock) -> None:
    server.serve("/robots.txt", Reply(status=503), robots(""))
    server.serve("/news/1", ARTICLE)
    pages = polite(public, clock)
    assert isinstance(await pages.page(server.url("/news/1")), PageFailure)
    clock.move(minutes=14)
    assert isinstance(await pages.page(server.url("/news/1")), PageFailure)
    clock.move(minutes=2)
    assert isinstance(await pages.page(server.url("/news/1")), Page)
    assert len(server.seen("/robots.txt")) == 2


async def test_rules_are_asked_for_once_a_day_however_many_pages_are_wanted(server: FeedServer, public: Fetcher, clock: SetClock) -> None:
    server.serve("/news/1", ARTICLE)
    pages = polite(public, clock)
    await asyncio.gather(*(pages.page(server.url("/news/1")) for _ in range(5)))
    clock.move(hours=23)
    await pages.page(server.url("/news/1"))
    assert len(server.seen("/robots.txt")) == 1
    clock.move(hours=2)
    await pages.page(server.url("/news/1"))
    assert len(server.seen("/robots.txt")) == 2


async def test_who_gives_up_waiting_for_the_rules_takes_them_from_nobody(server: FeedServer, public: Fetcher, clock: SetClock) -> None:
    server.serve("/robots.txt", Hang())
    pages = polite(public, clock)
    waits = [asyncio.create_task(pages.page(server.url(f"/news/{number}"))) for number in range(2)]
    await asyncio.wait_for(server.hanging.wait(), 10)
    waits[0].cancel()
    await asyncio.wait([waits[0]])
    assert not waits[1].done()
    waits[1].cancel()
    await asyncio.wait([waits[1]])
    assert len(server.seen("/robots.txt")) == 1


@pytest.mark.parametrize("path", ["/", "/login?next=/news/1", "/en/subscribe/plans", "/consent"])
async def test_a_redirect_away_from_the_article_is_no_article(server: FeedServer, public: Fetcher, clock: SetClock, path: str) -> None:
    server.serve(path.partition("?")[0], ARTICLE)
    server.serve("/news/1", Reply(status=302, headers={"Location": path}))
    assert isinstance(await read(server, public, clock), PageFailure)


async def test_a_redirect_to_another_address_of_the_article_is_followed(server: FeedServer, public: Fetcher, clock: SetClock) -> None:
    server.serve("/news/1/talks-resume", ARTICLE)
    server.serve("/news/1", Reply(status=301, headers={"Location": "/news/1/talks-resume"}))
    assert isinstance(await read(server, public, clock), Page)


async def test_pages_inside_the_own_network_are_asked_without_ceremony(server: FeedServer, public: Fetcher, clock: SetClock) -> None:
    server.serve("/robots.txt", robots("User-agent: *\nDisallow: /"))
    server.serve("/news/1", ARTICLE)
    assert isinstance(await polite(public, clock).page(server.url("/news/1"), allow_private=True), Page)


def test_a_hosts_pages_are_asked_one_after_another() -> None:
    pace = Pace(gap=1.0)
    assert [pace.wait("a", 100.0), pace.wait("a", 100.0), pace.wait("b", 100.0), pace.wait("a", 100.5), pace.wait("a", 200.0)] == [
        0,
        1,
        0,
        1.5,
        0,
    ]


def test_a_site_that_asks_for_more_room_has_it_within_reason() -> None:
    pace = Pace(gap=1.0)
    assert [pace.wait("a", 0.0, 5.0), pace.wait("a", 0.0, 3_600.0), pace.wait("a", 0.0)] == [0, 5, 5 + LONGEST_GAP]


def test_a_turn_that_is_too_far_off_is_not_taken() -> None:
    pace = Pace(gap=9.0)
    assert [pace.wait("a", 0.0) for _ in range(5)] == [0, 9, 18, None, None]
