"""Tokens that Slack refuses, and Slack over HTTP."""

from __future__ import annotations

import asyncio
import io
import socket
from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest

from bot.adapters.slack.hearing import Hearing
from tests.fakes.chat_desk import EchoDesk
from tests.fakes.desk_parts import SetClock
from tests.fakes.slack_doings import Doings, HttpAnswer, HttpCarrier, SlackServer
from tests.fakes.slack_drawing import button
from tests.unit.slack.listening import NOW, QUICK, Waits, hearing, said

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer() as running:
        yield running


@pytest.fixture
def desk() -> EchoDesk:
    return EchoDesk()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


async def until_port(running: Hearing) -> int:
    async with asyncio.timeout(10.0):
        while (port := running.port) is None:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0)
    return port


@pytest.fixture
async def http(server: SlackServer, desk: EchoDesk, clock: SetClock) -> AsyncIterator[str]:
    async with hearing(server, desk, clock, app_token=None, signing_secret=SECRET, port=0) as running:
        yield f"http://127.0.0.1:{await until_port(running)}/slack/events"


async def test_a_wrong_bot_token_is_said_by_name_and_asked_again_after_long(
    server: SlackServer, desk: EchoDesk, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    waits = Waits(stops_at=QUICK.token_wait)
    async with hearing(server, desk, clock, waits=waits, bot_token="xoxb-1-wrong-secret") as running:
        await waits.stopped.wait()
        assert not running.is_connected
    assert waits.taken == [QUICK.token_wait]
    assert "DESK_SLACK_BOT_TOKEN (invalid_auth)" in caplog.text
    assert "wrong-secret" not in caplog.text
    assert server.opened == 0


async def test_slack_that_is_away_at_the_start_is_asked_again(server: SlackServer, desk: EchoDesk, clock: SetClock) -> None:
    server.workspace.failing["auth.test"] = ["internal_error", "fatal_error"]
    waits = Waits()
    async with hearing(server, desk, clock, waits=waits) as running:
        await server.sockets.wait_for("hello")
        await (await Doings(server).command("latest")).answer()
        assert running.is_connected
    assert len(waits.taken) == 2


async def test_a_bot_token_that_is_revoked_later_is_noticed(
    server: SlackServer, desk: EchoDesk, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    async with hearing(server, desk, clock, times=replace(QUICK, ask=0.05)) as running:
        await server.sockets.wait_for("hello")
        server.workspace.failing["auth.test"] = ["token_revoked"] * 3
        asked = len(server.workspace.asked("auth.test"))
        await server.workspace.wait_for("auth.test", asked + 2)
        assert not running.is_connected
        await server.workspace.wait_for("auth.test", asked + 6)
        assert running.is_connected
    assert "DESK_SLACK_BOT_TOKEN (token_revoked)" in caplog.text


async def test_a_command_over_http_is_acknowledged_and_answered(server: SlackServer, http: str) -> None:
    people = Doings(server, HttpCarrier(http, SECRET))
    asked = await people.command("latest")
    assert await asked.acked() is None
    assert said(await asked.answer()) == "Answer: latest\n"
    assert server.opened == 0


async def test_buttons_forms_menus_and_events_come_over_http_too(server: SlackServer, desk: EchoDesk, http: str) -> None:
    people = Doings(server, HttpCarrier(http, SECRET))
    assert said(await (await people.press(button("why", argument="1"))).answer()) == "Answer: why\nstory=1"
    asked = await people.command("alerts add")
    await server.workspace.wait_for("views.open")
    view = server.workspace.modals[0]
    assert (await people.suggest(view, "Theme", "tar"))["options"][0]["value"] == "tariffs"
    desk.refuses["alerts", "add"] = "Taken."
    refused = await (await people.submit(view, {"Name": "Trade"})).acked()
    assert refused is not None
    assert refused["response_action"] == "update"
    desk.refuses.clear()
    assert await (await people.submit(view, {"Name": "Trade"})).acked() is None
    assert said(await asked.answer()) == "Answer: alerts add\nname=Trade theme="
    await people.open_home()
    await server.workspace.wait_for("views.publish")


async def test_slack_makes_sure_of_the_address(http: str) -> None:
    """ "url_verification", Events API."""
    challenge = '{"token":"verification","challenge":"3eZbrw1aBm2rZgRNFdxV","type":"url_verification"}'
    answer = await HttpCarrier(http, SECRET).post(challenge, "application/json")
    assert answer == HttpAnswer(200, '{"challenge": "3eZbrw1aBm2rZgRNFdxV"}')


@pytest.mark.parametrize(
    "carrier",
    [{"secret": "0" * 32}, {"secret": SECRET, "age": 360.0}, {"secret": SECRET, "age": -360.0}],
    ids=["wrong secret", "six minutes old", "six minutes ahead"],
)
async def test_what_slack_did_not_sign_is_refused(server: SlackServer, desk: EchoDesk, http: str, carrier: dict[str, float | str]) -> None:
    sent = await Doings(server, HttpCarrier(http, **carrier)).command("latest")  # type: ignore[arg-type]
    assert sent.sent.status == 401
    assert desk.asked == []


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{", {"Content-Type": "application/json"}, 400),
        (b"\xff\xfe", {"Content-Type": "application/json; charset=utf-8"}, 400),
        (b"text=latest", {"Content-Type": "application/x-www-form-urlencoded"}, 401),
        (b"", {}, 401),
        (b"x" * 2_100_000, {"Content-Type": "application/x-www-form-urlencoded"}, 413),
    ],
    ids=["no JSON", "no text", "unsigned", "nothing", "too long"],
)
async def test_bad_requests_are_refused(http: str, body: bytes, headers: dict[str, str], status: int) -> None:
    async with aiohttp.ClientSession() as session, session.post(http, data=io.BytesIO(body), headers=headers) as answer:
        assert answer.status == status


async def test_nothing_else_is_served(http: str) -> None:
    async with aiohttp.ClientSession() as session:
        for path, status in ((http, 405), (http.replace("events", "install"), 404)):
            async with session.get(path) as answer:
                assert answer.status == status


async def test_an_event_that_is_told_again_is_answered_once(server: SlackServer, desk: EchoDesk, http: str) -> None:
    people = Doings(server, HttpCarrier(http, SECRET))
    for _ in range(2):
        event = {"type": "app_home_opened", "user": "U01MEMBER", "tab": "home"}
        assert await (await people.event(event, event_id="Ev1")).acked() is None
    await (await people.command("latest")).answer()
    assert len(desk.homes) == 1


async def test_a_port_that_is_taken_is_said_and_tried_again(
    server: SlackServer, desk: EchoDesk, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        waits = Waits(stops_at=15.0)
        async with hearing(server, desk, clock, app_token=None, signing_secret=SECRET, port=port, waits=waits) as running:
            await waits.stopped.wait()
            assert not running.is_connected
    assert f"port {port}" in caplog.text
