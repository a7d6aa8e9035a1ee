"""A modal that comes back with the reason why it was not taken."""

from __future__ import annotations

from typing import Any

from bot.adapters.slack.refusal import BLOCK_ID, refused_view
from bot.desk.card import Card, line

SENT: dict[str, Any] = {
    "id": "V1",
    "team_id": "T1",
    "hash": "1.a",
    "state": {"values": {"name": {"text": {"type": "plain_text_input", "value": "Trade"}}}},
    "app_id": "A1",
    "root_view_id": "V1",
    "previous_view_id": None,
    "external_id": "",
    "type": "modal",
    "callback_id": "form",
    "title": {"type": "plain_text", "text": "Add an alert"},
    "submit": {"type": "plain_text", "text": "Save"},
    "close": None,
    "private_metadata": "{}",
    "clear_on_close": False,
    "notify_on_close": False,
    "blocks": [{"type": "input", "block_id": "name", "element": {"type": "plain_text_input", "action_id": "text"}}],
}
CARD = Card("en", line("That did not work"), "That did not work", lines=(line("The name is ", "taken."), line("Choose another.")))


def test_the_reason_stands_above_inputs_that_are_the_same() -> None:
    view = refused_view(SENT, CARD)
    assert view["blocks"][0]["text"]["text"] == "⚠️ The name is taken.\nChoose another."
    assert view["blocks"][1:] == SENT["blocks"]
    assert view["private_metadata"] == "{}"


def test_only_what_slack_takes_is_sent() -> None:
    """ "views.update" names the fields of a modal; the others are Slack's own."""
    assert set(refused_view(SENT, CARD)) == {
        "type",
        "callback_id",
        "title",
        "submit",
        "private_metadata",
        "clear_on_close",
        "notify_on_close",
        "blocks",
    }


def test_a_second_reason_takes_the_place_of_the_first() -> None:
    twice = refused_view({**SENT, **refused_view(SENT, CARD)}, Card("en", line("No"), "No", lines=(line("Too long."),)))
    assert [block["block_id"] for block in twice["blocks"]] == [BLOCK_ID, "name"]
    assert twice["blocks"][0]["text"]["text"] == "⚠️ Too long."


def test_a_card_without_lines_says_its_summary_and_a_long_reason_is_cut() -> None:
    assert refused_view(SENT, Card("en", line("No"), "No."))["blocks"][0]["text"]["text"] == "⚠️ No."
    long = refused_view(SENT, Card("en", line("No"), "No", lines=(line("가" * 4_000),)))
    assert len(long["blocks"][0]["text"]["text"]) == 3_000
