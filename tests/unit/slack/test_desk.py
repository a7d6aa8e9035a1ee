"""The real desk behind Slack: every command of the table, claims, rights, forms."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.adapters.slack.buttons import button
from bot.adapters.slack.drawn import CardDrawing
from bot.adapters.slack.hearing import Hearing
from bot.desk.access import Access
from bot.desk.card import Action
from bot.desk.commands.answer import Answerer
from bot.desk.commands.table import command_table
from bot.desk.phrases import load_phrases
from bot.model import Destination
from tests.fakes.slack_doings import Asked, Doings, SlackServer
from tests.fakes.slack_workspace import ADMIN, CHANNEL, GROUP, KOREAN, MEMBER, TEAM
from tests.golden.newsroom import Newsroom, load
from tests.unit.slack.listening import hearing, words

CODE = "K7QM-2XRF"


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer() as running:
        yield running


@pytest.fixture
def newsroom() -> Newsroom:
    return load("harbour")


def answerer_of(newsroom: Newsroom, *, is_served: bool = True) -> Answerer:
    allowed = [("slack", TEAM)] if is_served else []
    return Answerer(
        newsroom.store,
        analyst=newsroom.analyst,
        pages=newsroom.pages,
        feeds=newsroom.feeds,
        clock=newsroom.clock,
        book=load_phrases(),
        zone=newsroom.zone,
        access=Access(newsroom.store, allowed, CODE, newsroom.clock),
    )


@pytest.fixture
async def heard(server: SlackServer, newsroom: Newsroom) -> AsyncIterator[Hearing]:
    async with hearing(server, answerer_of(newsroom), newsroom.clock, drawing=CardDrawing()) as running:
        yield running


@pytest.fixture
def people(server: SlackServer, heard: Hearing) -> Doings:
    return Doings(server)


async def answered(server: SlackServer, asked: Asked) -> None:
    """Until a message or a form came."""
    ways = [asyncio.create_task(asked.answer()), asyncio.create_task(server.workspace.wait_for("views.open"))]
    done, rest = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    for way in rest:
        way.cancel()
    await asyncio.gather(*done)


@pytest.mark.parametrize("example", [example for spec in command_table() for example in spec.examples])
async def test_every_command_of_the_table_is_answered(server: SlackServer, people: Doings, example: str) -> None:
    """By a message, or by its form."""
    asked = await people.command(example.partition(" ")[2], user=ADMIN)
    await answered(server, asked)
    if asked.url is not None and asked.url.messages:
        assert "went wrong" not in words(asked.url.messages[0])
        assert "There is no command" not in words(asked.url.messages[0])
        assert "There is no option" not in words(asked.url.messages[0])


async def test_a_workspace_that_nobody_claimed_gets_nothing_until_it_is_claimed(server: SlackServer, newsroom: Newsroom) -> None:
    people = Doings(server)
    async with hearing(server, answerer_of(newsroom, is_served=False), newsroom.clock, drawing=CardDrawing()):
        refused = await (await people.command("latest")).answer()
        assert refused["response_type"] == "ephemeral"
        assert "does not serve" in words(refused)
        await people.open_home()
        await server.workspace.wait_for("views.publish")
        assert "does not serve" in words(server.workspace.homes[MEMBER])
        await (await people.command(f"settings claim code:{CODE}", user=ADMIN)).answer()
        assert words(await (await people.command("latest")).answer()).startswith("Latest stories")


async def test_members_look_and_admins_manage(people: Doings, newsroom: Newsroom) -> None:
    before = len(newsroom.store.owned)
    refused = await (await people.command("alerts add Mine")).answer()
    assert refused["response_type"] == "ephemeral"
    assert len(newsroom.store.owned) == before
    await (await people.command("alerts add Mine", user=ADMIN)).answer()
    added = newsroom.store.owned[-1]
    assert (added.name, added.destination) == ("Mine", Destination("slack", TEAM, CHANNEL))


async def test_a_group_that_is_named_manages(people: Doings, newsroom: Newsroom) -> None:
    await (await people.command(f"settings managers add:<!subteam^{GROUP}|@korea-desk>", user=ADMIN)).answer()
    await (await people.command("alerts add Theirs", user=MEMBER)).answer()
    assert newsroom.store.owned[-1].name == "Theirs"


async def test_the_form_of_an_alert_is_filled_in_and_makes_it(server: SlackServer, people: Doings, newsroom: Newsroom) -> None:
    asked = await people.command("alerts add", user=ADMIN)
    await server.workspace.wait_for("views.open")
    view = server.workspace.modals[0]
    assert await (await people.submit(view, {"Name": "Trade"}, user=ADMIN)).acked() is None
    await asked.answer()
    assert newsroom.store.owned[-1].name == "Trade"


async def test_a_member_gets_no_form(server: SlackServer, people: Doings) -> None:
    assert (await (await people.command("alerts add")).answer())["response_type"] == "ephemeral"
    assert server.workspace.modals == []


async def test_a_wrong_tag_is_reported_by_a_form(server: SlackServer, people: Doings, newsroom: Newsroom) -> None:
    asked = await people.press(button(Action(("report",), "Wrong tag", "1")) or {})
    await server.workspace.wait_for("views.open")
    sent = await people.submit(server.workspace.modals[0], {"What is wrong?": "It is about ships, not cars."})
    assert await sent.acked() is None
    assert (await asked.answer())["response_type"] == "ephemeral"
    (report,) = newsroom.store.reports
    assert (report.story_id, report.note, report.person) == (1, "It is about ships, not cars.", f"slack:{MEMBER}")
    assert report.place == Destination("slack", TEAM, CHANNEL)


async def test_a_korean_reader_gets_korean_forms_and_answers(server: SlackServer, people: Doings) -> None:
    answer = await (await people.command("status", user=KOREAN)).answer()
    assert words(answer).startswith("데스크 상태")
