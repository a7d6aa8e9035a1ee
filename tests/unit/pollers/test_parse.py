"""Feeds of every kind and fault, as entries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import feedparser
import pytest

from bot.model import Entry
from bot.pollers.parse import parse_feed
from bot.pollers.ports import NotAFeed, ParsedFeed, ParseHints
from tests.fakes.polling import NOON, Item, rss

URL = "https://news.example.kr/rss/all.xml"


def parsed(document: str | bytes, *, content_type: str = "text/xml", timezone: str | None = "Asia/Seoul") -> ParsedFeed:
    body = document.encode() if isinstance(document, str) else document
    feed = parse_feed(body, ParseHints(URL, content_type, timezone, NOON))
    assert isinstance(feed, ParsedFeed), feed
    return feed


def only(document: str | bytes, **hints: str) -> Entry:
    (entry,) = parsed(document, **hints).entries
    return entry


def refused(body: bytes) -> NotAFeed:
    answer = parse_feed(body, ParseHints(URL, "text/xml", None, NOON))
    assert isinstance(answer, NotAFeed), answer
    return answer


def test_an_rss_item_is_read_whole() -> None:
    item = Item(
        "Allies &amp;amp; partners meet",
        "https://news.example.kr/view?idxno=9&utm_source=rss",
        "urn:9",
        datetime(2026, 11, 25, 9, 0, tzinfo=UTC),
        "&lt;p&gt;They met in &lt;b&gt;Seoul&lt;/b&gt;.&lt;/p&gt;",
        "<content:encoded><![CDATA[<p>They met in Seoul.</p><p>They agreed.</p>]]></content:encoded>",
    )
    assert only(rss(item)) == Entry(
        key="urn:9",
        title="Allies & partners meet",
        url="https://news.example.kr/view?idxno=9&utm_source=rss",
        canonical_url="https://news.example.kr/view?idxno=9",
        published_at=datetime(2026, 11, 25, 9, 0, tzinfo=UTC),
        lead="They met in Seoul.",
        body="They met in Seoul.\nThey agreed.",
    )


def test_an_atom_entry_is_read_whole() -> None:
    atom = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example.kr/en/"><title>Desk</title>
    <entry><id>tag:news.example.kr,2026:4</id><title type="html">&lt;i&gt;Tariffs&lt;/i&gt; fall</title><link rel="alternate" href="four"/>
    <updated>2026-11-25T09:30:00Z</updated><published>2026-11-25T18:00:00+09:00</published>
    <summary>Duties fall.</summary><content type="html">&lt;p&gt;Duties fall to 15%.&lt;/p&gt;</content></entry></feed>"""
    entry = only(atom)
    assert (entry.key, entry.title, entry.url) == ("tag:news.example.kr,2026:4", "Tariffs fall", "https://news.example.kr/en/four")
    assert entry.published_at == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    assert (entry.lead, entry.body) == ("Duties fall.", "Duties fall to 15%.")


