"""Whether a message with a delivery's mark stands in a channel: its history read back, newest first.

"Get Channel Messages": at most 100 a page; without Read Message History it is an empty list and no error; without View Channel a 403. What
other people wrote is not looked at.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.adapters.discord.custom_id import read
from bot.adapters.discord.pace import Pace
from bot.adapters.discord.rest import Answer, Reply, Rest
from bot.desk.ports import CannotLook, Clock, Found, LookUp, NotFound

PAGE = 100
MOST_PAGES = 40
"""What five pages in five seconds let a look read within the minute that the outbox gives it."""

SETTLED = timedelta(days=7)
"""Where that many pages do not reach a channel's beginning, a message that is not among them and would be younger than this may be
below them."""

_LONGEST_WAIT = 10.0
"""Seconds that a look waits for its next page. Discord gives a channel's history in small portions, about five pages in five seconds; a
look that ended there would begin again with the newest page and never come to its end."""

_TRIES = 3
_DISCORD_EPOCH = 1_420_070_400.0
_NO_RIGHT = "The bot may not read the channel's history. Give it Read Message History there."
_NOT_SEEN = "The bot may not see the channel. Give it View Channel there, or invite it again."


class History:
    """Looks through channels as one bot."""

    def __init__(
        self,
        rest: Rest,
        clock: Clock,
        *,
        pace: Pace | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        page: int = PAGE,
        most_pages: int = MOST_PAGES,
    ) -> None:
        self._rest = rest
        self._clock = clock
        self._pace = pace or Pace()
        self._sleep = sleep
        self._page = page
        self._most_pages = most_pages
        self._me: str | None = None

    async def find(self, channel: str, mark: str, *, is_second_look: bool = False) -> LookUp:
        """Found with the message's id, NotFound, or CannotLook with what is in the way. A second look reads the newest page only."""
        me = self._me or await self._who()
        if me is None:
            return CannotLook("Discord did not say who the bot is.")
        self._me = me
        before: str | None = None
        for _ in range(1 if is_second_look else self._most_pages):
            page = await self._read(channel, before)
            if not isinstance(page, list):
                return page
            for message in page:
                if message.get("author", {}).get("id") == me and mark in set(marks(message.get("components") or ())):
                    return Found(str(message["id"]))
            if len(page) < self._page:
                return NotFound() if page or before else await self._empty(channel)
            before = str(page[-1]["id"])
        return NotFound() if is_second_look else self._not_to_the_end(before)

    async def _who(self) -> str | None:
        reply = await self._rest.request("GET", "/users/@me")
        found = reply.body.get("id") if isinstance(reply, Answer) and reply.is_good and isinstance(reply.body, dict) else None
        return found if isinstance(found, str) else None

    async def _read(self, channel: str, before: str | None) -> list[dict[str, Any]] | NotFound | CannotLook:
        query = {"limit": str(self._page)} | ({"before": before} if before else {})
        looking = f"{channel}/history"
        for _ in range(_TRIES):
            wait = self._pace.wait(looking)
            if wait > _LONGEST_WAIT:
                break
            if wait:
                await self._sleep(wait)
            reply = await self._rest.request("GET", f"/channels/{channel}/messages", query=query)
            if isinstance(reply, Answer):
                self._pace.heed(looking, reply)
            if isinstance(reply, Answer) and reply.is_good and isinstance(reply.body, list):
                return reply.body
            if not (isinstance(reply, Answer) and reply.status == 429):
                return _failed(reply)
        return CannotLook(f"Discord asks to wait {self._pace.wait(looking):.0f} s before a look at the channel.")

    async def _empty(self, channel: str) -> LookUp:
        """An empty history is a channel without messages, or one whose history may not be read: the channel names its last message."""
        reply = await self._rest.request("GET", f"/channels/{channel}")
        if not (isinstance(reply, Answer) and reply.is_good and isinstance(reply.body, dict)):
            return _failed(reply)
        return NotFound() if reply.body.get("last_message_id") is None else CannotLook(_NO_RIGHT, is_for_good=True)

    def _not_to_the_end(self, oldest: str | None) -> LookUp:
        if oldest is None or self._clock.now() - time_of(oldest) > SETTLED:
            return NotFound()
        return CannotLook(f"The channel's newest {self._page * self._most_pages} messages do not reach back far enough.")


def marks(components: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The marks that the buttons of a message carry."""
    for part in components:
        carried = read(str(part.get("custom_id") or ""))
        if carried is not None and carried.mark:
            yield carried.mark
        yield from marks(part.get("components") or ())


def time_of(snowflake: str) -> datetime:
    """When the thing with this id was made ("Reference": snowflakes)."""
    return datetime.fromtimestamp(_DISCORD_EPOCH + (int(snowflake) >> 22) / 1_000, UTC)


def _failed(reply: Reply) -> NotFound | CannotLook:
    if not isinstance(reply, Answer):
        return CannotLook(reply.reason)
    if reply.status == 404 and reply.error_code == 10003:
        return NotFound()  # the channel is gone, and sending will say so
    if reply.status == 403:
        return CannotLook(_NOT_SEEN, is_for_good=True)
    return CannotLook(f"Discord answered {reply.words} to a look at the channel.")
