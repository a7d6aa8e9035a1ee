"""Known items taken out before the parse: what is left is read as it would have been read with them."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pollers.encoding import feed_content
from bot.pollers.identity import ItemIds
from bot.pollers.items import ItemReader
from bot.pollers.known import Cut, cut, marks_after
from bot.pollers.parse import parse_feed, read_document
from bot.pollers.ports import ParsedFeed, ParseHints
from tests.fakes.polling import NOON
from tests.unit.pollers.feed_writer import FORMATS, Feed, write_feed

URL = "https://news.example.kr/rss/all.xml"


def hints(marks: str = "") -> ParseHints:
    return ParseHints(URL, "text/xml", "Asia/Seoul", NOON, marks)


def read(document: str, marks: str = "") -> ParsedFeed:
    parsed = parse_feed(document.encode(), hints(marks))
    assert isinstance(parsed, ParsedFeed), parsed
    return parsed


def raw(content: bytes) -> list[dict[str, Any]]:
    """feedparser's entries, as plain as they can be compared."""
    document = read_document(content, URL)
    assert document.error is None
    return [dict(item) for item in document.items]


def ids_of(content: bytes) -> list[ItemIds]:
    return [ItemReader(item, URL).ids for item in read_document(content, URL).items]


def after(document: str) -> tuple[bytes, str]:
    """A document's content and the marks that it leaves."""
    content = feed_content(document.encode(), "text/xml")
    whole = cut(content, "")
    assert whole is not None
    return content, marks_after(whole, ids_of(content))


def shortened(before: str, now: str) -> tuple[bytes, Cut]:
    """A document's content and what is left of it after another was read."""
    content = feed_content(now.encode(), "text/xml")
    parts = cut(content, after(before)[1])
    assert parts is not None
    return content, parts


@pytest.mark.parametrize("format_", FORMATS)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=15, deadline=None)
def test_what_is_left_is_read_as_in_the_whole_document(format_: str, seed: int) -> None:
    chance = Random(seed)
    before = Feed.random(format_, chance)
    now = before.later(chance)
    content, parts = shortened(write_feed(before), write_feed(now))
    whole, rest = raw(content), raw(parts.rest)
    kept = [number for number, item in enumerate(now.items) if item not in before.items or not item.is_plain]
    assert rest == [whole[number] for number in kept]
    assert len(parts.taken) == len(now.items) - len(kept)


@pytest.mark.parametrize("format_", FORMATS)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=8, deadline=None)
def test_nothing_new_is_lost_and_nothing_old_is_told_otherwise(format_: str, seed: int) -> None:
    chance = Random(seed)
    before = Feed.random(format_, chance)
    now = before.later(chance)
    first, whole = read(write_feed(before)), read(write_feed(now))
    news = read(write_feed(now), first.marks)
    entries = {entry.key: entry for entry in whole.entries}
    assert all(entries[entry.key] == entry for entry in news.entries)
    told = {entry.key: entry for entry in first.entries}
    assert {entry.key for entry in news.entries} >= {key for key, entry in entries.items() if told.get(key) != entry}
    assert news.title == whole.title


ONE = "<item><title>One</title><guid>1</guid><description>First.</description></item>"
TWO = "<item><title>Two</title><guid>2</guid><description>Second.</description></item>"


def channel(*items: str, attributes: str = "", head: str = "<title>Desk</title>") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"{attributes}><channel>{head}{"".join(items)}</channel></rss>'


def titles(feed: ParsedFeed) -> list[str]:
    return [entry.title for entry in feed.entries]


def test_a_new_item_is_read_alone() -> None:
    marks = read(channel(ONE)).marks
    assert titles(read(channel(TWO, ONE), marks)) == ["Two"]


def test_a_feed_with_nothing_new_brings_nothing_and_keeps_its_marks() -> None:
    first = read(channel(TWO, ONE))
    again = read(channel(TWO, ONE, head="<title>Desk</title><lastBuildDate>Wed, 25 Nov 2026 21:00:00 +0900</lastBuildDate>"), first.marks)
    assert again.entries == ()
    assert set(again.marks.split()) == set(first.marks.split())


def test_an_item_whose_text_was_edited_is_read_again() -> None:
    marks = read(channel(TWO, ONE)).marks
    edited = ONE.replace("First.", "First, corrected.")
    (entry,) = read(channel(TWO, edited), marks).entries
    assert (entry.title, entry.lead) == ("One", "First, corrected.")


