"""What a button carries: the command that it stands for and its argument. All of it comes back in a click, also after a restart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.adapters.slack.limits import SLACK
from bot.adapters.slack.rich_text import plain
from bot.desk.card import Action, line

Json = dict[str, Any]

_ID = re.compile(r"desk (?P<path>[a-z]+(?: [a-z]+)*)(?: #\d+)?")


def actions_block(actions: Sequence[Action]) -> Json | None:
    """A block with a button for each action, each once; None where there is none to draw."""
    found = [drawn for number, action in enumerate(dict.fromkeys(actions)) if (drawn := button(action, number)) is not None]
    return {"type": "actions", "elements": found[: SLACK.elements]} if found else None


def button(action: Action, number: int = 0) -> Json | None:
    """None where an action does not fit: a shortened argument would mean something else. `number` keeps ids in a message apart."""
    label = plain(line(action.label))
    if not action.path or not label or len(action.argument) > SLACK.value:
        return None
    text = label if len(label) <= SLACK.button else label[: SLACK.button - 1].rstrip() + "…"
    drawn: Json = {
        "type": "button",
        "action_id": f"desk {' '.join(action.path)} #{number}",
        "text": {"type": "plain_text", "text": text, "emoji": False},
    }
    return {**drawn, "value": action.argument} if action.argument else drawn


def carried(action: Mapping[str, Any]) -> tuple[tuple[str, ...], str] | None:
    """The command and its argument; None where the button is not ours."""
    found = _ID.fullmatch(str(action.get("action_id", "")))
    return (tuple(found["path"].split()), str(action.get("value") or "")) if found else None
