"""Which hub a feed names: by the headers of its answer, by its document, by both."""

from __future__ import annotations

import time

import pytest

from bot.model import NamedHub
from bot.pollers.links import NO_LINKS, FeedLinks, document_links, header_links, named_hub
from bot.pollers.parse import parse_feed
from bot.pollers.ports import ParsedFeed, ParseHints
from tests.fakes.polling import NOON, Item, rss

BASE = "https://daily.example/rss/all.xml"
HUB, OWN = "https://hub.example/", "https://daily.example/rss"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (['<https://hub.example/>; rel="hub"', '<https://daily.example/rss>; rel="self"'], FeedLinks((HUB,), (OWN,))),
        (["<https://hub.example/>; rel=hub, <https://daily.example/rss>; rel=self"], FeedLinks((HUB,), (OWN,))),
        (['<https://hub.example/>; title="a, <b>; rel=self"; rel="hub"'], FeedLinks((HUB,), ())),
        (['<https://hub.example/> ; REL = "Preconnect HUB"'], FeedLinks((HUB,), ())),
        (['<https://daily.example/rss>; rel="self hub"'], FeedLinks((OWN,), (OWN,))),
        (["<https://hub.example/>; rel=hub; rel=self"], FeedLinks((HUB,), ())),
        (["</rss>; rel=self"], FeedLinks((), (OWN,))),
        (["<https://a.example/>; rel=hub, <https://b.example/>; rel=hub"], FeedLinks(("https://a.example/", "https://b.example/"), ())),
        (['<https://hub.example/>; rel="hub"; anchor="https://other.example/"'], NO_LINKS),
        (["<https://hub.example/>; rel=hubs", "<>; rel=hub", "https://hub.example/; rel=hub", "<https://hub.example/; rel=hub"], NO_LINKS),
        ([], NO_LINKS),
    ],
)
def test_links_of_headers_are_read_as_the_standard_writes_them(values: list[str], expected: FeedLinks) -> None:
    assert header_links(values, BASE) == expected


@pytest.mark.parametrize("value", ["<" * 8_000, '<a>;a="' * 1_000, "<a>" + " " * 8_000, "<a>" + ";" * 8_000, "<a>;rel=" + '"\\' * 4_000])
def test_a_header_that_is_made_to_cost_time_costs_none(value: str) -> None:
    started = time.perf_counter()
    header_links([value] * 20, BASE)
    assert time.perf_counter() - started < 2


def parsed(text: str) -> ParsedFeed:
    found = parse_feed(text.encode(), ParseHints(BASE, "application/xml", None, NOON))
    assert isinstance(found, ParsedFeed)
    return found


ATOM = '<link rel="hub" href="https://hub.example/"/><link rel="self" href="https://daily.example/rss"/>'


@pytest.mark.parametrize(
    "text",
    [
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>D</title>{ATOM}<entry><title>t</title><id>1</id></entry></feed>',
        rss(Item("t", "https://e.kr/1"), channel=ATOM.replace("<link", '<atom:link xmlns:atom="http://www.w3.org/2005/Atom"')),
        rss(Item("t", "https://e.kr/1"), channel=ATOM.replace("<link", '<a10:link xmlns:a10="http://www.w3.org/2005/Atom"')),
        rss(Item("R&D <b>", "https://e.kr/1"), channel=ATOM.replace("<link", '<atom:link xmlns:atom="http://www.w3.org/2005/Atom"')),
        rss(
            Item("t", "https://e.kr/1"),
            channel=ATOM.replace("<link", '<atom:link xmlns:atom="http://www.w3.org/2005/Atom"').replace("https://daily.example", ""),
        ),
    ],
    ids=["atom", "rss", "rss, another prefix", "rss, broken", "relative"],
)
def test_links_of_documents_are_found_in_every_form(text: str) -> None:
    assert parsed(text).links == FeedLinks((HUB,), (OWN,))


def test_links_of_items_are_not_those_of_the_feed() -> None:
    text = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>D</title><entry><title>t</title><id>1</id>{ATOM}</entry></feed>'
    assert parsed(text).links == NO_LINKS


def test_links_are_found_where_known_items_are_taken_out_first() -> None:
    channel = ATOM.replace("<link", '<atom:link xmlns:atom="http://www.w3.org/2005/Atom"')
    first = rss(Item("a", "https://e.kr/1"), channel=channel)
    more = rss(Item("b", "https://e.kr/2"), Item("a", "https://e.kr/1"), channel=channel)
    found = parse_feed(more.encode(), ParseHints(BASE, "application/xml", None, NOON, parsed(first).marks))
    assert isinstance(found, ParsedFeed)
    assert [entry.title for entry in found.entries] == ["b"]
    assert found.links == FeedLinks((HUB,), (OWN,))


def test_the_answer_comes_before_the_document_each_link_for_itself() -> None:
    document = FeedLinks(("https://old.example/",), (BASE,))
    assert named_hub(FeedLinks((HUB,), (OWN,)), document) == NamedHub(HUB, OWN)
    assert named_hub(FeedLinks((HUB,), ()), document) == NamedHub(HUB, BASE)
    assert named_hub(NO_LINKS, document) == NamedHub("https://old.example/", BASE)
    assert named_hub(NO_LINKS, NO_LINKS) is None


def test_of_several_hubs_the_first_that_is_encrypted_is_taken() -> None:
    hubs = ("http://plain.example/", "https://b.example/", "https://c.example/")
    assert named_hub(FeedLinks(hubs, (OWN,)), NO_LINKS) == NamedHub("https://b.example/", OWN)
    assert named_hub(FeedLinks(hubs[:1], (OWN,)), NO_LINKS) == NamedHub("http://plain.example/", OWN)


@pytest.mark.parametrize(
    "links",
    [
        FeedLinks((HUB,), ()),
        FeedLinks((), (OWN,)),
        FeedLinks(("ftp://hub.example/",), (OWN,)),
        FeedLinks(("javascript:alert(1)",), (OWN,)),
        FeedLinks(("https://me:secret@hub.example/",), (OWN,)),
        FeedLinks((HUB,), ("https://me:secret@daily.example/rss",)),
        FeedLinks((HUB,), ("urn:uuid:1",)),
        FeedLinks((HUB + "a" * 2_000,), (OWN,)),
        FeedLinks((HUB + "\x00",), (OWN,)),
        FeedLinks((HUB,), (OWN + "\ud800",)),
    ],
)
def test_what_cannot_be_asked_or_told_names_no_hub(links: FeedLinks) -> None:
    assert named_hub(links, NO_LINKS) is None


def test_links_without_an_address_or_a_relation_are_none() -> None:
    assert document_links([{}, {"rel": "hub"}, {"href": HUB}, {"rel": None, "href": None}], BASE) == NO_LINKS
