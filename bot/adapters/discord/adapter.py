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
from bot.adapters.discord.history import History
from bot.adapters.discord.outcomes import is_bad_form, outcome_of
from bot.adapters.discord.pace import Pace
from bot.adapters.discord.rest import Answer, Reply, Rest
from bot.desk.card import Card
from bot.desk.ports import Clock, LookUp, NotFound
from bot.model import Destination, Refused, RetryLater, SendOutcome

Sleep = Callable[[float], Awaitable[object]]

log = logging.getLogger(__name__)

DISCORD_NAME = "discord"
_WORTH_WAITING = 1.0
"""Seconds that a send waits by itself for a channel's turn; more is the outbox's to wait, so that no other channel is held up."""

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
        self._history = History(rest, clock)
        self._sleep = sleep

    @property
    def name(self) -> str:
        """`discord`."""
        return DISCORD_NAME

    async def send(self, destination: Destination, card: Card, key: str) -> SendOutcome:
        """Post the card under its key: as an enforced nonce, by which Discord answers a repeated send within minutes with the first message
        and posts nothing ("Create Message": enforce_nonce), and in every button's custom_id, which history shows."""
        channel = destination.channel
        if not channel.isdecimal():
            return Refused(f"{channel!r} is no channel of Discord.")
        wait = self._pace.wait(channel)
        if wait > _WORTH_WAITING:
            return RetryLater(wait, f"Discord takes the channel's next message in {wait:.1f} s.")
        await self._sleep(wait)
        shown, mark = replace(card, is_private=False), mark_of(key)
        reply, told = await self._post(channel, components(shown, mark), mark)
        if is_bad_form(reply):
            log.warning("Discord could not read the components of a card: %s; it gets an embed", getattr(reply, "words", ""))
            reply, told = await self._post(channel, embed(shown, mark), mark)
        return outcome_of(reply, told)

    async def look_up(self, destination: Destination, key: str) -> LookUp:
        """Whether the bot's own messages in the channel have one with this key; two looks, 5 s apart, make it certain."""
        mark = mark_of(key)
        first = await self._history.find(destination.channel, mark)
        if not isinstance(first, NotFound):
            return first
        await self._sleep(SECOND_LOOK_SECONDS)
        return await self._history.find(destination.channel, mark, is_second_look=True)

    async def _post(self, channel: str, body: dict[str, Any], mark: str) -> tuple[Reply, float]:
        reply = await self._rest.request("POST", f"/channels/{channel}/messages", body={**body, "nonce": mark, "enforce_nonce": True})
        return reply, self._pace.heed(channel, reply) if isinstance(reply, Answer) else 0.0
