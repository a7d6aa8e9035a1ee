"""Links by way of somebody else say where they lead, where they say it at all."""

from __future__ import annotations

import base64

import pytest

from bot.pollers.parse import parse_feed
from bot.pollers.ports import ParsedFeed, ParseHints
from bot.pollers.relays import article_address
from tests.fakes.polling import NOON, Item, rss

ARTICLE = "https://www.harbour.example/news/view?idxno=7"
LONG = "https://www.harbour.example/" + "a" * 200


def token(address: str, phone: str = "") -> str:
    """As Google News wrote it: field 1 is 19, field 4 the address, field 26 that of the page for phones."""

    def field(tag: bytes, text: str) -> bytes:
        data = text.encode()
        size = bytes((len(data),)) if len(data) < 128 else bytes((len(data) & 0x7F | 0x80, len(data) >> 7))
        return tag + size + data

    data = b"\x08\x13" + field(b"\x22", address) + (field(b"\xd2\x01", phone) if phone else b"")
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@pytest.mark.parametrize("path", ["rss/articles", "articles", "__i/rss/rd/articles", "read"])
@pytest.mark.parametrize("address", [ARTICLE, LONG])
def test_googles_older_links_name_the_article(path: str, address: str) -> None:
    link = f"https://news.google.com/{path}/{token(address, 'https://m.harbour.example/7')}?oc=5&hl=en-US"
    assert article_address(link) == address


@pytest.mark.parametrize(
    "link",
    [
        f"https://news.google.com/rss/articles/{token('AU_yqLPvz0a1' + 'b' * 60)}?oc=5",
        "https://news.google.com/rss/articles/AAAAAAAAAAAAAAAAAAAAAAAA",
        "https://news.google.com/rss/articles/CBMi",
        f"https://news.google.com/rss/articles/{token(LONG)[:60]}",
        f"https://news.google.com/rss/articles/{token('javascript:alert(1)//' + 'a' * 20)}",
        f"https://other.example/rss/articles/{token(ARTICLE)}",
        "https://news.google.com/rss/search?q=korea",
        "https://www.google.com/url?q=harbour",
        "https://[broken",
        ARTICLE,
    ],
)
def test_a_link_that_does_not_say_stays(link: str) -> None:
    assert article_address(link) == link


@pytest.mark.parametrize(
    "link",
    [
        f"https://www.google.com/url?rct=j&sa=t&url={ARTICLE.replace('?', '%3F').replace('=', '%3D')}&ct=ga",
        f"http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&url={ARTICLE.replace('?', '%3f').replace('=', '%3d')}&c=1",
    ],
)
def test_alerts_name_it_in_their_query(link: str) -> None:
    assert article_address(link) == ARTICLE


def test_an_item_has_the_address_of_its_article_and_keeps_its_key() -> None:
    link = f"https://news.google.com/rss/articles/{token(ARTICLE)}?oc=5"
    feed = parse_feed(rss(Item("t", link, "google-7")).encode(), ParseHints("https://news.google.com/rss", "text/xml", None, NOON))
    assert isinstance(feed, ParsedFeed)
    assert [(entry.key, entry.url, entry.canonical_url) for entry in feed.entries] == [("google-7", ARTICLE, ARTICLE)]
