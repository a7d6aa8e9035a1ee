"""`alliance-desk invite` and `check --online`, as a person types them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.model import Filter
from tests.fakes import slack_workspace as slack_names
from tests.flows.chat_desk import ChatDesk
from tests.flows.command_line import Ended, run

APPLICATION = "123456789012345678"
DISCORD_TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.abc.def"
"""Begins with the application's id in base64, as every token does."""


def test_invite_prints_links_that_need_no_token_and_one_that_the_token_names(tmp_path: Path) -> None:
    without = run("invite", folder=tmp_path)
    assert (without.code, without.err) == (0, "")
    assert "https://api.slack.com/apps?new_app=1&manifest_yaml=_metadata" in without.out
    assert "client_id" not in without.out
    with_token = run("invite", folder=tmp_path, DESK_DISCORD_TOKEN=DISCORD_TOKEN)
    assert f"client_id={APPLICATION}&scope=bot+applications.commands&permissions=" in with_token.out
    assert DISCORD_TOKEN not in with_token.out
    assert f"client_id={APPLICATION}&" in run("invite", "--application", APPLICATION, folder=tmp_path).out


def test_the_manifest_comes_for_socket_mode_or_for_http(tmp_path: Path) -> None:
    socket = run("invite", "--manifest", folder=tmp_path).out
    http = run("invite", "--manifest", "--url", "https://desk.example/slack/events", folder=tmp_path).out
    assert "socket_mode_enabled: true" in socket
    assert "https://desk.example/slack/events" in http
    assert "socket_mode_enabled: false" in http


async def checked(chat: ChatDesk) -> Ended:
    folder = chat.desk.folder
    arguments = ("check", "--online", "--desk", str(folder / "desk.yaml"), "--feeds", str(folder / "feeds.yaml"))
    return await asyncio.to_thread(run, *arguments, folder=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path


async def test_check_online_says_that_all_is_well(folder: Path) -> None:
    async with ChatDesk(folder) as chat:
        chat.configure({"none": "http://127.0.0.1:9/rss"})
        places = (chat.slack_channel(slack_names.CHANNEL), chat.discord_channel("1400000000000000301"))
        await chat.subscribe(*((place, Filter()) for place in places))
        ended = await checked(chat)
    assert ended.code == 0, ended.out + ended.err
    assert "MISSING" not in ended.out
    assert slack_names.BOT_TOKEN not in ended.out + ended.err


async def test_check_online_says_what_is_missing_and_how_to_mend_it(folder: Path) -> None:
    async with ChatDesk(folder) as chat:
        chat.configure({"none": "http://127.0.0.1:9/rss"})
        chat.slack.workspace.scopes.remove("channels:history")
        gone = chat.discord_channel("1400000000000000309")
        del chat.discord.channels[gone.channel]
        chat.discord.everyone_may -= 1 << 16
        poor = chat.discord_channel("1400000000000000301")
        await chat.subscribe(*((place, Filter()) for place in (chat.slack_channel(slack_names.ELSEWHERE), gone, poor)))
        ended = await checked(chat)
    assert ended.code == 1
    assert "Read Message History" in ended.out
    assert "channels:history" in ended.out
    assert ended.out.count("MISSING") >= 3
    assert "Traceback" not in ended.err
