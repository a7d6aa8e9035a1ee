"""Lists of feeds, out and in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app.feed_lists import new_feeds
from bot.pollers.opml import OpmlError, Outline, read_opml, write_opml
from tests.fakes.polling import NOON, OUTLET, spec

SPECS = [
    spec("https://daily.example/rss?a=1&b=2", "daily"),
    spec("https://daily.example/world", "daily-world"),
    replace(spec("https://saebyeok.example/rss", "saebyeok"), outlet=replace(OUTLET, id="saebyeok", name='새벽일보 <"&>', language="ko")),
]


def opml(body: str) -> bytes:
    return f'<?xml version="1.0"?><opml version="1.0"><head/><body>{body}</body></opml>'.encode()


def test_what_goes_out_comes_in_again() -> None:
    found = read_opml(write_opml(SPECS, NOON).encode())
    assert {(one.url, one.language) for one in found} == {(one.url, one.outlet.language) for one in SPECS}
    assert found[-1].name == '새벽일보 <"&>'
    assert found[0].name == "The Harbour Daily (daily)"


def test_the_lists_of_other_programs_are_read() -> None:
    outlines = read_opml(
        opml(
            '<outline text="News"><outline text="Herald" title="The Herald" type="rss" xmlUrl=" https://h.example/rss " htmlUrl="https://h.example"/>'
            '<outline text="Again" xmlUrl="https://h.example/rss"/></outline><outline text="No feed"/>'
            '<OUTLINE TEXT="x"/><outline text="AT&amp;amp;T &amp; co" XMLURL="https://a.example/rss" language="en-US"/>'
        )
    )
    assert outlines == (Outline("https://h.example/rss", "The Herald", None), Outline("https://a.example/rss", "AT&T & co", "en"))


def test_a_list_in_a_korean_charset_is_read() -> None:
    data = '<?xml version="1.0" encoding="euc-kr"?><opml><body><outline text="새벽일보" xmlUrl="https://s.example/rss"/></body></opml>'
    assert read_opml(data.encode("cp949"))[0].name == "새벽일보"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"<rss><channel/></rss>",
        b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body><outline text="&a;" xmlUrl="https://a.example"/></body></opml>',
        b"<opml>" + b"<outline>" * 2_000,
    ],
)
def test_what_is_no_list_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(OpmlError, match=r"\.$"):
        read_opml(data)


def test_only_what_is_not_there_and_is_an_address_becomes_a_feed() -> None:
    outlines = [
        Outline("https://herald.example/rss", "Herald", None),
        Outline("https://herald.example/world", "Herald World", None),
        Outline("https://there.example/rss", "There", None),
        Outline("https://saebyeok.example/rss", "새벽일보", None),
        Outline("https://daily.example/rss", "Daily", "ko"),
        Outline("file:///etc/passwd", "File", None),
        Outline("https://reader:secret@paid.example/rss", "Paid", None),
    ]
    specs, bad = new_feeds(outlines, taken={"herald"}, there={"https://there.example/rss"})
    assert [(one.id, one.outlet.language) for one in specs] == [("herald-2", "en"), ("herald-3", "en"), ("saebyeok", "ko"), ("daily", "ko")]
    assert bad == ["file:///etc/passwd", "https://paid.example/rss"]
    assert not any(one.allow_private for one in specs)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.7", "[::1]", "169.254.169.254", "news.example:8080"])
def test_what_the_desk_would_never_ask_is_not_taken_in(host: str) -> None:
    assert new_feeds([Outline(f"http://{host}/rss", "Inside", None)], taken=set(), there=set()) == ([], [f"http://{host}/rss"])
