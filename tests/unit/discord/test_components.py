"""Cards as messages with Components V2 and as embeds: within every limit, with nothing that a feed could slip in."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings

from bot.adapters.discord.components import components
from bot.adapters.discord.custom_id import read
from bot.adapters.discord.embeds import embed
from bot.adapters.discord.limits import DISCORD, size
from bot.desk.card import Action, Card, Item, Span, Style, line
from tests.unit.discord.cards import CARDS, HOSTILE, custom_ids, parts, text_of

KEY = "0123456789abcdef0123"
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])


@MANY
@given(CARDS)
def test_any_card_fits_into_a_message_with_components(card: Card) -> None:
    payload = components(card, KEY)
    found = list(parts(payload))
    labels = [part["label"] for part in found if part["type"] == 2]
    assert len(found) <= DISCORD.components
    assert size(text_of(payload)) + sum(map(size, labels)) <= DISCORD.characters
    assert all(part["content"].strip() for part in found if part["type"] == 10)
    assert all(1 <= len(part["components"]) <= 5 for part in found if part["type"] == 1)
    assert all(1 <= size(label) <= DISCORD.button_label for label in labels)
    assert payload["allowed_mentions"] == {"parse": []}
    assert "content" not in payload
    assert "embeds" not in payload


@MANY
@given(CARDS)
def test_any_card_fits_into_an_embed(card: Card) -> None:
    payload = embed(card, KEY)
    (drawn,) = payload["embeds"]
    footer = drawn.get("footer", {}).get("text", "")
    assert 1 <= size(drawn["title"]) <= DISCORD.embed_title
    assert size(drawn.get("description", "")) <= DISCORD.embed_description
    assert size(drawn["title"]) + size(drawn.get("description", "")) + size(footer) <= DISCORD.embed_total
    assert len(list(parts(payload))) <= DISCORD.components
    assert payload["allowed_mentions"] == {"parse": []}


@MANY
@given(CARDS)
def test_every_delivery_can_be_found_again_by_a_button(card: Card) -> None:
    for payload in (components(card, KEY), embed(card, KEY)):
        found = custom_ids(payload)
        assert found
        assert len(set(found)) == len(found)
        assert all(size(text) <= DISCORD.custom_id for text in found)
        assert {carried.mark for text in found if (carried := read(text)) is not None} == {KEY}


def test_a_hostile_title_is_text() -> None:
    title = HOSTILE + " " + "동맹" * 200
    card = Card("ko", line(Span(title, Style.STRONG, "https://a.example/1")), title, lines=(line(title),))
    for text in (text_of(components(card)), embed(card)["embeds"][0]["title"]):
        assert r"\<!channel\> \@everyone \<\@U1\> \*x\* \[a\](b) \~\~ 동맹" in text
        assert not re.search(r"(?<!\\)@", text)


def test_long_text_is_cut_at_a_sentence_and_said_to_be() -> None:
    rows = tuple(Item(line(f"Story {number}. " + "Talks went on in Seoul. " * 30)) for number in range(20))
    shown = text_of(components(Card("en", line("Many"), "Many", items=rows)))
    assert "Talks went on in Seoul.\n**2.**" in shown
    assert "-# Shortened: the rest does not fit into one message." in shown
    assert "**20.**" not in shown


def test_a_button_carries_command_argument_and_key() -> None:
    card = Card("en", line("x"), "x", actions=(Action(("alerts", "pause"), "Pause", "7"),))
    assert custom_ids(components(card, KEY)) == [f"ad:alerts.pause:{KEY}:7"]
    carried = read(f"ad:alerts.pause:{KEY}:7")
    assert carried is not None
    assert (carried.path, carried.argument, carried.mark) == (("alerts", "pause"), "7", KEY)


def test_an_argument_that_is_too_long_is_not_shortened_but_left_to_be_typed() -> None:
    card = Card("en", line("x"), "x", actions=(Action(("search",), "Next page", "word " * 30),))
    assert custom_ids(components(card)) == []


def test_an_answer_without_actions_has_no_buttons_and_a_delivery_has_one() -> None:
    card = Card("ko", line("x"), "x")
    assert custom_ids(components(card)) == []
    assert [part["label"] for part in parts(components(card, KEY)) if part["type"] == 2] == ["최신 사안"]


def test_private_cards_are_flagged() -> None:
    assert components(Card("en", line("x"), "x", is_private=True))["flags"] == 1 << 15 | 1 << 6
    assert embed(Card("en", line("x"), "x"))["flags"] == 0


def test_a_card_of_nothing_is_still_a_message() -> None:
    assert text_of(components(Card("en", (), ""))) == "### Alliance Desk"
