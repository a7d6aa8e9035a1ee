"""The chat platforms of a desk: those whose tokens are set, opened in order, kept running, and told apart by name."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Protocol

from bot.adapters.console.adapter import desk_destination
from bot.adapters.findings import Finding
from bot.config import Settings
from bot.desk.chat import ChatDesk
from bot.desk.ports import ChatAdapter, Clock, Places
from bot.model import Destination

log = logging.getLogger(__name__)

RESTART_SECONDS = 5.0
_CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


class Platform(Protocol):
    """A chat platform. Its adapter works whether `run` is connected or not; both end with the stack on which it was opened."""

    @property
    def adapter(self) -> ChatAdapter: ...

    @property
    def is_connected(self) -> bool:
        """Whether commands are heard at this moment."""
        ...

    async def run(self) -> None:
        """Stay connected and answer until cancelled."""
        ...

    async def check(self, channels: Sequence[str]) -> Sequence[Finding]:
        """Ask the platform whether tokens, rights and these channels are as they must be."""
        ...


@dataclass(frozen=True, slots=True)
class Platforms:
    """The open platforms, in the order in which status shows them."""

    open: tuple[Platform, ...] = ()

    @property
    def adapters(self) -> Mapping[str, ChatAdapter]:
        """Their adapters by name."""
        return {platform.adapter.name: platform.adapter for platform in self.open}

    def connections(self) -> Sequence[tuple[str, bool]]:
        """(name, whether it is connected) of each, for status and the page."""
        return [(platform.adapter.name, platform.is_connected) for platform in self.open]


def allowed_workspaces(settings: Settings) -> frozenset[tuple[str, str]]:
    """(adapter, workspace) of those that the configuration names; an admin channel's workspace is one of them."""
    admins = {(place.adapter, place.workspace) for place in admin_channels(settings) if place != desk_destination()}
    slack = {("slack", workspace) for workspace in settings.slack.workspaces}
    return frozenset(admins | slack | {("discord", server) for server in settings.discord.servers})


def admin_channels(settings: Settings) -> tuple[Destination, ...]:
    """Where trouble is told: the console, and each platform's admin channel where its token is set."""
    found = [desk_destination()]
    for name, channel, token in (
        ("slack", settings.slack.admin_channel, settings.slack.bot_token),
        ("discord", settings.discord.admin_channel, settings.discord.token),
    ):
        if channel is not None and token is not None:
            workspace, _, place = channel.partition("/")
            found.append(Destination(name, workspace, place))
    return tuple(found)


def names_of(settings: Settings) -> tuple[str, ...]:
    """The platforms whose tokens are set."""
    tokens = (("slack", settings.slack.bot_token), ("discord", settings.discord.token))
    return tuple(name for name, token in tokens if token is not None)


async def needs_code(settings: Settings, places: Places) -> bool:
    """Whether a platform is set up that serves nobody yet, so that a workspace has to be claimed."""
    served = {adapter for adapter, _ in allowed_workspaces(settings) | await places.claimed_workspaces()}
    return any(name not in served for name in names_of(settings))


def new_code() -> str:
    """A code to claim a workspace with: eight letters and digits that nobody mistakes for one another, `K7QM-2XRF`."""
    letters = [secrets.choice(_CODE_LETTERS) for _ in range(8)]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])


async def open_platforms(settings: Settings, desk: ChatDesk, clock: Clock, stack: AsyncExitStack) -> Platforms:
    """Open those whose tokens are set; nothing is asked of a platform before `run`. Their libraries are imported only where they are."""
    found: list[Platform] = []
    slack, discord = settings.slack, settings.discord
    if slack.bot_token is not None:
        from bot.adapters.slack.platform import SlackPlatform  # noqa: PLC0415 - a desk without Slack need not load it

        found.append(
            await stack.enter_async_context(
                SlackPlatform(
                    slack.bot_token.get_secret_value(),
                    slack.app_token.get_secret_value() if slack.app_token else None,
                    desk,
                    clock,
                    signing_secret=slack.signing_secret.get_secret_value() if slack.signing_secret else None,
                    http_host=slack.http_host,
                    http_port=slack.http_port,
                    api=slack.api_url,
                )
            )
        )
    if discord.token is not None:
        from bot.adapters.discord.platform import DiscordPlatform  # noqa: PLC0415 - a desk without Discord need not load it

        found.append(
            await stack.enter_async_context(
                DiscordPlatform(
                    discord.token.get_secret_value(), desk, clock, settings.data_dir, api=discord.api_url, gateway=discord.gateway_url
                )
            )
        )
    return Platforms(tuple(found))


async def keep_running(platform: Platform, *, pause_seconds: float = RESTART_SECONDS) -> None:
    """Run a platform until cancelled; an error that it did not expect is logged and followed by another start after a pause."""
    while True:
        try:
            await platform.run()
        except Exception:
            log.exception("%s ended unexpectedly and is started again in %g s", platform.adapter.name, pause_seconds)
        await asyncio.sleep(pause_seconds)
