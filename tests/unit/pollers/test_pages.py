"""Article pages come through the same gate as feeds."""

from __future__ import annotations

from bot.desk.ports import Page, PageFailure
from bot.pollers.fetch import Fetcher
from bot.pollers.pages import Pages
from tests.fakes.feed_server import FeedServer, Reply


async def test_a_page_comes_with_its_last_address(server: FeedServer, fetcher: Fetcher) -> None:
    server.serve("/article", Reply(b"<p>text</p>", content_type="text/html; charset=utf-8"))
    url = server.serve("/short", Reply(status=302, headers={"Location": "/article"}))
    assert await Pages(fetcher).page(url, allow_private=True) == Page(server.url("/article"), b"<p>text</p>", "text/html; charset=utf-8")


async def test_what_is_no_page_is_a_failure(server: FeedServer, fetcher: Fetcher) -> None:
    url = server.serve("/film", Reply(b"\x00", content_type="video/mp4"))
    answer = await Pages(fetcher).page(url, allow_private=True)
    assert isinstance(answer, PageFailure)
    assert "video/mp4" in answer.reason


async def test_a_missing_page_says_so(server: FeedServer, fetcher: Fetcher) -> None:
    answer = await Pages(fetcher).page(server.url("/none"), allow_private=True)
    assert isinstance(answer, PageFailure)
    assert "404" in answer.reason


async def test_private_pages_are_refused_unless_allowed(server: FeedServer, fetcher: Fetcher) -> None:
    answer = await Pages(fetcher).page(server.serve("/article", Reply(b"<p>text</p>", content_type="text/html")))
    assert isinstance(answer, PageFailure)
    assert server.requests == []
