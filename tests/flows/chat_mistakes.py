"""What people do wrong in chat, as it is typed in Slack and as Discord sends it, and how a real desk's answers are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.fakes import slack_workspace as slack_names
from tests.fakes.discord_interactions import COMMAND, command
from tests.fakes.discord_objects import MANAGE_GUILD
from tests.fakes.slack_doings import Doings
from tests.flows.chat_desk import ChatDesk
from tests.flows.chat_newsroom import discord_text, slack_text
from tests.flows.flood_server import FloodServer

EPHEMERAL = 1 << 6
LONG = "tariffs " * 1_250
ODD = "🇰🇷🤝🇺🇸 مرحبا بالعالم שלום"
LANGUAGES = {"en": "en-US", "ko": "ko"}
"""Discord's names of them."""

KOREAN_ADMIN = "U01CHIEF"


@dataclass(frozen=True)
class Mistake:
    """A command as it is typed in Slack, and as Discord sends it: path and options. `by_member`: asked by somebody who manages nothing."""

    typed: str
    path: tuple[str, ...]
    options: Mapping[str, str | int]
    by_member: bool = False
    only_slack: bool = False
    """Discord's clients let nobody make it, and discord.py passes over it."""


MISTAKES: Mapping[str, Mistake] = {
    "an unknown subcommand": Mistake("serch tariffs", ("serch",), {"text": "tariffs"}),
    "an unknown command of a group": Mistake("alerts ad Trade", ("alerts", "ad"), {"name": "Trade"}),
    "a missing option": Mistake("search", ("search",), {}),
    "an extra option": Mistake("latest colour:red", ("latest",), {"colour": "red"}, only_slack=True),
    "a wrong date": Mistake("latest since:2026-02-30", ("latest",), {"since": "2026-02-30"}),
    "an empty search": Mistake('search ""', ("search",), {"text": "  "}),
    "10,000 characters": Mistake(f"search {LONG}", ("search",), {"text": LONG}),
    "10,000 characters for a name": Mistake(f"alerts add name:{'x' * 10_000}", ("alerts", "add"), {"name": "x" * 10_000}),
    "a name that nobody has": Mistake(f"actor {ODD}", ("actor",), {"actor": ODD}),
    "no right to change": Mistake(
        "alerts add Trade theme:tariffs", ("alerts", "add"), {"name": "Trade", "theme": "tariffs"}, by_member=True
    ),
    "no right to read another feed": Mistake(
        "feeds add https://news.example/rss", ("feeds", "add"), {"url": "https://news.example/rss"}, by_member=True
    ),
    "an address in a private network": Mistake("analyze http://127.0.0.1:9/a", ("analyze",), {"source": "http://127.0.0.1:9/a"}),
    "another such address": Mistake("analyze http://[::ffff:10.0.0.1]/a", ("analyze",), {"source": "http://[::ffff:10.0.0.1]/a"}),
    "a feed in a private network": Mistake("feeds add http://10.0.0.1/rss", ("feeds", "add"), {"url": "http://10.0.0.1/rss"}),
    "an alert that is not there": Mistake("alerts remove Nothing", ("alerts", "remove"), {"alert": "Nothing"}),
    "a wrong time zone": Mistake("settings me timezone:Mars/Base", ("settings", "me"), {"timezone": "Mars/Base"}),
    "wrong quiet hours": Mistake("settings channel quiet:25:00-07:00", ("settings", "channel"), {"quiet": "25:00-07:00"}),
}


@dataclass(frozen=True)
class Told:
    """An answer, and whether the asker alone sees it."""

    text: str
    is_private: bool


async def up(chat: ChatDesk, server: FloodServer) -> None:
    """Start a desk with both platforms, whose feed is read, and with a Korean among those who manage the workspace."""
    people = chat.slack.workspace.people
    people[KOREAN_ADMIN] = slack_names.person(KOREAN_ADMIN, "Hyejin", locale="ko-KR", is_admin=True)
    chat.configure(server.feed_addresses(), alerts={"enabled": False})
    await chat.open()
    await chat.desk.stored("SELECT count(*) FROM article WHERE stage = 'done'", 1)


async def told(chat: ChatDesk, platform: str, mistake: Mistake, language: str) -> Told:
    """Make the mistake and wait for the answer."""
    if platform == "Slack":
        managers, members = {"en": slack_names.ADMIN, "ko": KOREAN_ADMIN}, {"en": slack_names.MEMBER, "ko": slack_names.KOREAN}
        user = (members if mistake.by_member else managers)[language]
        return told_in_slack(await (await Doings(chat.slack).command(mistake.typed, user=user)).answer())
    permissions = 0 if mistake.by_member else MANAGE_GUILD
    data = command("alliance", mistake.path, mistake.options)
    asked = await chat.discord.ask(COMMAND, data, permissions=permissions, locale=LANGUAGES[language])
    return told_in_discord(await asked.message())


def told_in_slack(message: Mapping[str, Any]) -> Told:
    """A message that came by a response_url."""
    return Told(slack_text(message), message.get("response_type") == "ephemeral")


def told_in_discord(message: Mapping[str, Any]) -> Told:
    """A message that came by an interaction's token."""
    return Told(discord_text(message), bool(message["flags"] & EPHEMERAL))


def slack_buttons(message: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The buttons of a message by what stands on them."""
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    return {button["text"]["text"]: button for row in rows for button in row if button["type"] == "button"}


def discord_buttons(message: Mapping[str, Any]) -> dict[str, str]:
    """The custom_id of each button of a message by what stands on it."""
    found: dict[str, str] = {}
    for part in message.get("components") or ():
        if "custom_id" in part:
            found[part.get("label", "")] = part["custom_id"]
        found |= discord_buttons(part)
    return found