def test_rss_1_with_only_dc_dates_is_read() -> None:
    rdf = """<?xml version="1.0" encoding="utf-8"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>경향</title></channel>
    <item rdf:about="https://news.example.kr/1"><title>한미동맹</title><link>https://news.example.kr/1</link>
    <dc:date>2026-11-25T18:00:00+09:00</dc:date></item></rdf:RDF>"""
    entry = only(rdf)
    assert (entry.key, entry.title) == ("https://news.example.kr/1", "한미동맹")
    assert entry.published_at == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_korean_in_cp949_declared_euc_kr_is_read() -> None:
    document = rss(
        Item("똠얌꿍과 한미동맹", "https://news.example.kr/1"), title="하버데일리", prolog='<?xml version="1.0" encoding="euc-kr"?>'
    )
    feed = parsed(document.encode("cp949"))
    assert (feed.title, feed.entries[0].title) == ("하버데일리", "똠얌꿍과 한미동맹")


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("<pubDate>2026-11-25 18:00:00</pubDate>", datetime(2026, 11, 25, 9, 0, tzinfo=UTC)),
        ("<dc:date>2026-11-25T18:00:00</dc:date>", datetime(2026, 11, 25, 9, 0, tzinfo=UTC)),
        ("<pubDate>Wed,25 Nov 2026 18:00:00</pubDate>", datetime(2026, 11, 25, 9, 0, tzinfo=UTC)),
        ("<pubDate>25 11 2026</pubDate>", datetime(2026, 11, 24, 15, 0, tzinfo=UTC)),
        ("<pubDate>Τετ, 25 Νοέ 2026 09:00:00 GMT</pubDate>", datetime(2026, 11, 25, 9, 0, tzinfo=UTC)),
        ("<pubDate>2026-11-24T25:00:00Z</pubDate>", datetime(2026, 11, 25, 1, 0, tzinfo=UTC)),
        ("<pubDate>22026</pubDate>", None),
        ("<pubDate>someday</pubDate>", None),
        ("", None),
        ("<pubDate>Fri, 25 Dec 2026 09:00:00 GMT</pubDate>", NOON),
    ],
)
def test_dates(date: str, published: datetime | None) -> None:
    assert only(rss(Item("t", "https://news.example.kr/1", extra=date))).published_at == published


def test_a_clamped_date_does_not_change_the_key_of_a_bare_item() -> None:
    document = rss(Item("Talks", date="Fri, 25 Dec 2026 09:00:00 GMT")).encode()
    hints = ParseHints(URL, "text/xml", None, NOON)
    later = ParseHints(URL, "text/xml", None, NOON + timedelta(hours=1))
    first, second = parse_feed(document, hints), parse_feed(document, later)
    assert isinstance(first, ParsedFeed)
    assert isinstance(second, ParsedFeed)
    assert first.entries[0].published_at != second.entries[0].published_at
    assert first.entries[0].key == second.entries[0].key


def test_entries_come_oldest_first() -> None:
    dated = [Item(f"{hour}", f"https://e.kr/{hour}", date=datetime(2026, 11, 25, hour, tzinfo=UTC)) for hour in (9, 11, 10)]
    undated = [Item(name, f"https://e.kr/{name}") for name in ("newest", "middle", "oldest")]
    assert [entry.title for entry in parsed(rss(*dated)).entries] == ["9", "10", "11"]
    assert [entry.title for entry in parsed(rss(*undated)).entries] == ["oldest", "middle", "newest"]


def test_relative_links_are_resolved_against_the_feed() -> None:
    assert only(rss(Item("t", "/view/1"))).url == "https://news.example.kr/view/1"


def test_a_guid_that_is_an_address_stands_in_for_the_link() -> None:
    assert only(rss(Item("t", guid="https://news.example.kr/7"))).url == "https://news.example.kr/7"


def test_a_link_with_breaks_and_spaces_is_read_as_a_browser_reads_it() -> None:
    assert only(rss(Item("t", "\n https://news.example.kr/view/\n7 a.html ", "urn:7"))).url == "https://news.example.kr/view/7%20a.html"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@b.c", "data:text/html,x", "https://[bad"])
def test_a_link_that_is_no_web_address_is_left_out(link: str) -> None:
    entry = only(rss(Item("t", link)))
    assert (entry.url, entry.canonical_url, entry.title) == (None, None, "t")


def test_an_aggregators_item_names_its_outlet_and_loses_its_suffix() -> None:
    item = Item(
        "Envoy visits Busan - The Harbour Daily",
        "https://agg.example/1",
        extra='<source url="https://h.example">The Harbour Daily</source>',
    )
    entry = only(rss(item))
    assert (entry.title, entry.source_name, entry.source_url) == ("Envoy visits Busan", "The Harbour Daily", "https://h.example")


def test_an_item_without_title_takes_its_first_words() -> None:
    assert only(rss(Item("", "https://e.kr/1", lead="Words of the lead."))).title == "Words of the lead."


def test_an_item_with_nothing_in_it_is_left_out() -> None:
    assert parsed(rss(Item(""), Item("t"))).entries[0].title == "t"


