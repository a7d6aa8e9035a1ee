"""Cards as views: the app's Home, with channels as Slack shows them, and a window that answers what was pressed there.

"Home tabs" and "Rich text block" (docs.slack.dev): a channel that is named by its id is shown by its name to who may see it, and as a
private channel to anybody else, which a name in the text would not be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.desk.card import Card
from bot.desk.commands.spec import Words

MOST_BLOCKS = 100
LONGEST_TITLE = 24
NAME = "Alliance Desk"

_CLOSE = Words("Close", "닫기")
_ID = re.compile(r"[CG][A-Z0-9]{6,}")
_QUOTED = re.compile(r"`([CG][A-Z0-9]{6,})`")


def home_view(blocks: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A Home view of the blocks of a card."""
    return {"type": "home", "blocks": [with_channels(block) for block in blocks[:MOST_BLOCKS]]}


def window_view(card: Card, blocks: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A modal that only shows the blocks of a card."""
    title = "".join(span.text for span in card.title)
    shown = title if 0 < len(title) <= LONGEST_TITLE else NAME
    return {"type": "modal", "title": _plain(shown), "close": _plain(_CLOSE.of(card.language)), "blocks": list(blocks[:MOST_BLOCKS])}


def with_channels(part: Any) -> Any:
    """The same with every channel's id that stands by itself, as the desk writes it, made one that Slack shows by name."""
    if isinstance(part, list):
        return [with_channels(one) for one in part]
    if not isinstance(part, dict):
        return part
    text = part.get("text")
    if isinstance(text, str):
        if part.get("type") == "text" and _ID.fullmatch(text):
            return {"type": "channel", "channel_id": text}
        if part.get("type") == "mrkdwn":
            return {**part, "text": _QUOTED.sub(r"<#\1>", text)}
    return {key: with_channels(value) for key, value in part.items()}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
