"""Slack as a chat platform for the outbox: cards are posted in channels, redrawn, and looked up there again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.blocks import message
from bot.adapters.slack.history import History, metadata
from bot.adapters.slack.outcomes import is_bad_form, outcome_of, wait_of
from bot.adapters.slack.pace import Pace
from bot.adapters.slack.posts import Answer, Posts, Reply
from bot.desk.card import Card
from bot.desk.ports import Clock, LookUp, NotFound
from bot.model import Destination, Refused, RetryLater, SendOutcome, Unknown

SLACK_NAME = "slack"
SECOND_LOOK_SECONDS = 5.0
"""A message that Slack was still busy with at the first look is there at the second."""

_WORTH_WAITING = 1.0
"""Seconds that a send waits by itself for a channel's turn; more is the outbox's to wait, so that no other channel is held up."""

Sleep = Callable[[float], Awaitable[object]]

log = logging.getLogger(__name__)


class SlackAdapter:
    """A `ChatAdapter` named `slack`, for the one workspace that installed the app. It needs no open socket: alerts go out while commands
    cannot be heard. `client` must have no retry handlers (posts.py says why)."""

    def __init__(self, client: AsyncWebClient, clock: Clock, *, pace: Pace | None = None, sleep: Sleep = asyncio.sleep) -> None:
        self._posts = Posts(client)
        self._pace = pace or Pace()
        self._history = History(self._posts, clock)
        self._sleep = sleep
        self._workspace: str | None = None

    @property
    def name(self) -> str:
        """`slack`."""
        return SLACK_NAME

    async def send(self, destination: Destination, card: Card, key: str, *, thread: str | None = None) -> SendOutcome:
        """Post the card with its key in the message's metadata, where `look_up` finds it again."""
        wait = self._pace.wait(destination.channel)
        if wait > _WORTH_WAITING:
            return RetryLater(wait, f"Slack takes the channel's next message in {wait:.1f} s.", is_wait=True)
        await self._sleep(wait)
        elsewhere = await self._elsewhere(destination)
        if elsewhere is not None:
            return elsewhere
        drawn = message(replace(card, is_private=False))
        reply = await self._post(destination.channel, drawn, key, thread)
        if is_bad_form(reply):
            log.warning("Slack could not read the blocks of a card: %s; it is sent as text", getattr(reply, "words", ""))
            reply = await self._post(destination.channel, {"text": drawn["text"]}, key, thread)
        return outcome_of(reply)

    async def edit(self, destination: Destination, message_id: str, card: Card, key: str) -> SendOutcome:
        """Redraw the message; its metadata, by which it is found, stays as it is ("chat.update"). `key` is the edit's and is not shown."""
        del key
        drawn = message(replace(card, is_private=False, mention=None))
        reply = await self._posts.call("chat.update", channel=destination.channel, ts=message_id, **drawn)
        self._heed(destination.channel, reply)
        outcome = outcome_of(reply)
        # Drawing the same again does no harm, so nothing about it is unknown.
        return RetryLater(0, outcome.reason) if isinstance(outcome, Unknown) else outcome

    async def look_up(self, destination: Destination, key: str, *, thread: str | None = None) -> LookUp:
        """Whether the app's own messages in the channel, or in the thread, have one with this key; two looks, 5 s apart, are certain."""
        first = await self._history.find(destination.channel, key, thread=thread)
        if not isinstance(first, NotFound):
            return first
        await self._sleep(SECOND_LOOK_SECONDS)
        return await self._history.find(destination.channel, key, thread=thread, is_second_look=True)

    async def link(self, destination: Destination, message_id: str) -> str | None:
        """The message's permalink ("chat.getPermalink", which needs no scope)."""
        reply = await self._posts.read("chat.getPermalink", channel=destination.channel, message_ts=message_id)
        found = reply.data.get("permalink") if isinstance(reply, Answer) and reply.error is None else None
        return found if isinstance(found, str) and found.startswith("https://") else None

    async def _post(self, channel: str, drawn: dict[str, Any], key: str, thread: str | None) -> Reply:
        quiet = {"unfurl_links": False, "unfurl_media": False}
        reply = await self._posts.call("chat.postMessage", channel=channel, thread_ts=thread, metadata=metadata(key), **drawn, **quiet)
        self._heed(channel, reply)
        return reply

    def _heed(self, channel: str, reply: Reply) -> None:
        wait = wait_of(reply) if isinstance(reply, Answer) else None
        if wait is None:
            self._pace.sent(channel)
        else:
            self._pace.told_to_wait(channel, wait)

    async def _elsewhere(self, destination: Destination) -> SendOutcome | None:
        """What becomes of a message for a workspace that this app is not installed in; None where it is the right one, or Slack does not
        say at the moment, when posting will."""
        if self._workspace is None:
            reply = await self._posts.call("auth.test")
            found = reply.data.get("team_id") if isinstance(reply, Answer) and reply.error is None else None
            if not isinstance(found, str):
                return None
            self._workspace = found
        if destination.workspace == self._workspace:
            return None
        return Refused(f"The app is installed in the workspace {self._workspace}, not in {destination.workspace}.", is_gone=True)
