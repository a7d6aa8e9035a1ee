"""Where discord.py finds Discord: its own settings for that, which hold for the whole process (discord.py 2.7, http.Route.BASE and
gateway.DiscordWebSocket.DEFAULT_GATEWAY)."""

from __future__ import annotations

import discord.gateway
import discord.http
import yarl

from bot.adapters.discord.rest import API


def go_to(api: str, gateway: str | None) -> None:
    """Let clients that are made from now on find Discord there; nothing is touched where it is at its own address."""
    if api != API:
        discord.http.Route.BASE = api.rstrip("/")
    if gateway is not None:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
