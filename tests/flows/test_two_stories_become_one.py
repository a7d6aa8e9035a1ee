"""Two reports that seem to be two stories, and a third that shows them to be one: every channel keeps two messages, and the one points to
the other."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.demo.newsroom import Phase, SampleArticle, SampleOutlet, load_newsroom
from bot.demo.server import NewsroomServer
from bot.desk.commands.table import command_table
from tests.fakes.discord_interactions import COMPONENT
from tests.fakes.discord_server import CHANNEL as DISCORD_CHANNEL
from tests.fakes.discord_server import GUILD
from tests.fakes.slack_doings import Doings
from tests.fakes.slack_workspace import CHANNEL as SLACK_CHANNEL
from tests.flows.chat_desk import ChatDesk
from tests.flows.chat_mistakes import discord_buttons, slack_buttons
from tests.flows.chat_newsroom import ask_discord, ask_slack, discord_text, feeds_file, slack_text, wait_until_read
from tests.flows.chat_story import OPTIONS

pytestmark = pytest.mark.xdist_group("two-stories")

REQUEST = "Washington wants a Korean destroyer in the Strait of Hormuz"
REQUESTED = "The United States wants South Korea to send a destroyer to the Strait of Hormuz, two American officials said."
ANSWER = "Seoul to study joining tanker escorts with the alliance"
ANSWERED = (
    "South Korea will study whether its alliance with the United States covers a ship to escort oil tankers near Iran, its "
    "presidential office said."
)
BOTH = f"{ANSWER} as {REQUEST}"

TOLD = {
    "han-river-times": (REQUEST, REQUESTED, 40),
    "mapo-institute": (ANSWER, ANSWERED, 30),
    "potomac-ledger": (BOTH, f"{REQUESTED} {ANSWERED}", 20),
}
"""Headline, text, and minutes before the newsroom opens, by outlet."""


@dataclass
class Seen:
    """The two messages of each platform when they were posted and in the end; `pressed` is what an old button of the first answers."""

    before: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    after: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    pressed: dict[str, str] = field(default_factory=dict)
    marks: list[tuple[str, str]] = field(default_factory=list)
    console: list[str] = field(default_factory=list)


def newsroom() -> tuple[SampleOutlet, ...]:
    """Three of the demo's outlets with their backlog and one piece of news each."""
    return tuple(_with_news(outlet) for outlet in load_newsroom() if outlet.outlet.id in TOLD)


def _with_news(outlet: SampleOutlet) -> SampleOutlet:
    title, text, age = TOLD[outlet.outlet.id]
    backlog = tuple(one for one in outlet.articles if one.phase is Phase.BACKLOG)
    news = SampleArticle("news", outlet.outlet.id, title, None, "World", Phase.NEWS, timedelta(minutes=age), None, (text,))
    return replace(outlet, articles=(news, *backlog))


async def look(folder: Path) -> Seen:
    seen, server = Seen(), NewsroomServer(newsroom=newsroom())
    await server.start()
    try:
        async with ChatDesk(folder) as chat:
            chat.configure({}, alerts={"enabled": True, "minimum_relevance": "partial", "redraw_seconds": 0})
            (folder / "feeds.yaml").write_text(feeds_file(server.feeds), "utf-8")
            await chat.open()
            await wait_until_read(chat, announced=False)
            add = next(spec for spec in command_table() if spec.path == ("alerts", "add"))
            await ask_slack(chat, add, OPTIONS)
            await ask_discord(chat, add, OPTIONS)
            for count in (1, 2):
                await _publish(chat, server, count)
            seen.before = _messages(chat)
            await _publish(chat, server, 3)
            seen.after = _messages(chat)
            seen.pressed = await _press(chat, seen.before)
            marks = "SELECT adapter, state FROM delivery WHERE dedup_key LIKE 'joined:%' ORDER BY adapter"
            seen.marks = [(str(adapter), str(state)) for adapter, state in chat.desk.rows(marks)]
            seen.console = [" ".join(str(entry["text"]).replace("┃", " ").split()) for entry in chat.desk.console_log]
            assert await chat.desk.stop() == 0
    finally:
        await server.stop()
    return seen


