"""Who asks, where and in which language, read from an interaction."""

from __future__ import annotations

from typing import Any

import discord

from bot.adapters.discord.adapter import DISCORD_NAME, destination_of
from bot.model import Destination, Locale, Person


def locale_of(called: discord.Interaction[Any]) -> Locale:
    """The language of the asker's Discord."""
    return "ko" if called.locale is discord.Locale.korean else "en"


def place_of(called: discord.Interaction[Any]) -> Destination | None:
    """The channel; None outside a server."""
    return None if called.guild_id is None or called.channel_id is None else destination_of(called.guild_id, called.channel_id)


def person_of(called: discord.Interaction[Any]) -> Person:
    """The asker, who manages by Manage Server, as Discord says with every interaction; and their roles, which the server may have named."""
    granted = called.permissions
    is_manager = granted.manage_guild or granted.administrator
    return Person(DISCORD_NAME, str(called.user.id), called.user.display_name, is_manager=is_manager, roles=tuple(_roles(called)))


def _roles(called: discord.Interaction[Any]) -> list[str]:
    """Ids of the asker's roles, as they came: `Member.roles` leaves out those that the library has not been told of."""
    return [str(role) for role in getattr(called.user, "_roles", ())]
