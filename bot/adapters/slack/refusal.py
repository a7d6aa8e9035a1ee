"""A modal that comes back with the reason why it was not taken.

"Updating view objects: preserving input entry" (docs.slack.dev): what was typed stays in every input whose block_id and action_id are the
same as before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.desk.card import Card

BLOCK_ID = "desk-refusal"
LONGEST_TEXT = 3_000
MOST_BLOCKS = 100

_SENT = ("type", "callback_id", "title", "submit", "close", "private_metadata", "clear_on_close", "notify_on_close")


def refused_view(view: Mapping[str, Any], card: Card) -> dict[str, Any]:
    """The modal as it was sent, with the card's words above its inputs, in place of those of a refusal before."""
    said = "\n".join("".join(span.text for span in spans) for spans in card.lines) or card.summary
    reason = {"type": "section", "block_id": BLOCK_ID, "text": {"type": "plain_text", "text": _cut("⚠️ " + said), "emoji": True}}
    inputs = [block for block in view["blocks"] if block.get("block_id") != BLOCK_ID]
    kept = {key: view[key] for key in _SENT if view.get(key) is not None}
    return {**kept, "blocks": [reason, *inputs][:MOST_BLOCKS]}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
