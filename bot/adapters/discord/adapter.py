"""Discord as a chat platform for the outbox: cards are posted in channels and looked up there again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.adapters.discord.components import components
from bot.adapters.discord.custom_id import mark_of
from bot.adapters.discord.embeds import embed
from bot.adapters.discord.history import History, marks
from bot.adapters.discord.limits import size
from bot.adapters.discord.markdown import plain
from bot.adapters.discord.outcomes import is_bad_form, outcome_of
from bot.adapters.discord.pace import Pace
from bot.adapters.discord.rest import Answer, Reply, Rest
from bot.desk.card import Card
from bot.desk.ports import Clock, LookUp, NotFound
from bot.model import Destination, Refused, RetryLater, SendOutcome, Unknown

Sleep = Callable[[float], Awaitable[object]]

log = logging.getLogger(__name__)

DISCORD_NAME = "discord"
_WORTH_WAITING = 1.0
"""Seconds that a request waits by itself for its turn; more is the outbox's to wait, so that no other channel is held up."""

_MESSAGES = "https://discord.com/channels"
_THREAD_THERE = 160004
_THREAD_NAME = 100
_NAMELESS_THREAD = "Alliance Desk"
_ARCHIVE_MINUTES = 1_440

SECOND_LOOK_SECONDS = 5.0
"""A message that Discord was still busy with at the first look is there at the second."""


def destination_of(guild_id: object, channel_id: object) -> Destination:
    """A channel of a server."""
    return Destination(DISCORD_NAME, str(guild_id), str(channel_id))


class DiscordAdapter:
    """A `ChatAdapter` named `discord`. It needs no open gateway: alerts go out while commands cannot be heard."""

    def __init__(self, rest: Rest, clock: Clock, *, pace: Pace | None = None, sleep: Sleep = asyncio.sleep) -> None:
        self._rest = rest
        self._pace = pace or Pace()
        self._history = History(rest, clock, pace=self._pace, sleep=sleep)
        self._sleep = sleep

    @property
    def name(self) -> str:
        """`discord`."""
        return DISCORD_NAME

    async def send(self, destination: Destination, card: Card, key: str, *, thread: str | None = None) -> SendOutcome:
        """Post the card under its key: as an enforced nonce, by which Discord answers a repeated send within minutes with the first message
        and posts nothing ("Create Message": enforce_nonce), and in every button's custom_id, which history shows.

        A thread is begun at the message `thread` where it has none yet; its id is that of the message ("Start Thread from Message")."""
        channel = destination.channel
        if not channel.isdecimal():
            return Refused(f"{channel!r} is no channel of Discord.")
        wait = await self._turn(channel) if thread is None else await self._turn(thread, _threads(channel))
        if wait is not None:
            return wait
        if thread is not None:
            refused = await self._begin_thread(channel, thread, card)
            if refused is not None:
                return refused
        return await self._posted(thread or channel, replace(card, is_private=False), mark_of(key))

    async def edit(self, destination: Destination, message_id: str, card: Card, key: str) -> SendOutcome:
        """Redraw the message. It keeps the mark of its own delivery, whose buttons find it again; `key` is the edit's and is not shown."""
        del key
        path = f"/channels/{destination.channel}/messages/{message_id}"
        seeing, drawing = f"{destination.channel}/see", f"{destination.channel}/redraw"
        wait = await self._turn(seeing, drawing)
        if wait is not None:
            return wait
        seen = await self._rest.request("GET", path)
        told = self._heeded(seeing, seen)
        if not (isinstance(seen, Answer) and seen.is_good and isinstance(seen.body, dict)):
            return _certain(outcome_of(seen, told))
        mark = next(iter(marks(seen.body.get("components") or ())), "")
        shown = replace(card, is_private=False, mention=None)
        is_new_kind = not seen.body.get("embeds")
        drawn = components(shown, mark) if is_new_kind else embed(shown, mark)
        reply = await self._rest.request("PATCH", path, body=drawn)
        return _certain(outcome_of(reply, self._heeded(drawing, reply)))

    async def look_up(self, destination: Destination, key: str, *, thread: str | None = None) -> LookUp:
        """Whether the bot's own messages in the channel, or in the thread, have one with this key; two looks, 5 s apart, are certain."""
        channel, mark = thread or destination.channel, mark_of(key)
        first = await self._history.find(channel, mark)
        if not isinstance(first, NotFound):
            return first
        await self._sleep(SECOND_LOOK_SECONDS)
        return await self._history.find(channel, mark, is_second_look=True)

    async def link(self, destination: Destination, message_id: str) -> str | None:
        """Where a browser or the app shows the message, as "Copy Message Link" has it ("Message Formatting", message links)."""
        return f"{_MESSAGES}/{destination.workspace}/{destination.channel}/{message_id}"

    async def _turn(self, *routes: str) -> RetryLater | None:
        """None where Discord takes a request by these routes now."""
        wait = max(map(self._pace.wait, routes))
        if wait > _WORTH_WAITING:
            return RetryLater(wait, f"Discord takes the channel's next message in {wait:.1f} s.", is_wait=True)
        await self._sleep(wait)
        return None

    async def _posted(self, channel: str, card: Card, mark: str) -> SendOutcome:
        reply, told = await self._post(channel, components(card, mark), mark)
        if is_bad_form(reply):
            log.warning("Discord could not read the components of a card: %s; it gets an embed", getattr(reply, "words", ""))
            reply, told = await self._post(channel, embed(card, mark), mark)
        return outcome_of(reply, told)

    async def _begin_thread(self, channel: str, message_id: str, card: Card) -> SendOutcome | None:
        """None where the message has its thread now."""
        name = _cut(plain(card.title), _THREAD_NAME) or _NAMELESS_THREAD
        body = {"name": name, "auto_archive_duration": _ARCHIVE_MINUTES}
        reply = await self._rest.request("POST", f"/channels/{channel}/messages/{message_id}/threads", body=body)
        if isinstance(reply, Answer) and (reply.is_good or reply.error_code == _THREAD_THERE):
            return None
        # Beginning it again is no second message, so nothing about it is unknown.
        return _certain(outcome_of(reply, self._heeded(_threads(channel), reply)))

    async def _post(self, channel: str, body: dict[str, Any], mark: str) -> tuple[Reply, float]:
        reply = await self._rest.request("POST", f"/channels/{channel}/messages", body={**body, "nonce": mark, "enforce_nonce": True})
        return reply, self._heeded(channel, reply)

    def _heeded(self, route: str, reply: Reply) -> float:
        return self._pace.heed(route, reply) if isinstance(reply, Answer) else 0.0


def _threads(channel: str) -> str:
    return f"{channel}/threads"


def _cut(text: str, most: int) -> str:
    """The text in so many characters as Discord counts them, by which an emoji may be two."""
    while size(text) > most:
        text = text[: most - 1] if len(text) > most else text[:-1]
    return text.strip()


def _certain(outcome: SendOutcome) -> SendOutcome:
    """The outcome of something that may be repeated."""
    return RetryLater(0, outcome.reason) if isinstance(outcome, Unknown) else outcome
