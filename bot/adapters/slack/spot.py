"""Where something was done in Slack, by whom, and how it can be answered: read from a payload, and carried by a modal.

"Slash commands", "Interaction payloads", "Views: private_metadata" (docs.slack.dev).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """`channel` is None at the app's Home. `trigger` opens one modal within 3 s, `response_url` takes five messages in 30 minutes; `thread`
    is the ts of the message whose thread it was in."""

    user: str
    name: str
    channel: str | None = None
    trigger: str = ""
    response_url: str | None = None
    thread: str | None = None

    def carried(self) -> str:
        """What a modal that is opened here carries, so that its answer finds the way back. The address to respond to is the asker's own."""
        parts = {"c": self.channel, "u": self.response_url, "t": self.thread}
        return json.dumps({key: value for key, value in parts.items() if value}, separators=(",", ":"))


def spot_of_command(body: Body) -> Spot:
    """From a slash command."""
    return Spot(body["user_id"], body.get("user_name", ""), body.get("channel_id"), body.get("trigger_id", ""), body.get("response_url"))


def spot_of_interaction(body: Body) -> Spot:
    """From a button or the message menu."""
    user, message = body["user"], body.get("message") or {}
    return Spot(
        user["id"],
        _name(user),
        (body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id"),
        body.get("trigger_id", ""),
        body.get("response_url"),
        message.get("thread_ts"),
    )


def spot_of_view(body: Body, carried: str) -> Spot:
    """From a modal and what it carried; one that carried nothing of ours is answered to the asker."""
    try:
        parts = json.loads(carried)
    except ValueError:
        parts = {}
    parts = parts if isinstance(parts, dict) else {}
    user = body["user"]
    return Spot(
        user["id"],
        _name(user),
        parts.get("c"),
        body.get("trigger_id", ""),
        parts.get("u"),
        parts.get("t"),
    )


def _name(user: Body) -> str:
    return user.get("name") or user.get("username") or ""