def test_an_item_that_fell_out_is_read_when_it_comes_back() -> None:
    first = read(channel(ONE))
    second = read(channel(TWO), first.marks)
    assert titles(read(channel(ONE, TWO), second.marks)) == ["One"]


def test_a_new_item_with_the_guid_of_a_known_one_is_told_apart_as_in_the_whole_document() -> None:
    first = channel("<item><title>One</title><link>https://n.kr/1</link><guid>same</guid></item>")
    second = channel(
        "<item><title>Two</title><link>https://n.kr/2</link><guid>same</guid></item>",
        "<item><title>One</title><link>https://n.kr/1</link><guid>same</guid></item>",
    )
    news = read(second, read(first).marks)
    assert {entry.key for entry in news.entries} == {"https://n.kr/1", "https://n.kr/2"}


@pytest.mark.parametrize(
    "content",
    [
        "<title>One</title><content:encoded><![CDATA[<item>no item</item> </channel>]]></content:encoded><guid>1</guid>",
        "<title>One</title><!-- </item><item> --><guid>1</guid>",
        "<title>One &lt;item&gt; &amp; more</title><guid>1</guid>",
        "<title>One</title><?php echo '</item>' ?><guid>1</guid>",
        "<title>One</title><guid>1</guid><media:content url='a.jpg' media:item='x>y'/>",
    ],
    ids=["cdata", "comment", "entities", "instruction", "attribute"],
)
def test_what_only_looks_like_an_item_is_none(content: str) -> None:
    spaces = ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"'
    item = f'<item rdf:about="a>b" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{content}</item>'
    plain = f"<item>{content}</item>"
    assert titles(read(channel(TWO, plain, attributes=spaces), read(channel(plain, attributes=spaces)).marks)) == ["Two"]
    both = read(channel(TWO, item, attributes=spaces), read(channel(item, attributes=spaces)).marks)
    assert len(both.entries) == 2, "an item that declares a namespace is read each time"


@pytest.mark.parametrize(
    "document",
    [
        channel("<item><title>One</title><guid>1</guid><item><title>Inner</title><guid>9</guid></item></item>"),
        channel("<item><title>One</title><guid>1</guid><content><entry>x</entry></content></item>"),
        '<!DOCTYPE rss [<!ENTITY who "Seoul">]>' + channel(ONE)[21:],
        channel(ONE, "<x xmlns:dc='urn:other'/>", TWO),
        channel(ONE) + "<!-- cut off",
        channel(ONE, TWO)[:-20],
        "<rss><channel><title>Nothing</title></channel></rss>",
    ],
    ids=["item in item", "entry in item", "declared entity", "namespace between items", "open comment", "cut off", "no items"],
)
def test_a_document_that_cannot_be_cut_for_sure_is_always_read_whole(document: str) -> None:
    first = read(document)
    assert first.marks == ""
    assert read(document, first.marks).entries == first.entries


def test_ill_formed_news_make_the_whole_document_be_read() -> None:
    marks = read(channel(ONE)).marks
    broken = "<item><title>Two</title><guid>2</guid><description>a <b> c</description></item>"
    assert titles(read(channel(broken, ONE), marks)) == titles(read(channel(broken, ONE)))


def test_items_are_read_again_where_their_surroundings_give_them_another_meaning() -> None:
    item = "<item><title>One</title><guid isPermaLink='false'>1</guid><link>one</link></item>"
    marks = read(channel(item, attributes=' xml:base="https://n.kr/a/"')).marks
    (entry,) = read(channel(item, attributes=' xml:base="https://n.kr/b/"'), marks).entries
    assert entry.url == "https://n.kr/b/one"


def test_marks_of_another_feed_take_nothing_out() -> None:
    assert titles(read(channel(TWO), read(channel(ONE)).marks)) == ["Two"]


@pytest.mark.parametrize("marks", ["x", "é " * 40, "-" * 28, " "])
def test_marks_that_are_none_take_nothing_out(marks: str) -> None:
    assert titles(read(channel(ONE), marks)) == ["One"]


@pytest.mark.parametrize("piece", ["<!--", "<![CDATA[", "<?", "<item>", "<item a='", "<entry", "</item>", "<!"])
def test_hostile_repetition_is_read_in_linear_time(piece: str) -> None:
    content = (channel(ONE)[:-20] + piece * (2_000_000 // len(piece))).encode()
    assert cut(content, "") is None or piece in {"<![CDATA[", "<!--", "<?"}
