"""Where discord.py finds Discord: its own settings for that, set to a local server while a test runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import discord.gateway
import discord.http
import yarl

from tests.fakes.discord_server import DiscordServer


@contextmanager
def clients_go_to(server: DiscordServer) -> Iterator[None]:
    """Every client that is made inside connects to the server (Route.BASE and DiscordWebSocket.DEFAULT_GATEWAY of discord.py 2.7.1)."""
    base, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE = f"{server.url}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway.url)
    try:
        yield
    finally:
        discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
