"""`alliance-desk check --online`, for Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import aiohttp
import pytest

from bot.adapters.findings import Finding
from bot.adapters.slack.check import check_slack
from bot.adapters.slack.clients import client_of
from tests.fakes.slack_doings import SlackServer
from tests.fakes.slack_workspace import APP_TOKEN, BOT_TOKEN, CHANNEL, ELSEWHERE, MEMBER, OLD_CHANNEL, SECRET_CHANNEL


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer() as running:
        yield running


async def check(
    server: SlackServer, *channels: str, bot_token: str = BOT_TOKEN, app_token: str | None = APP_TOKEN, api: str | None = None
) -> Sequence[Finding]:
    async with aiohttp.ClientSession() as session:
        return await check_slack(client_of(bot_token, api or server.api, session, is_repeatable=True), app_token, channels)


def wrong(found: Sequence[Finding]) -> list[Finding]:
    return [one for one in found if not one.ok]


async def test_all_is_well(server: SlackServer) -> None:
    found = await check(server, CHANNEL, SECRET_CHANNEL, "D01HOME", MEMBER)
    assert wrong(found) == []
    assert [one.what for one in found[:3]] == [
        "The bot token is good: alliance_desk in Harbour News (T01DESK).",
        "The app has every right that it needs.",
        "The app-level token is good: Socket Mode can connect.",
    ]


async def test_over_http_no_app_token_is_asked_for(server: SlackServer) -> None:
    assert len(await check(server, app_token=None)) == 2
    assert server.opened == 0


async def test_a_wrong_bot_token_is_named(server: SlackServer) -> None:
    found = await check(server, CHANNEL, bot_token="xoxb-1-wrong")
    assert [one.ok for one in found] == [False, True]
    assert "DESK_SLACK_BOT_TOKEN (invalid_auth)" in found[0].what
    assert "OAuth & Permissions" in found[0].mend
    assert not any("wrong" in one.what + one.mend for one in found)


async def test_a_wrong_app_token_is_named(server: SlackServer) -> None:
    (found,) = wrong(await check(server, app_token="xapp-1-wrong"))
    assert "DESK_SLACK_APP_TOKEN (invalid_auth)" in found.what
    assert "connections:write" in found.mend


async def test_a_right_that_is_missing_is_named_with_what_it_is_for(server: SlackServer) -> None:
    server.workspace.scopes.remove("usergroups:read")
    server.workspace.scopes.remove("im:history")
    (found,) = wrong(await check(server))
    assert found.what.startswith("The app lacks im:history, usergroups:read.")
    assert "user group" in found.what
    assert "reinstall" in found.mend


@pytest.mark.parametrize(
    ("channel", "what", "mend"),
    [
        (ELSEWHERE, "The app is not in #else.", "/invite @Alliance Desk in #else"),
        (OLD_CHANNEL, "#old is archived.", "Unarchive"),
        ("C01GONE", "The channel C01GONE is not there for the app (channel_not_found).", "/invite"),
    ],
)
async def test_a_channel_that_gets_nothing_is_named(server: SlackServer, channel: str, what: str, mend: str) -> None:
    (found,) = wrong(await check(server, channel, CHANNEL))
    assert found.what == what
    assert mend in found.mend


async def test_channels_that_may_not_be_seen_are_said_so(server: SlackServer) -> None:
    server.workspace.scopes.remove("channels:read")
    assert [one.what for one in wrong(await check(server, CHANNEL))][1] == f"Whether the app is in {CHANNEL} cannot be seen."


async def test_slack_that_cannot_be_reached_is_said_so(server: SlackServer) -> None:
    found = await check(server, CHANNEL, api="http://127.0.0.1:9/api/")
    assert [one.what for one in found] == ["Slack cannot be reached.", "Slack cannot be reached for Socket Mode."]
    assert all("HTTPS_PROXY" in one.mend for one in found)
