"""Socket Mode: the real clients of slack_bolt and slack_sdk against a local Slack that drops, refuses, goes deaf and asks to come again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.app import Identity, build_app
from bot.adapters.slack.jobs import Jobs
from bot.adapters.slack.link import Link
from bot.adapters.slack.quiet import sdk_log
from bot.adapters.slack.socket import Socket
from bot.adapters.slack.watchdog import Times
from tests.fakes.desk_parts import SetClock
from tests.fakes.slack_doings import Asked, Doings, SlackServer, settled
from tests.fakes.slack_workspace import APP_TOKEN, BOT, BOT_TOKEN, BOT_USER, TEAM

QUICK = Times(ping=0.2, tick=0.05, connect=2.0, close=0.2, drain=0.1, rotate=3_600.0)


class Ear:
    """Takes down what it hears."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Mapping[str, Any]]] = []
        self.changed = asyncio.Condition()
        self.holds = asyncio.Event()
        self.holds.set()

    async def on_command(self, body: Mapping[str, Any]) -> None:
        await self._hear("command", body)

    async def on_button(self, body: Mapping[str, Any]) -> None:
        await self._hear("button", body)

    async def on_message(self, body: Mapping[str, Any]) -> None:
        await self._hear("message", body)

    async def on_home(self, body: Mapping[str, Any]) -> None:
        await self._hear("home", body)

    async def on_form(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        await self._hear("form", body)
        return {}

    async def on_typing(self, body: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
        await self._hear("typing", body)
        return [{"text": {"type": "plain_text", "text": body["value"]}, "value": "1"}]

    async def count(self, what: str, times: int) -> None:
        async with asyncio.timeout(20.0), self.changed:
            await self.changed.wait_for(lambda: [kind for kind, _ in self.heard].count(what) >= times)

    async def _hear(self, what: str, body: Mapping[str, Any]) -> None:
        await self.holds.wait()
        async with self.changed:
            self.heard.append((what, body))
            self.changed.notify_all()


class Waits:
    """Takes waits without waiting."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        await asyncio.sleep(0)


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer(retry_seconds=0.3) as running:
        yield running


@asynccontextmanager
async def listening(
    server: SlackServer, ear: Ear, *, times: Times = QUICK, app_token: str = APP_TOKEN, waits: Waits | None = None
) -> AsyncIterator[Socket]:
    jobs = Jobs()
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(base_url=server.api, session=session, logger=sdk_log())
        clock = SetClock(datetime(2026, 11, 25, 9, tzinfo=UTC))
        app = build_app(BOT_TOKEN, client, Identity(TEAM, BOT_USER, BOT), ear, jobs=jobs, clock=clock)
        socket = Socket(lambda: Link(app, app_token, times), times, sleep=waits or Waits())
        task = asyncio.create_task(socket.run())
        try:
            yield socket
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await jobs.end(1.0)


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
async def socket(server: SlackServer, ear: Ear) -> AsyncIterator[Socket]:
    async with listening(server, ear) as running:
        await server.sockets.wait_for("hello")
        yield running


@pytest.fixture
def people(server: SlackServer) -> Doings:
    return Doings(server)


async def is_heard(people: Doings, ear: Ear) -> Asked:
    """Somebody types a command, and it is heard."""
    before = len(ear.heard)
    asked = await people.command("latest")
    assert await asked.acked() is None
    await ear.count("command", before + 1)
    return asked


async def test_a_command_is_acknowledged_before_it_is_answered(people: Doings, ear: Ear, socket: Socket) -> None:
    ear.holds.clear()
    asked = await people.command("latest")
    await asked.acked()
    assert ear.heard == []
    ear.holds.set()
    await ear.count("command", 1)
    assert ear.heard[0][1]["text"] == "latest"


async def test_twenty_commands_at_once_are_each_acknowledged_and_heard_once(people: Doings, ear: Ear, socket: Socket) -> None:
    asked = await asyncio.gather(*(people.command(f"latest limit:{number}") for number in range(20)))
    await asyncio.gather(*(one.acked() for one in asked))
    await ear.count("command", 20)
    assert sorted(body["text"] for _, body in ear.heard) == sorted(f"latest limit:{number}" for number in range(20))
    assert all(one.envelope.acked_after is not None and one.envelope.acked_after < 3.0 for one in asked)


async def test_an_envelope_that_comes_again_is_acknowledged_again_and_answered_once(
    server: SlackServer, people: Doings, ear: Ear, socket: Socket
) -> None:
    asked = await is_heard(people, ear)
    await server.sockets.send_again(asked.envelope)
    await server.sockets.wait_for("ack", 2)
    await settled()
    assert len(ear.heard) == 1


async def test_everything_that_slack_tells_has_somebody_who_hears_it(people: Doings, ear: Ear, socket: Socket) -> None:
    view = {
        "id": "V1",
        "type": "modal",
        "callback_id": "any",
        "private_metadata": "",
        "blocks": [
            {
                "type": "input",
                "block_id": "b",
                "label": {"type": "plain_text", "text": "Theme"},
                "element": {"type": "external_select", "action_id": "a"},
            }
        ],
    }
    for asked in (
        await people.press({"type": "button", "action_id": "x", "value": "1"}),
        await people.press_at_home({"type": "button", "action_id": "x", "value": "1"}),
        await people.analyze_message({"text": "Seoul"}),
        await people.open_home(),
        await people.submit(view, {}),
    ):
        assert await asked.acked() is None
    assert (await people.suggest(view, "Theme", "car"))["options"] == [{"text": {"type": "plain_text", "text": "car"}, "value": "1"}]
    await ear.count("typing", 1)
    assert sorted(kind for kind, _ in ear.heard) == ["button", "button", "form", "home", "message", "typing"]


@pytest.mark.parametrize(
    "event",
    [
        {"type": "app_home_opened", "user": "U01MEMBER", "channel": "D01", "tab": "messages"},
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"bot": ["U01DESK"]}},
        {"type": "something_new"},
    ],
    ids=lambda event: event["type"],
)
async def test_an_event_without_an_answer_is_acknowledged(people: Doings, ear: Ear, socket: Socket, event: dict[str, Any]) -> None:
    assert await (await people.event(event)).acked() is None
    await is_heard(people, ear)
    assert len(ear.heard) == 1


async def test_it_is_connected_once_it_was_greeted(server: SlackServer, ear: Ear) -> None:
    server.sockets.answers_hello = False
    async with listening(server, ear) as socket:
        await server.sockets.wait_for("open")
        await settled()
        assert not socket.is_connected


async def test_a_connection_that_is_dropped_is_followed_by_another(server: SlackServer, people: Doings, ear: Ear, socket: Socket) -> None:
    await is_heard(people, ear)
    await server.sockets.drop()
    await server.sockets.wait_for("hello", 2)
    await is_heard(people, ear)
    assert socket.is_connected


async def test_a_connection_that_looks_open_and_is_lost_is_followed_by_another(
    server: SlackServer, people: Doings, ear: Ear, socket: Socket
) -> None:
    await is_heard(people, ear)
    server.sockets.lose()
    lost = await people.command("search lost")
    await server.sockets.wait_for("hello", 2)
    await lost.acked()
    await ear.count("command", 2)
    assert ear.heard[-1][1]["text"] == "search lost"


async def test_a_connection_is_renewed_from_time_to_time_and_the_former_closed_after(server: SlackServer, people: Doings, ear: Ear) -> None:
    async with listening(server, ear, times=replace(QUICK, rotate=0.4)):
        await server.sockets.wait_for("hello")
        server.sockets.mute()  # it answers pings and tells nothing any more, which no ping shows
        deaf = await people.command("search deaf")
        await server.sockets.wait_for("hello", 2)
        assert len(server.sockets.open_links) == 2
        await deaf.acked()
        await server.sockets.wait_for("close", 1)


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_slack_may_ask_to_come_again(server: SlackServer, people: Doings, ear: Ear, socket: Socket, reason: str) -> None:
    server.sockets.disconnect_grace = 1_000.0
    await server.sockets.disconnect(reason)
    await server.sockets.wait_for("hello", 2)
    await is_heard(people, ear)
    await server.sockets.wait_until_open(1)


@pytest.mark.parametrize("reason", ["link_disabled", "too_many_websockets"])
async def test_a_connection_that_slack_does_not_want_is_said_and_tried_until_it_does(
    server: SlackServer, ear: Ear, socket: Socket, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.refusing_opens = ["internal_error"] * 3
    await server.sockets.disconnect(reason)
    await server.sockets.wait_for("hello", 2)
    await is_heard(Doings(server), ear)
    assert f"Slack said {reason}" in caplog.text


async def test_nothing_is_lost_while_slack_ends_a_connection(server: SlackServer, people: Doings, ear: Ear, socket: Socket) -> None:
    server.sockets.disconnect_grace = 0.0
    asked = [await people.command(f"latest limit:{number}") for number in range(5)]
    await server.sockets.disconnect("refresh_requested")
    asked += [await people.command(f"latest limit:{number}") for number in range(5, 10)]
    for one in asked:
        await one.acked()
    await ear.count("command", 10)
    assert len({body["text"] for _, body in ear.heard}) == len(ear.heard) == 10


async def test_a_first_connection_that_is_refused_is_followed_by_another(server: SlackServer, people: Doings, ear: Ear) -> None:
    server.refusing_opens = [500, "internal_error", 503]
    waits = Waits()
    async with listening(server, ear, waits=waits):
        await is_heard(people, ear)
    assert len(waits.taken) == 3
    assert all(0.8 * 2**number <= wait <= 1.2 * 2**number for number, wait in enumerate(waits.taken))


async def test_a_handshake_that_is_refused_is_followed_by_another(server: SlackServer, people: Doings, ear: Ear) -> None:
    server.sockets.refusing_links = 2
    async with listening(server, ear):
        await is_heard(people, ear)
    assert server.sockets.history["refused"] == 2


async def test_waits_between_tries_grow_to_a_limit(server: SlackServer, people: Doings, ear: Ear) -> None:
    server.refusing_opens = ["internal_error"] * 12
    waits = Waits()
    async with listening(server, ear, waits=waits):
        await server.sockets.wait_for("hello")
    assert max(waits.taken) <= 1.2 * QUICK.longest_wait
    assert waits.taken[-1] >= 0.8 * QUICK.longest_wait


async def test_a_wrong_token_is_said_by_name_and_tried_again_after_long(
    server: SlackServer, ear: Ear, caplog: pytest.LogCaptureFixture
) -> None:
    waited = asyncio.Event()

    class Once(Waits):
        async def __call__(self, seconds: float) -> None:
            self.taken.append(seconds)
            waited.set()
            await asyncio.Event().wait()

    waits = Once()
    async with listening(server, ear, app_token="xapp-1-wrong-secret", waits=waits) as socket:
        await waited.wait()
        assert not socket.is_connected
    assert waits.taken == [QUICK.token_wait]
    assert "DESK_SLACK_APP_TOKEN" in caplog.text
    assert "wrong-secret" not in caplog.text


async def test_no_ticket_and_no_token_is_logged(server: SlackServer, people: Doings, ear: Ear, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    server.sockets.refusing_links = 2
    async with listening(server, ear):
        await is_heard(people, ear)
        await server.sockets.disconnect("warning")
        await server.sockets.wait_for("hello", 2)
        await server.sockets.drop()
        await server.sockets.wait_for("hello", 3)
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.split(".")[0] in ("bot", "slack_bolt", "slack_sdk"))
    assert "Slack is connected" in ours
    for secret in ("ticket-", APP_TOKEN, BOT_TOKEN, "/actions/"):
        assert secret not in ours


async def test_it_is_said_whether_it_is_connected(server: SlackServer, people: Doings, ear: Ear, socket: Socket) -> None:
    await is_heard(people, ear)
    assert socket.is_connected
    server.refusing_opens = ["internal_error"] * 1_000
    await server.sockets.drop()
    await server.sockets.wait_until_open(0)
    server.opened = 0
    await server.wait_for_open()
    assert not socket.is_connected


async def test_nothing_is_left_open_at_the_end(server: SlackServer, ear: Ear) -> None:
    async with listening(server, ear):
        await server.sockets.wait_for("hello")
        await server.sockets.disconnect("refresh_requested")
        await server.sockets.wait_for("hello", 2)
    await server.sockets.wait_until_open(0)
