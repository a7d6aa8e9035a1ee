"""Interactions: what people do in Discord, and what an app may answer.

"Interactions: Receiving and Responding": the first answer within 3 s to /interactions/{id}/{token}/callback, once (40060), else the
interaction is unknown (10062); then messages by the token through /webhooks/{application}/{token} (10015 before the first answer). With
with_response=true the callback is answered with a body, else with 204.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fakes import discord_objects as objects
from tests.fakes.discord_objects import Json

COMMAND, COMPONENT, AUTOCOMPLETE = 2, 3, 4
PATIENCE = 20.0
"""Seconds after which a test that waits in vain fails."""

_TYPES: Mapping[type, int] = {str: 3, int: 4}


@dataclass
class Asked:
    """An interaction on the server's side, with what came back. `messages` are those that were sent by its token and are still there."""

    id: str
    token: str
    sent_at: float
    callback: Json | None = None
    acked_after: float | None = None
    messages: dict[str, Json] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def answered(self) -> Json:
        """Wait for the callback."""
        async with asyncio.timeout(PATIENCE), self.changed:
            await self.changed.wait_for(lambda: self.callback is not None)
        assert self.callback is not None
        return self.callback

    async def message(self) -> Json:
        """Wait for a message that is more than a deferred one."""
        async with asyncio.timeout(PATIENCE), self.changed:
            await self.changed.wait_for(lambda: any(found["components"] or found["embeds"] for found in self.messages.values()))
        return next(found for found in self.messages.values() if found["components"] or found["embeds"])

    async def set(self, message_id: str, message: Json) -> None:
        """A message was made or edited."""
        async with self.changed:
            self.messages[message_id] = message
            self.changed.notify_all()

    async def remove(self, message_id: str) -> None:
        """A message was deleted."""
        async with self.changed:
            del self.messages[message_id]
            self.deleted.append(message_id)
            self.changed.notify_all()


def new() -> Asked:
    """An interaction that is about to be sent."""
    found = objects.next_id()
    return Asked(found, f"interaction-{found}", time.monotonic())


def envelope(asked: Asked, kind: int, data: Json, channel: objects.Channel, who: Json, *, locale: str) -> Json:
    """INTERACTION_CREATE ("Interaction Structure")."""
    return {
        "id": asked.id,
        "application_id": objects.APPLICATION,
        "type": kind,
        "token": asked.token,
        "version": 1,
        "data": data,
        "guild_id": channel.guild_id,
        "guild": {"id": channel.guild_id, "locale": "en-US", "features": []},
        "channel_id": channel.id,
        "channel": channel.json(),
        "member": who,
        "app_permissions": str(objects.VIEW_CHANNEL | objects.SEND_MESSAGES | objects.READ_MESSAGE_HISTORY),
        "locale": locale,
        "guild_locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": {"0": channel.guild_id},
        "context": 0,
        "attachment_size_limit": 10_485_760,
    }


def command(root: str, path: tuple[str, ...], options: Mapping[str, Any], *, focused: str | None = None) -> Json:
    """The data of a slash command with its subcommand ("Application Command Interaction Data Structure")."""
    given: list[Json] = []
    for name, value in options.items():
        option: Json = {"name": name, "type": _TYPES[type(value)], "value": value}
        if name == focused:
            option["focused"] = True
        given.append(option)
    nested: Json = {"name": path[-1], "type": 1, "options": given}
    if len(path) == 2:
        nested = {"name": path[0], "type": 2, "options": [nested]}
    return {"id": "1400000000000000900", "name": root, "type": 1, "options": [nested]}
