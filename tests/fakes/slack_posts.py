"""What stands in a workspace's channels: messages posted, updated and read back.

"chat.postMessage", "chat.update", "conversations.history", "conversations.replies" (docs.slack.dev): a message's id is its ts, unique in
its channel; metadata comes only where it is asked for; pages by cursor, newest first in a channel, oldest first in a thread.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

FIRST_TS = 1_764_000_000


class Posts:
    """All messages of one app's workspace, in the order in which they came."""

    def __init__(self, bot: str) -> None:
        self._bot = bot
        self._numbers = itertools.count(1)
        self.all: list[Json] = []

    def add(self, channel: str, arguments: Json, *, now: float | None = None, **more: Any) -> str:
        """A new message; returns its ts."""
        number = next(self._numbers)
        ts = f"{int(now if now is not None else FIRST_TS)}.{number:06d}"
        kept = {key: value for key, value in arguments.items() if key not in ("channel", "unfurl_links", "unfurl_media")}
        self.all.append({"type": "message", "channel": channel, "ts": ts, "bot_id": self._bot, **kept, **more})
        return ts

    def of(self, channel: str) -> list[Json]:
        """What stands in a channel and its threads, oldest first."""
        return [message for message in self.all if message["channel"] == channel]

    def update(self, channel: str, ts: str, arguments: Json) -> bool:
        """False where there is no such message."""
        for message in self.of(channel):
            if message["ts"] == ts:
                message.update({key: arguments[key] for key in ("text", "blocks") if key in arguments})
                message["edited"] = {"ts": ts}
                return True
        return False

    def delete(self, channel: str, ts: str) -> None:
        """Take a message away."""
        self.all = [message for message in self.all if (message["channel"], message["ts"]) != (channel, ts)]

    def history(self, arguments: Json) -> Json:
        """conversations.history: what is not in a thread, newest first."""
        channel, oldest = arguments["channel"], float(arguments.get("oldest") or 0)
        found = [m for m in self.of(channel) if m.get("thread_ts") in (None, m["ts"]) and float(m["ts"]) >= oldest]
        return self._page(list(reversed(found)), arguments)

    def replies(self, arguments: Json) -> Json:
        """conversations.replies: the message and what followed in its thread, oldest first."""
        ts = arguments["ts"]
        found = [m for m in self.of(arguments["channel"]) if ts in (m["ts"], m.get("thread_ts"))]
        return self._page(found, arguments) if found else {"ok": False, "error": "thread_not_found"}

    def _page(self, found: list[Json], arguments: Json) -> Json:
        start, limit = int(arguments.get("cursor") or 0), int(arguments.get("limit") or 100)
        with_metadata = str(arguments.get("include_all_metadata", "")).lower() in ("1", "true")
        page = [self._shown(message, with_metadata=with_metadata) for message in found[start : start + limit]]
        has_more = start + limit < len(found)
        cursor = {"response_metadata": {"next_cursor": str(start + limit)}} if has_more else {}
        return {"ok": True, "messages": page, "has_more": has_more, **cursor}

    @staticmethod
    def _shown(message: Json, *, with_metadata: bool) -> Json:
        return {key: value for key, value in message.items() if key != "channel" and (with_metadata or key != "metadata")}

    def keys(self, channel: str) -> Iterator[str]:
        """The delivery keys in a channel and its threads, in order."""
        for message in self.of(channel):
            metadata = message.get("metadata") or {}
            yield str((json.loads(metadata) if isinstance(metadata, str) else metadata).get("event_payload", {}).get("key", ""))
