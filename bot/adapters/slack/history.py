"""Whether a message with a delivery's key stands in a channel or a thread: its history read back, newest first.

"conversations.history" and "conversations.replies" (docs.slack.dev): metadata comes only with `include_all_metadata`; pages by cursor. What
others posted is not looked at: only messages of this app carry its metadata's event type and its bot's id.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.adapters.slack.outcomes import wait_of
from bot.adapters.slack.posts import Answer, Posts, Reply
from bot.desk.ports import CannotLook, Clock, Found, LookUp, NotFound

EVENT_TYPE = "alliance_desk_delivery"
PAGE = 200
MOST_PAGES = 25
LOOK_BACK = timedelta(days=8)
"""Further than the outbox goes by what was not found (`bot.desk.outbox.OLDEST_LOOK`)."""

_RIGHTS = frozenset({"missing_scope", "not_in_channel", "no_permission", "not_allowed_token_type", "access_denied"})
_NO_RIGHT = "The app may not read the channel's history. Invite it there, and give it the scopes of its manifest."


class History:
    """Looks through channels as one app."""

    def __init__(self, posts: Posts, clock: Clock, *, page: int = PAGE, most_pages: int = MOST_PAGES) -> None:
        self._posts = posts
        self._clock = clock
        self._page = page
        self._most_pages = most_pages

    async def find(self, channel: str, key: str, *, thread: str | None = None, is_second_look: bool = False) -> LookUp:
        """Found with the message's ts, NotFound, or CannotLook with what is in the way. A second look reads the newest page only."""
        cursor: str | None = None
        for _ in range(1 if is_second_look and thread is None else self._most_pages):
            reply = await self._read(channel, thread, cursor)
            if not isinstance(reply, Answer) or reply.error is not None or reply.status >= 400:
                return _failed(reply)
            for message in reply.data.get("messages") or ():
                if key_of(message) == key:
                    return Found(str(message["ts"]))
            cursor = ((reply.data.get("response_metadata") or {}).get("next_cursor")) or None
            if cursor is None:
                return NotFound()
        if is_second_look:
            return NotFound()
        return CannotLook(f"The channel's newest {self._page * self._most_pages} messages do not reach back far enough.")

    async def _read(self, channel: str, thread: str | None, cursor: str | None) -> Reply:
        oldest = _ts(self._clock.now() - LOOK_BACK)
        head: dict[str, Any] = {"channel": channel, "limit": self._page, "include_all_metadata": True, "cursor": cursor}
        if thread is None:
            return await self._posts.read("conversations.history", **head, oldest=oldest)
        return await self._posts.read("conversations.replies", **head, ts=thread)


def metadata(key: str) -> dict[str, Any]:
    """What travels with a message ("Message metadata")."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def key_of(message: Mapping[str, Any]) -> str | None:
    """The delivery key of one of our own messages; None where it is none."""
    found = message.get("metadata") or {}
    if found.get("event_type") != EVENT_TYPE or not message.get("bot_id"):
        return None
    key = (found.get("event_payload") or {}).get("key")
    return key if isinstance(key, str) else None


def _ts(moment: datetime) -> str:
    return f"{moment.timestamp():.6f}"


def _failed(reply: Reply) -> NotFound | CannotLook:
    if not isinstance(reply, Answer):
        return CannotLook(reply.reason)
    if reply.error in _RIGHTS:
        return CannotLook(_NO_RIGHT, is_for_good=True)
    if reply.error in ("channel_not_found", "thread_not_found"):
        return NotFound()  # the channel is gone, and sending will say so
    wait = wait_of(reply)
    return CannotLook(f"Slack asks to wait {wait:g} s." if wait is not None else f"Slack answered {reply.words} to a look at the channel.")