def test_a_whole_article_in_the_summary_is_its_body() -> None:
    article = "A sentence of the article. " * 80
    entry = only(rss(Item("t", "https://e.kr/1", lead=article)))
    assert (entry.lead, entry.body) == ("", article.strip())


def test_content_that_only_repeats_a_short_summary_is_a_lead() -> None:
    extra = "<content:encoded>Short words.</content:encoded>"
    entry = only(rss(Item("t", "https://e.kr/1", lead="Short words.", extra=extra)))
    assert (entry.lead, entry.body) == ("Short words.", "")


def test_duplicate_guids_lose_no_article() -> None:
    items = [Item(f"title {number}", f"https://e.kr/{number}", "same") for number in range(4)]
    entries = parsed(rss(*items)).entries
    assert len(entries) == 4
    assert len({entry.key for entry in entries}) == 4


def test_a_feed_without_items_is_a_feed() -> None:
    assert parsed(rss()).entries == ()


def test_the_feeds_own_wish_to_be_left_alone_is_read() -> None:
    assert parsed(rss(channel="<ttl>30</ttl>")).ttl_seconds == 1_800
    assert parsed(rss(channel="<ttl>often</ttl>")).ttl_seconds is None


def test_html_entities_and_bare_ampersands_are_read_as_meant() -> None:
    wild = Item("Q&A on&nbsp;tariffs&hellip; R&D", "https://e.kr/1", lead="<![CDATA[AT&T & <b>co</b>]]>")
    entries = parsed(rss(wild, Item("Second", "https://e.kr/2"))).entries
    assert [entry.title for entry in entries] == ["Second", "Q&A on tariffs… R&D"]
    assert entries[1].lead == "AT&T & co"


def test_a_document_cut_in_the_middle_keeps_its_whole_items() -> None:
    document = rss(Item("first", "https://e.kr/first"), Item("second", "https://e.kr/second"), Item("third", "https://e.kr/third"))
    cut = document[: document.index("/third") + 3]
    assert {entry.url for entry in parsed(cut).entries} == {"https://e.kr/first", "https://e.kr/second"}


@pytest.mark.parametrize(
    "document",
    [
        "<rss version='2.0'><channel><item><title>One</title></item><image><title>i</title><qidth>2</width></image></channel></rss>",
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>One</title></entry><entry><source><category term='a'><entry><source>"
            "<category term='b'></category></source></entry></feed>x</category></source></entry></feed>"
        ),
    ],
)
def test_a_broken_document_at_which_feedparser_fails_keeps_what_can_be_read(document: str) -> None:
    with pytest.raises((TypeError, KeyError)):
        feedparser.parse(document.encode())
    assert "One" in [entry.title for entry in parsed(document).entries]


def test_external_and_exploding_entities_bring_nothing() -> None:
    bomb = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 12))
    doctype = f'<!DOCTYPE rss [<!ENTITY e0 "boom"><!ENTITY file SYSTEM "file:///etc/hostname">{bomb}]>'
    document = rss(Item("Safe &e11; &file;", "https://e.kr/1"), prolog=f'<?xml version="1.0"?>{doctype}')
    title = only(document).title
    assert title.startswith("Safe")
    assert len(title) < 100


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><head><title>Access denied</title></head></html>",
        b"\n\n<!-- cached -->\n<HTML><body>not here</body></HTML>",
        b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html xmlns="http://www.w3.org/1999/xhtml"/>',
        "<html>접속이 원활하지 않습니다</html>".encode("cp949"),
    ],
)
def test_a_web_page_is_no_feed(body: bytes) -> None:
    assert refused(body).is_html


@pytest.mark.parametrize("body", [b"", b"   \n", b"OK", b'{"version": "https://jsonfeed.org/version/1.1"}', b"\x00\x01\x02", b"<rss><chan"])
def test_other_bytes_are_no_feed(body: bytes) -> None:
    answer = refused(body)
    assert not answer.is_html
    assert answer.detail.endswith(".")
