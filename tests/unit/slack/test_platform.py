"""Slack as the composition root sees it: an adapter that sends, a connection that is kept, a check."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.adapters.slack.platform import SlackPlatform
from bot.desk.card import Action, Card, line
from bot.model import Destination, Sent
from tests.fakes.chat_desk import EchoDesk
from tests.fakes.desk_parts import SetClock
from tests.fakes.slack_doings import Doings, SlackServer
from tests.fakes.slack_workspace import ADMIN, APP_TOKEN, BOT_TOKEN, CHANNEL, ELSEWHERE, TEAM, Json
from tests.unit.slack.listening import NOW, QUICK


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer() as running:
        yield running


@pytest.fixture
def desk() -> EchoDesk:
    return EchoDesk()


@asynccontextmanager
async def running(server: SlackServer, desk: EchoDesk, *, app_token: str | None = APP_TOKEN) -> AsyncIterator[SlackPlatform]:
    async with SlackPlatform(BOT_TOKEN, app_token, desk, SetClock(NOW), api=server.api, times=QUICK) as platform:
        task = asyncio.create_task(platform.run())
        try:
            yield platform
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def buttons(message: Json) -> list[Json]:
    """The buttons of a message, wherever they stand."""
    found: list[Json] = []
    for block in message["blocks"]:
        found += [part for part in (block.get("accessory"), *block.get("elements", ())) if part and part.get("type") == "button"]
    return found


async def test_it_hears_and_answers_with_the_desks_own_drawing(server: SlackServer, desk: EchoDesk) -> None:
    async with running(server, desk) as platform:
        answer = await (await Doings(server).command("latest limit:3")).answer()
        assert answer["text"].startswith("Answer: latest")
        assert platform.is_connected
    assert not platform.is_connected


async def test_a_button_of_an_alert_from_before_a_restart_is_answered(server: SlackServer, desk: EchoDesk) -> None:
    card = Card("en", line("Talks"), "Talks", actions=(Action(("why",), "Why", "17"),))
    async with running(server, desk) as first:
        assert isinstance(await first.adapter.send(Destination("slack", TEAM, CHANNEL), card, "key-1"), Sent)
    (button,) = buttons(server.workspace.messages[0])
    async with running(server, desk):
        await (await Doings(server).press(button)).answer()
    assert (desk.asked[0].path, dict(desk.asked[0].options)) == (("why",), {"story": "17"})


async def test_a_form_is_opened_filled_in_and_answered(server: SlackServer, desk: EchoDesk) -> None:
    people = Doings(server)
    async with running(server, desk):
        asked = await people.command("alerts add", user=ADMIN)
        await server.workspace.wait_for("views.open")
        view = server.workspace.modals[0]
        offered = await people.suggest(view, "Theme", "tar", user=ADMIN)
        assert offered["options"][0]["value"] == "tariffs"
        sent = await people.submit(view, {"Name": "Trade & <steel>", "Theme": ["tariffs"]}, user=ADMIN)
        assert await sent.acked() is None
        await asked.answer()
    (request,) = desk.asked
    assert request.is_submitted
    assert dict(request.options) == {"name": "Trade & <steel>", "theme": "tariffs"}


async def test_a_form_that_is_refused_keeps_what_was_typed(server: SlackServer, desk: EchoDesk) -> None:
    people = Doings(server)
    async with running(server, desk):
        await people.command("alerts add", user=ADMIN)
        await server.workspace.wait_for("views.open")
        view = server.workspace.modals[0]
        desk.refuses["alerts", "add"] = "That name is taken."
        for _ in range(2):  # the reason stands there once, however often it is refused
            answer = await (await people.submit(view, {"Name": "Trade"}, user=ADMIN)).acked()
            assert answer is not None
            assert answer["response_action"] == "update"
            view = server.workspace.updated(view, answer["view"])
            assert str(view["blocks"]).count("That name is taken.") == 1
        desk.refuses.clear()
        assert await (await people.submit(view, {"Name": "Steel"}, user=ADMIN)).acked() is None


async def test_home_shows_the_desks_card(server: SlackServer, desk: EchoDesk) -> None:
    async with running(server, desk):
        await Doings(server).open_home(user=ADMIN)
        view = (await server.workspace.wait_for("views.publish"))["view"]
    assert "The alerts of this workspace" in str(view)


async def test_check_asks_slack(server: SlackServer, desk: EchoDesk) -> None:
    async with SlackPlatform(BOT_TOKEN, APP_TOKEN, desk, SetClock(NOW), api=server.api) as platform:
        found = await platform.check([CHANNEL, ELSEWHERE])
    assert [one.ok for one in found] == [True, True, True, True, False]
    assert server.sockets.history["open"] == 0


def test_bolt_is_loaded_only_when_the_desk_listens() -> None:
    code = "import sys, bot.adapters.slack.platform; sys.exit('slack_bolt' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
