"""A real desk between a local Slack and a local Discord, which outlive it: for tests that ask it, kill it and count what was posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.app.parts import SystemClock
from bot.model import Destination, Filter, Locale
from bot.store.store import open_store
from tests.fakes import slack_workspace as slack_names
from tests.fakes.discord_server import GUILD, TOKEN, DiscordServer
from tests.fakes.slack_doings import SlackServer
from tests.flows.desk_process import DeskProcess, write_configuration

TEAM = slack_names.TEAM


class ChatDesk:
    """Use as an async context manager: both platforms are up inside, the desk is started by the test."""

    def __init__(self, folder: Path, *, is_served: bool = True) -> None:
        self.slack = SlackServer()
        self.discord = DiscordServer()
        self.desk = DeskProcess(folder)
        self._is_served = is_served
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self.slack)
        await self._stack.enter_async_context(self.discord)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.desk.kill()
        await self._stack.aclose()

    def configure(self, feeds: Mapping[str, str], **settings: object) -> None:
        """desk.yaml and feeds.yaml of a desk that knows both platforms."""
        slack: dict[str, object] = {
            "bot_token": slack_names.BOT_TOKEN,
            "app_token": slack_names.APP_TOKEN,
            "api_url": self.slack.api,
        }
        discord: dict[str, object] = {
            "token": TOKEN,
            "api_url": f"{self.discord.url}/api/v10",
            "gateway_url": self.discord.gateway.url,
        }
        if self._is_served:
            slack["workspaces"], discord["servers"] = [TEAM], [GUILD]
        write_configuration(self.desk.folder, dict(feeds), slack=slack, discord=discord, **settings)

    async def open(self) -> str:
        """Start the desk and wait until both platforms are connected; returns the address of its page."""
        await self.desk.start()
        address = await self.desk.ready()
        await self.discord.gateway.wait_for("identify")
        await self.slack.wait_for_open()
        return address

    async def subscribe(self, *wanted: tuple[Destination, Filter], cap: int = 100_000, language: Locale = "en") -> None:
        """Subscriptions put into the database of a desk that is not running."""
        clock = SystemClock()
        url = f"sqlite+aiosqlite:///{self.desk.folder / 'data' / 'desk.sqlite3'}"
        async with await open_store(url, clock=clock) as store:
            for number, (place, asked) in enumerate(wanted):
                await store.add_subscription(
                    destination=place,
                    name=f"alert {number}",
                    wanted=asked,
                    language=language,
                    cap=cap,
                    created_by="test",
                    now=clock.now(),
                )

    def slack_channel(self, channel: str) -> Destination:
        """A channel of the workspace, made where it is new."""
        self.slack.workspace.channels.setdefault(channel, slack_names.channel(channel, channel.lower()))
        return Destination("slack", TEAM, channel)

    def discord_channel(self, channel: str) -> Destination:
        """A channel of the server, made where it is new."""
        if channel not in self.discord.channels:
            self.discord.add_channel(channel)
        return Destination("discord", GUILD, channel)

    def posted_in_slack(self, channel: str) -> list[str]:
        """The delivery keys that stand in a channel, in the order of the messages."""
        return list(self.slack.workspace.posts.keys(channel))

    def posted_in_discord(self, channel: str) -> list[str]:
        """The delivery keys that stand in a channel, in the order of the messages."""
        return [mark_in(message["components"]) for message in self.discord.channels[channel].messages]


def mark_in(components: Sequence[Mapping[str, Any]]) -> str:
    """The mark that the first of a message's buttons carries."""
    for part in components:
        found = str(part.get("custom_id", "")).split(":") if part.get("custom_id") else []
        if len(found) >= 3 and found[2]:
            return found[2]
        inner = mark_in(part.get("components") or ())
        if inner:
            return inner
    return ""
