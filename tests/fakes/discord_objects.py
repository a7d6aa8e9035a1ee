"""Discord's objects as JSON: users, guilds, channels, messages, interactions. Ids grow, as snowflakes do ("Reference": snowflakes)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

Json = dict[str, Any]

APPLICATION = "1400000000000000001"
BOT_USER = "1400000000000000002"
MANAGE_GUILD = 1 << 5
SEND_MESSAGES = 1 << 11
VIEW_CHANNEL = 1 << 10
READ_MESSAGE_HISTORY = 1 << 16
_EPOCH = "2026-03-10T06:00:00.000000+00:00"
_ids = count(1_400_000_000_000_001_000)


def next_id() -> str:
    """A new snowflake."""
    return str(next(_ids))


@dataclass
class Channel:
    """A text channel of a guild and what the bot may do in it. `messages` are oldest first."""

    id: str
    guild_id: str
    may_view: bool = True
    may_send: bool = True
    may_read_history: bool = True
    is_deleted: bool = False
    messages: list[Json] = field(default_factory=list)

    def json(self) -> Json:
        """The channel object ("Channel")."""
        last = self.messages[-1]["id"] if self.messages else None
        return {
            "id": self.id,
            "type": 0,
            "guild_id": self.guild_id,
            "name": "news",
            "position": 0,
            "permission_overwrites": [],
            "topic": None,
            "nsfw": False,
            "last_message_id": last,
            "rate_limit_per_user": 0,
            "parent_id": None,
        }


def user(user_id: str, name: str, *, is_bot: bool = False) -> Json:
    """A user object ("User")."""
    return {"id": user_id, "username": name, "discriminator": "0", "global_name": None, "avatar": None, "bot": is_bot}


def bot_user() -> Json:
    """The bot itself."""
    return user(BOT_USER, "alliance-desk", is_bot=True)


def application() -> Json:
    """The application, as `GET /applications/@me` and the older `GET /oauth2/applications/@me` give it ("Application")."""
    return {
        "id": APPLICATION,
        "name": "Alliance Desk",
        "icon": None,
        "description": "",
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "owner": user("1400000000000000003", "owner"),
        "team": None,
    }


def guild(guild_id: str, channels: Sequence[Channel]) -> Json:
    """A guild as GUILD_CREATE brings it ("Gateway Events": Guild Create)."""
    everyone = {
        "id": guild_id,
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": str(VIEW_CHANNEL | SEND_MESSAGES | READ_MESSAGE_HISTORY),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    return {
        "id": guild_id,
        "name": "A newsroom",
        "icon": None,
        "owner_id": "1400000000000000003",
        "region": "",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "roles": [everyone],
        "emojis": [],
        "features": [],
        "mfa_level": 0,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "nsfw_level": 0,
        "stickers": [],
        "joined_at": _EPOCH,
        "large": False,
        "unavailable": False,
        "member_count": 2,
        "voice_states": [],
        "members": [member(bot_user(), 0)],
        "channels": [channel.json() for channel in channels],
        "threads": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
    }


def member(person: Json, permissions: int, roles: Sequence[str] = ()) -> Json:
    """A member with what they may do in the channel, as interactions bring it."""
    return {
        "user": person,
        "nick": None,
        "roles": list(roles),
        "joined_at": _EPOCH,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": str(permissions),
    }


def message(channel_id: str, author: Json, body: Mapping[str, Any]) -> Json:
    """A message object ("Message"). The nonce of its request is not kept: history never returns one."""
    return {
        "id": next_id(),
        "channel_id": channel_id,
        "author": author,
        "type": 0,
        "content": body.get("content") or "",
        "timestamp": _EPOCH,
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": list(body.get("embeds") or ()),
        "components": list(body.get("components") or ()),
        "pinned": False,
        "flags": body.get("flags") or 0,
    }


def unreadable(found: Json) -> Json:
    """Another's message for an app without the message content intent: no text, embeds, attachments or components ("Gateway": message
    content intent)."""
    return {**found, "content": "", "embeds": [], "attachments": [], "components": []}
