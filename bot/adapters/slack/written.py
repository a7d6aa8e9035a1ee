"""The text of a message of Slack's: what people see of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_DEEPEST = 8


def text_of(message: Mapping[str, Any]) -> str:
    """A message's `text`, or where it has none, as messages of apps often do, the text of its blocks and attachments, in Slack's mrkdwn."""
    text = message.get("text") or ""
    if text.strip():
        return str(text)
    parts = [*_texts(message.get("blocks"), 0), *(part for shown in message.get("attachments") or () for part in _attached(shown))]
    return "\n".join(part for part in parts if part.strip())


def _attached(shown: Mapping[str, Any]) -> Iterator[str]:
    """ "Secondary message attachments": title and text, else blocks, else the fallback."""
    found = [str(shown[key]) for key in ("pretext", "title", "text") if shown.get(key)]
    found = found or list(_texts(shown.get("blocks"), 0))
    yield from found or [str(shown.get("fallback") or "")]


def _texts(part: Any, depth: int) -> Iterator[str]:
    """Every text inside a block, whatever kinds of blocks there will be; a rich text's runs make one line."""
    if depth > _DEEPEST:
        return
    if isinstance(part, list):
        for one in part:
            yield from _texts(one, depth + 1)
    elif isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        elif str(part.get("type", "")).startswith("rich_text_") and isinstance(part.get("elements"), list):
            runs = list(_texts(part["elements"], depth + 1))
            yield "".join(runs) if part["type"] != "rich_text_list" else "\n".join(runs)
        else:
            yield from _texts([part[key] for key in ("text", "fields", "elements") if key in part], depth + 1)
