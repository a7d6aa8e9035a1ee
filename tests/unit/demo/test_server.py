"""The newsroom over HTTP: what a desk that polls it sees."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import feedparser
import pytest
import trafilatura

from bot.demo.newsroom import Phase, load_newsroom
from bot.demo.server import NewsroomServer
from bot.model import FeedSpec
from bot.pollers.parse import parse_feed
from bot.pollers.ports import ParsedFeed, ParseHints

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
async def server() -> AsyncIterator[NewsroomServer]:
    newsroom = NewsroomServer(now=NOW)
    await newsroom.start()
    yield newsroom
    await newsroom.stop()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def feed_of(server: NewsroomServer, outlet_id: str) -> FeedSpec:
    return next(feed for feed in server.feeds if feed.outlet.id == outlet_id)


async def body_of(http: aiohttp.ClientSession, url: str) -> bytes:
    async with http.get(url) as response:
        assert response.status == 200
        return await response.read()


async def items_of(http: aiohttp.ClientSession, feed: FeedSpec) -> list[feedparser.FeedParserDict]:
    body = await body_of(http, feed.url)
    if feed.outlet.id == "hangang-ilbo":
        body = body.decode("cp949").replace('encoding="EUC-KR"', 'encoding="UTF-8"', 1).encode()
    parsed = feedparser.parse(body)
    assert not parsed.bozo
    return list(parsed.entries)


async def test_every_feed_holds_its_backlog_alone_until_the_news_is_released(server: NewsroomServer, http: aiohttp.ClientSession) -> None:
    outlets = {outlet.outlet.id: outlet for outlet in load_newsroom()}
    for feed in server.feeds:
        titles = {item.title for item in await items_of(http, feed)}
        articles = outlets[feed.outlet.id].articles
        assert titles == {article.title for article in articles if article.phase is Phase.BACKLOG}
    server.release()
    for feed in server.feeds:
        titles = {item.title for item in await items_of(http, feed)}
        assert titles == {article.title for article in outlets[feed.outlet.id].articles}


async def test_news_is_released_oldest_first_and_once(server: NewsroomServer) -> None:
    waiting = server.waiting
    first = server.release(3)
    rest = server.release()
    ages = [article.age for article in first + rest]
    assert len(first) == 3
    assert len(rest) == waiting - 3
    assert ages == sorted(ages, reverse=True)
    assert server.release() == ()


async def test_feeds_may_be_polled_on_loopback_and_have_ids_of_their_own(server: NewsroomServer) -> None:
    assert len({feed.id for feed in server.feeds}) == len(server.feeds) >= 4
    assert all(feed.allow_private and feed.url.startswith("http://127.0.0.1:") for feed in server.feeds)


@pytest.mark.parametrize(("header", "answer"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
async def test_an_unchanged_feed_is_answered_304_until_something_is_released(
    server: NewsroomServer, http: aiohttp.ClientSession, header: str, answer: str
) -> None:
    feed = feed_of(server, "han-river-times")
    async with http.get(feed.url) as response:
        validator = response.headers[header]
    async with http.get(feed.url, headers={answer: validator}) as response:
        assert response.status == 304
        assert await response.read() == b""
    server.release()
    async with http.get(feed.url, headers={answer: validator}) as response:
        assert response.status == 200
        assert response.headers[header] != validator


async def test_two_releases_within_a_second_have_different_last_modified(server: NewsroomServer, http: aiohttp.ClientSession) -> None:
    url = feed_of(server, "potomac-ledger").url
    seen = []
    for _ in range(3):
        server.release(1)
        async with http.get(url) as response:
            seen.append(response.headers["Last-Modified"])
    assert len(set(seen)) == 3


async def test_a_later_headline_takes_the_place_of_the_first_once_its_article_is_out(
    server: NewsroomServer, http: aiohttp.ClientSession
) -> None:
    feed = feed_of(server, "hangang-ilbo")
    server.release()
    before = {item.title: item.link for item in await items_of(http, feed)}
    [revised] = server.revise()
    after = {item.title: item.link for item in await items_of(http, feed)}
    assert revised.later_title is not None
    assert after[revised.later_title] == before[revised.title]
    assert revised.title not in after
    assert server.revise() == ()


async def test_the_korean_feed_is_cp949_bytes_declared_euc_kr_without_ids_or_zones(
    server: NewsroomServer, http: aiohttp.ClientSession
) -> None:
    server.release()
    feed = feed_of(server, "hangang-ilbo")
    async with http.get(feed.url) as response:
        body = await response.read()
        assert "charset" not in response.headers["Content-Type"]
    text = body.decode("cp949")
    assert text.startswith('<?xml version="1.0" encoding="EUC-KR"?>')
    assert "똠얌" in text
    assert "<guid" not in text
    assert feed.timezone == "Asia/Seoul"
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")
    with pytest.raises(UnicodeDecodeError):
        body.decode("euc_kr")


async def test_dates_count_back_from_the_moment_given(server: NewsroomServer, http: aiohttp.ClientSession) -> None:
    articles = {article.title: article for outlet in load_newsroom() for article in outlet.articles}
    for outlet_id in ("han-river-times", "namsan-newswire"):
        for item in await items_of(http, feed_of(server, outlet_id)):
            assert datetime(*item.published_parsed[:6], tzinfo=UTC) == NOW - articles[item.title].age
    korean = (await items_of(http, feed_of(server, "hangang-ilbo")))[0]
    seoul = (NOW - articles[korean.title].age).timestamp() + 9 * 3600
    assert korean.published == datetime.fromtimestamp(seoul, UTC).strftime("%Y-%m-%d %H:%M:%S")


async def test_the_lead_only_feed_keeps_its_text_for_the_page(server: NewsroomServer, http: aiohttp.ClientSession) -> None:
    server.release()
    articles = {article.title: article for outlet in load_newsroom() for article in outlet.articles if outlet.outlet.id == "potomac-ledger"}
    for item in await items_of(http, feed_of(server, "potomac-ledger")):
        article = articles[item.title]
        assert item.summary == article.lead
        assert "content" not in item
        assert article.paragraphs[-1] in html.unescape((await body_of(http, item.link)).decode())


async def test_a_page_gives_its_article_to_an_extractor_and_its_furniture_to_nobody(
    server: NewsroomServer, http: aiohttp.ClientSession
) -> None:
    server.release()
    for outlet in load_newsroom():
        for item in await items_of(http, feed_of(server, outlet.outlet.id)):
            article = next(article for article in outlet.articles if article.title == item.title)
            extracted = trafilatura.extract(await body_of(http, item.link), include_comments=False) or ""
            assert all(paragraph in extracted for paragraph in article.paragraphs)
            assert "All rights reserved" not in extracted
            assert "무단 전재" not in extracted


async def test_the_desks_own_parser_reads_every_feed_to_the_letter(server: NewsroomServer, http: aiohttp.ClientSession) -> None:
    server.release()
    for outlet, feed in zip(load_newsroom(), server.feeds, strict=True):
        async with http.get(feed.url) as response:
            hints = ParseHints(feed.url, response.headers["Content-Type"], feed.timezone, NOW)
            parsed = parse_feed(await response.read(), hints)
        assert isinstance(parsed, ParsedFeed)
        read = {entry.title: (entry.published_at, " ".join((entry.body or entry.lead).split())) for entry in parsed.entries}
        assert read == {
            article.title: (NOW - article.age, " ".join((article.text if outlet.style.has_body else article.lead).split()))
            for article in outlet.articles
        }


async def test_the_front_page_links_what_is_published_and_says_that_it_is_fiction(
    server: NewsroomServer, http: aiohttp.ClientSession
) -> None:
    server.release()
    for outlet in load_newsroom():
        front = html.unescape((await body_of(http, f"{server.url}/{outlet.outlet.id}/")).decode(outlet.style.charset))
        assert all(article.title in front for article in outlet.articles)
        assert "fiction" in front or "허구" in front
        for link in re.findall(r'<a href="([^"]+)"', front):
            await body_of(http, link)


async def test_what_is_not_released_has_no_page(server: NewsroomServer, http: aiohttp.ClientSession) -> None:
    for path in ("/potomac-ledger/articles/auto-tariff", "/hangang-ilbo/view?id=steel-duty", "/no-outlet/feed.xml"):
        async with http.get(server.url + path) as response:
            assert response.status == 404
    server.release()
    async with http.get(server.url + "/hangang-ilbo/view?id=steel-duty") as response:
        assert response.status == 200


async def test_a_stopped_server_gives_its_port_back_and_can_be_started_again() -> None:
    server = NewsroomServer(now=NOW)
    with pytest.raises(RuntimeError):
        _ = server.feeds
    await server.start()
    with pytest.raises(RuntimeError):
        await server.start()
    port = int(server.url.rsplit(":", 1)[1])
    taken = NewsroomServer(port=port, now=NOW)
    with pytest.raises(OSError, match="address already in use"):
        await taken.start()
    await server.stop()
    await server.stop()
    await taken.start()
    assert taken.url.endswith(f":{port}")
    await taken.stop()