async def _publish(chat: ChatDesk, server: NewsroomServer, count: int) -> None:
    """Until so many pieces of news are read and nothing waits to be sent."""
    server.release(1)
    await chat.desk.stored("SELECT count(*) FROM article WHERE announce = 'alert' AND stage = 'done'", count)
    waiting = "SELECT count(*) FROM delivery WHERE state NOT IN ('sent', 'folded') AND not_before <= datetime('now', '+5 seconds')"
    await chat.desk.until_polled(lambda: chat.desk.rows(waiting) == [(0,)], 120)


def _messages(chat: ChatDesk) -> dict[str, list[dict[str, Any]]]:
    slack = [message for message in chat.slack.workspace.posts.of(SLACK_CHANNEL) if "thread_ts" not in message]
    return {"slack": deepcopy(slack), "discord": deepcopy(chat.discord.channels[DISCORD_CHANNEL].messages)}


async def _press(chat: ChatDesk, before: Mapping[str, list[dict[str, Any]]]) -> dict[str, str]:
    """Press what stood on the first message before it was redrawn, as somebody may who has not reloaded."""
    button = slack_buttons(before["slack"][0])["Whole story"]
    slack = await (await Doings(chat.slack).press(button, channel=SLACK_CHANNEL, ts=before["slack"][0]["ts"])).answer()
    data = {"custom_id": discord_buttons(before["discord"][0])["Whole story"], "component_type": 2}
    asked = await chat.discord.ask(COMPONENT, data, channel=chat.discord.channels[DISCORD_CHANNEL], message=before["discord"][0])
    return {"slack": slack_text(slack), "discord": discord_text(await asked.message())}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return asyncio.run(look(tmp_path_factory.mktemp("two-stories")))


def links(part: object) -> list[str]:
    """Every address in a message of Slack."""
    if isinstance(part, Mapping):
        return [str(part["url"]), *links(list(part.values()))] if "url" in part else links(list(part.values()))
    return [url for one in part for url in links(one)] if isinstance(part, list) else []


def test_each_channel_was_told_of_two_stories_and_of_no_third(seen: Seen) -> None:
    for platform, text in (("slack", slack_text), ("discord", discord_text)):
        assert [REQUEST in text(seen.before[platform][0]), ANSWER in text(seen.before[platform][1])] == [True, True]
        assert len(seen.before[platform]) == len(seen.after[platform]) == 2
    assert seen.marks == [("console", "sent"), ("discord", "sent"), ("slack", "sent")]


def test_in_slack_the_one_names_the_other_and_leads_to_it(seen: Seen) -> None:
    gone, living = seen.after["slack"]
    assert "3 outlets" in slack_text(living)
    assert slack_text(gone).startswith(f"{REQUEST}\nJoined with: {ANSWER}\n")
    assert f"https://harbour.slack.example/archives/{SLACK_CHANNEL}/p{living['ts'].replace('.', '')}" in links(gone["blocks"])
    assert slack_buttons(gone)["Whole story"]["value"] == slack_buttons(living)["Whole story"]["value"]


def test_in_discord_the_one_names_the_other_and_leads_to_it(seen: Seen) -> None:
    gone, living = seen.after["discord"]
    assert "3 outlets" in discord_text(living)
    assert REQUEST in discord_text(gone)
    address = f"https://discord.com/channels/{GUILD}/{DISCORD_CHANNEL}/{living['id']}"
    assert f"[{ANSWER}]({address})" in discord_text(gone)
    (story,) = {buttons["Whole story"].rpartition(":")[2] for buttons in map(discord_buttons, (living, gone))}
    assert story != discord_buttons(seen.before["discord"][0])["Whole story"].rpartition(":")[2]


@pytest.mark.parametrize("platform", ["slack", "discord"])
def test_a_button_that_stood_there_before_leads_to_the_one_story(seen: Seen, platform: str) -> None:
    assert "3 outlets" in seen.pressed[platform]
    assert ANSWER in seen.pressed[platform]


def test_the_console_says_in_a_message_what_it_cannot_draw_anew(seen: Seen) -> None:
    *_, last = seen.console
    assert f"Joined with: {ANSWER}" in last
    assert sum("Joined with" in text for text in seen.console) == 1
