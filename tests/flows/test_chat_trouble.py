"""Connections that fail in a real desk: commands are answered again within 15 s, and no alert is lost meanwhile."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.model import Filter
from tests.fakes.discord_interactions import COMMAND, command
from tests.fakes.slack_doings import Doings
from tests.flows.chat_desk import ChatDesk
from tests.flows.flood_server import FloodServer

WITHIN_SECONDS = 15.0
SLACK_CHANNEL, DISCORD_CHANNEL = "C0TROUBLE", "1400000000000000301"


@pytest.fixture
async def server() -> AsyncIterator[FloodServer]:
    running = FloodServer(("one",), lambda moment: None)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
async def chat(server: FloodServer, tmp_path: Path) -> AsyncIterator[ChatDesk]:
    """A desk that has met its feed and has a channel on each platform; not running."""
    async with ChatDesk(tmp_path) as made:
        made.configure(server.feed_addresses(), alerts={"enabled": False})
        await made.desk.start()
        await made.desk.ready()
        await made.desk.stored("SELECT count(*) FROM article WHERE stage = 'done'", 1)
        assert await made.desk.stop() == 0
        await made.subscribe((made.slack_channel(SLACK_CHANNEL), Filter()), (made.discord_channel(DISCORD_CHANNEL), Filter()))
        yield made


async def ask_slack(chat: ChatDesk) -> None:
    await (await Doings(chat.slack).command("status")).answer()


async def ask_discord(chat: ChatDesk) -> None:
    await (await chat.discord.ask(COMMAND, command("alliance", ("status",), {}))).message()


async def answered_within(chat: ChatDesk, ask: Callable[[ChatDesk], Awaitable[None]]) -> float:
    started = time.monotonic()
    await ask(chat)
    took = time.monotonic() - started
    assert took <= WITHIN_SECONDS
    return took


async def nothing_is_lost(chat: ChatDesk, server: FloodServer) -> None:
    """An article that came in the trouble stands in both channels, once."""
    server.publish(1)
    await chat.desk.until_polled(lambda: len(chat.posted_in_slack(SLACK_CHANNEL)) + len(chat.posted_in_discord(DISCORD_CHANNEL)) >= 2)
    assert (len(chat.posted_in_slack(SLACK_CHANNEL)), len(chat.posted_in_discord(DISCORD_CHANNEL))) == (1, 1)
    assert await chat.desk.stop() == 0


async def test_a_gateway_that_refuses_the_first_connection(chat: ChatDesk, server: FloodServer) -> None:
    chat.discord.gateway.refusing = 1
    await chat.desk.start()
    await chat.discord.gateway.wait_for("identify", 2)
    await answered_within(chat, ask_discord)
    await nothing_is_lost(chat, server)


@pytest.mark.parametrize("trouble", ["drops", "invalidates", "asks to come again", "closes"])
async def test_a_gateway_in_trouble(chat: ChatDesk, server: FloodServer, trouble: str) -> None:
    gateway = chat.discord.gateway
    await chat.desk.start()
    await gateway.wait_for("identify", 2)
    await ask_discord(chat)
    seen = gateway.history.count("hello")
    match trouble:
        case "drops":
            await gateway.drop()
        case "invalidates":
            await gateway.invalidate(is_resumable=False)
        case "asks to come again":
            await gateway.ask_to_reconnect()
        case _:
            await gateway.drop(4000)
    await gateway.wait_for("hello", seen + (0 if trouble == "invalidates" else 1))
    if trouble == "invalidates":
        await gateway.wait_for("identify", 3)
    await answered_within(chat, ask_discord)
    await nothing_is_lost(chat, server)


async def test_a_slack_socket_that_goes_deaf(chat: ChatDesk, server: FloodServer) -> None:
    await chat.desk.start()
    await chat.slack.wait_for_open(2)
    await ask_slack(chat)
    chat.slack.sockets.lose()
    await answered_within(chat, ask_slack)
    await nothing_is_lost(chat, server)


async def test_a_slack_socket_that_is_cut(chat: ChatDesk, server: FloodServer) -> None:
    await chat.desk.start()
    await chat.slack.wait_for_open(2)
    await ask_slack(chat)
    await chat.slack.sockets.drop()
    await answered_within(chat, ask_slack)
    await nothing_is_lost(chat, server)
