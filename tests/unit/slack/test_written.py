"""The text of a message that is to be analysed."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.slack.written import text_of


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"text": "Seoul and Washington"}, "Seoul and Washington"),
        ({"text": "short", "blocks": [rich({"type": "text", "text": "long"})]}, "short"),
        (
            {"text": "", "blocks": [rich({"type": "text", "text": "Seoul "}, {"type": "text", "text": "agrees", "style": {"bold": True}})]},
            "Seoul agrees",
        ),
        (
            {
                "blocks": [
                    {"type": "header", "text": {"type": "plain_text", "text": "Tariffs"}},
                    {"type": "section", "text": {"type": "mrkdwn", "text": "Talks"}, "fields": [{"type": "mrkdwn", "text": "Seoul"}]},
                    {"type": "divider"},
                    {"type": "context", "elements": [{"type": "mrkdwn", "text": "Yonhap"}, {"type": "image", "alt_text": "x"}]},
                ]
            },
            "Tariffs\nTalks\nSeoul\nYonhap",
        ),
        (
            {"attachments": [{"title": "Tariffs", "text": "Talks go on", "fallback": "no"}, {"fallback": "A link"}]},
            "Tariffs\nTalks go on\nA link",
        ),
        ({"attachments": [{"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Inside"}}]}]}, "Inside"),
        ({"text": "  ", "files": [{"id": "F1"}]}, ""),
        ({}, ""),
    ],
)
def test_a_message_is_read_as_people_see_it(message: dict[str, Any], text: str) -> None:
    assert text_of(message) == text


def test_blocks_without_end_are_left() -> None:
    block: dict[str, Any] = {"text": "deep"}
    for _ in range(100):
        block = {"elements": [block]}
    assert text_of({"blocks": [block]}) == ""
