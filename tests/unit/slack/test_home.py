"""The app's Home."""

from __future__ import annotations

from typing import Any

from bot.adapters.slack.home import home_view, window_view
from bot.desk.card import Card, line


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def test_a_channel_that_stands_by_its_id_is_shown_by_its_name() -> None:
    view = home_view(
        [
            rich({"type": "text", "text": "C0456EFGH", "style": {"code": True}}, {"type": "text", "text": ": Trade"}),
            {"type": "section", "text": {"type": "mrkdwn", "text": "`G0456EFGH` Trade"}},
        ]
    )
    assert view == {
        "type": "home",
        "blocks": [
            rich({"type": "channel", "channel_id": "C0456EFGH"}, {"type": "text", "text": ": Trade"}),
            {"type": "section", "text": {"type": "mrkdwn", "text": "<#G0456EFGH> Trade"}},
        ],
    }


def test_other_text_stays_as_it_is() -> None:
    blocks = [
        rich({"type": "text", "text": "CHANGE of C0456EFGH"}),
        {"type": "section", "text": {"type": "mrkdwn", "text": "C0456EFGH and `code`"}},
        {"type": "header", "text": {"type": "plain_text", "text": "C0456EFGH"}},
        {"type": "actions", "elements": [{"type": "button", "action_id": "a", "value": "C0456EFGH"}]},
    ]
    assert home_view(blocks)["blocks"] == blocks


def test_a_view_has_no_more_blocks_than_slack_takes() -> None:
    assert len(home_view([{"type": "divider"}] * 120)["blocks"]) == 100


def test_a_window_has_the_title_of_its_card_where_that_is_short_enough() -> None:
    short, long = Card("ko", line("데스크 상태"), "상태"), Card("en", line("A title of more than 24 characters"), "Long")
    blocks = [{"type": "divider"}]
    assert window_view(short, blocks)["title"]["text"] == "데스크 상태"
    assert window_view(short, blocks)["close"]["text"] == "닫기"
    assert window_view(long, blocks)["title"]["text"] == "Alliance Desk"
    assert window_view(long, blocks * 120)["blocks"] == blocks * 100
