"""What makes an item the same item."""

from __future__ import annotations

import pytest

from bot.pollers.identity import ItemIds, canonical_url, identify


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://WWW.Example.org:443/News?utm_source=rss&utm_medium=feed", "https://www.example.org/News"),
        ("http://example.org:80/a#top", "http://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://example.org", "https://example.org/"),
        ("https://www.example.kr/news/articleView.html?idxno=12345&fbclid=x", "https://www.example.kr/news/articleView.html?idxno=12345"),
        ("https://example.kr/view.do?No=7&aid=0001&gclid=1", "https://example.kr/view.do?No=7&aid=0001"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?b=2&a=1"),
        ("https://example.org/a?at_medium=RSS&at_campaign=rss", "https://example.org/a"),
        ("https://example.org/a?ref=rss", "https://example.org/a"),
        ("https://example.org/a?ref=seoul", "https://example.org/a?ref=seoul"),
        ("https://m.yna.co.kr/view/AKR1?section=politics", "https://www.yna.co.kr/view/AKR1?section=politics"),
        ("https://n.news.naver.com/mnews/article/001/0015?sid=100", "https://n.news.naver.com/article/001/0015?sid=100"),
        ("https://example.org/%ED%95%9C?q=%EB%AF%B8", "https://example.org/%ED%95%9C?q=%EB%AF%B8"),
        ("https://[broken", "https://[broken"),
        ("tag:example.org,2026:1", "tag:example.org,2026:1"),
    ],
)
def test_canonical_addresses(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


def ids(guid: str | None = None, url: str | None = None, title: str = "t", date: str = "") -> ItemIds:
    return ItemIds(guid, url, title, date)


def keys(*items: ItemIds) -> list[str]:
    return [identity.key for identity in identify(items)]


def test_guid_then_address_then_title_and_date() -> None:
    with_guid, with_url = ids("g", "https://e.org/a"), ids(None, "https://e.org/b")
    bare = ids(title="Talks resume", date="2026-11-25")
    assert keys(with_guid, with_url)[:2] == ["g", "https://e.org/b"]
    assert keys(bare) == keys(bare)
    assert keys(bare) != keys(ids(title="Talks resume", date="2026-11-26"))


def test_a_guid_that_is_the_address_gives_the_same_key_as_the_address_alone() -> None:
    assert keys(ids("https://e.org/a?utm_source=rss", "https://e.org/a")) == keys(ids(None, "https://e.org/a"))


def test_a_guid_given_to_different_articles_loses_none() -> None:
    assert len(set(keys(*(ids("same", f"https://e.org/{number}") for number in range(5))))) == 5
    assert len(set(keys(*(ids("same", None, f"title {number}") for number in range(5))))) == 5
    assert len(set(keys(*(ids("same", "https://e.org/", f"title {number}") for number in range(5))))) == 5


def test_an_item_told_twice_is_one() -> None:
    assert len(set(keys(ids("g", "https://e.org/a"), ids("g", "https://e.org/a", "t (2nd version)")))) == 1


def test_an_address_shared_by_different_articles_identifies_none() -> None:
    shared = identify([ids(f"g{number}", "https://e.org/section") for number in range(3)])
    front = identify([ids("g", "https://e.org/")])
    own = identify([ids("g", "https://e.org/a")])
    assert {identity.canonical_url for identity in (*shared, *front)} == {None}
    assert own[0].canonical_url == "https://e.org/a"


def test_an_endless_guid_makes_a_short_key() -> None:
    long = ids("x" * 5_000)
    assert len(keys(long)[0]) <= 300
    assert keys(long) != keys(ids("x" * 5_001))
