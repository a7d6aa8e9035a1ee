"""A card on a terminal: readable, within its width, and safe."""

from __future__ import annotations

import re

import pytest

from bot.adapters.console.plain import columns
from bot.adapters.console.render import Terminal, render, safe_link
from bot.desk.card import Action, Card, Colour, Field, Item, Span, Style, line

PLAIN = Terminal(width=40)
RICH = Terminal(width=40, colour=True, links=True)
ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\")


def card(**parts: object) -> Card:
    filled: dict[str, object] = {"language": "ko", "title": line("방위비 협정 재논의 요청"), "summary": "", **parts}
    return Card(**filled)  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [10, 20, 33, 80, 300])
@pytest.mark.parametrize("terminal", [PLAIN, RICH])
def test_every_row_fits_the_terminal(width: int, terminal: Terminal) -> None:
    text = "한미 방위비분담금 협정을 만료 1년 전에 다시 논의하자는 요청이 있었습니다 and an-unbreakable-" + "x" * 150
    shown = render(
        card(
            lines=(line(text), line(Span(text, Style.STRONG))),
            fields=(Field("행위자와 아주 긴 이름의 칸", line(text)), Field("a", line(text))),
            items=(Item(line(text), (line(text),)),),
            actions=(Action(("why",), "근거", "story:12"),),
            footer=line(text),
        ),
        Terminal(width, terminal.colour, terminal.links),
    )
    widest = max(columns(ESCAPES.sub("", row)) for row in shown.splitlines())
    assert widest <= max(width, 20)


def test_the_parts_stand_in_their_order() -> None:
    shown = render(
        card(
            lines=(line("a line"),),
            fields=(Field("Themes", line("Tariffs")), Field("Tone", line("friction"))),
            items=(Item(line("an item"), (line("its detail"),)),),
            actions=(Action(("alerts", "pause"), "Pause", "3"),),
            footer=line("a footer"),
        ),
        Terminal(width=60),
    )
    rows = [row.removeprefix("┃").strip() for row in shown.splitlines()]
    assert [row for row in rows if row] == [
        "방위비 협정 재논의 요청",
        "a line",
        "Themes  Tariffs",
        "Tone    friction",
        "1. an item",
        "its detail",
        "Pause: /alliance alerts pause 3",
        "a footer",
    ]


def test_without_a_terminal_there_is_no_escape_and_links_are_written_out() -> None:
    shown = render(card(title=(Span("Headline", url="https://harbour-post.example/1"),)), PLAIN)
    assert "\x1b" not in shown
    assert "https://harbour-post.example/1" in shown


def test_on_a_terminal_a_headline_is_bold_and_clickable() -> None:
    shown = render(card(title=(Span("Headline", url="https://harbour-post.example/1"),)), RICH)
    assert "\x1b]8;;https://harbour-post.example/1\x1b\\\x1b[1mHeadline\x1b[0m\x1b]8;;\x1b\\" in shown


def test_the_words_that_caused_a_tag_are_seen_with_and_without_colour() -> None:
    body = line("pays for ", Span("cost-sharing", Style.HIGHLIGHT), ".")
    assert "[cost-sharing]." in render(card(lines=(body,)), PLAIN)
    assert "\x1b[30;43mcost-sharing\x1b[0m." in render(card(lines=(body,)), RICH)


def test_what_is_struck_out_is_seen_with_and_without_colour() -> None:
    body = line("Duty of ", Span("25 percent", Style.STRUCK), ".")
    assert "[-25 percent-]." in render(card(lines=(body,)), PLAIN)
    assert "\x1b[9m25 percent\x1b[0m." in render(card(lines=(body,)), RICH)


def test_a_hostile_feed_cannot_style_move_or_reverse_anything() -> None:
    evil = "\x1b[2J\x1b]0;owned\x07\u202etxet\r\n\x9b31m"
    shown = render(
        card(
            title=(Span(evil, url="https://x.example/\x1b]8;;evil\x07"),),
            lines=(line(evil),),
            fields=(Field(evil, line(evil)),),
            items=(Item(line(evil), (line(evil),)),),
            actions=(Action(("why",), evil, evil),),
            footer=line(evil),
        ),
        PLAIN,
    )
    assert not set(shown) & {"\x1b", "\x9b", "\x07", "\u202e", "\r"}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://", "//x.example", "", None, "http://[x"])
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert safe_link(url) is None
    assert "\x1b]8" not in render(card(title=(Span("Headline", url=url),)), RICH)


def test_an_address_cannot_end_its_own_escape() -> None:
    assert safe_link("https://x.example/\x1b\\\x07한") == "https://x.example/%1B%5C%07%ED%95%9C"


def test_a_terminal_without_unicode_gets_ascii_lines() -> None:
    shown = render(Card("en", line("Headline"), "", colour=Colour.WARNING), Terminal(unicode=False))
    assert shown == "| Headline\n"


def test_a_card_with_nothing_but_a_title_is_one_row() -> None:
    assert render(Card("en", line("Headline"), ""), PLAIN) == "┃ Headline\n"
