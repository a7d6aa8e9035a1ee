"""`/alliance trend` in Slack: the picture in the channel with its description, the words beside it, and what comes where it cannot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.adapters.slack.drawn import CardDrawing
from bot.adapters.slack.uploads import SCOPE
from tests.fakes.slack_doings import Doings, SlackServer
from tests.fakes.slack_faults import Stalls
from tests.fakes.slack_workspace import CHANNEL, ELSEWHERE, KOREAN
from tests.golden.newsroom import load
from tests.unit.slack.listening import hearing, words
from tests.unit.slack.test_desk import answerer_of

PNG_START = b"\x89PNG\r\n\x1a\n"
TREND = "trend actor:united-states since:7d"
BLOCKS = "▁▁▁▁▁▁▅█"
"""The same in characters: nothing on six days, then one article and two."""


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer() as running:
        yield running


@pytest.fixture
async def people(server: SlackServer) -> AsyncIterator[Doings]:
    newsroom = load("harbour")
    async with hearing(server, answerer_of(newsroom), newsroom.clock, drawing=CardDrawing()):
        await server.sockets.wait_for("hello")
        yield Doings(server)


async def test_the_picture_stands_in_the_channel_and_the_words_beside_it(server: SlackServer, people: Doings) -> None:
    answer = await (await people.command(TREND)).answer()
    (picture,) = server.workspace.files.all
    assert picture.content is not None
    assert picture.content.startswith(PNG_START)
    assert picture.shared_in == [CHANNEL]
    assert picture.title == "Trend: United States, articles by day"
    assert picture.alt.startswith("Column chart. Trend: United States, by day, 3 Mar to 10 Mar. 3 articles since 3 Mar.")
    assert [message["files"][0]["id"] for message in server.workspace.posts.of(CHANNEL)] == [picture.id]
    assert "3 articles since 3 Mar" in words(answer)
    assert BLOCKS not in words(answer)


async def test_a_korean_reader_gets_a_korean_description(server: SlackServer, people: Doings) -> None:
    await (await people.command(TREND, user=KOREAN)).answer()
    assert server.workspace.files.all[0].alt.startswith("막대그래프. 보도 추이: 미국, 일별, 3월 3일부터 3월 10일까지.")


async def test_without_the_right_the_chart_comes_in_characters_and_says_why(server: SlackServer, people: Doings) -> None:
    server.workspace.scopes.remove(SCOPE)
    english = words(await (await people.command(TREND)).answer())
    assert BLOCKS in english
    assert "lacks the right files:write" in english
    assert "files:write 권한이 없어" in words(await (await people.command(TREND, user=KOREAN)).answer())
    assert server.workspace.posts.of(CHANNEL) == []


async def test_where_the_app_is_not_the_chart_comes_in_characters(server: SlackServer, people: Doings) -> None:
    answer = words(await (await people.command(TREND, channel=ELSEWHERE)).answer())
    assert BLOCKS in answer
    assert "/invite" in answer


async def test_a_failed_upload_costs_only_the_picture(server: SlackServer, people: Doings) -> None:
    server.workspace.files.refuses = [500]
    assert BLOCKS in words(await (await people.command(TREND)).answer())
    server.workspace.failing["files.completeUploadExternal"] = ["internal_error"]
    assert BLOCKS in words(await (await people.command(TREND)).answer())
    assert server.workspace.posts.of(CHANNEL) == []


async def test_what_a_button_shows_to_one_person_is_not_shared_with_the_channel(server: SlackServer, people: Doings) -> None:
    answer = await (await people.command(TREND)).answer()
    button = next(element for block in answer["blocks"] if block["type"] == "actions" for element in block["elements"])
    pressed = await (await people.press(button)).answer()
    assert pressed["response_type"] == "ephemeral"
    assert "Tone over time: United States" in words(pressed)
    assert "Cooperation" in words(pressed)
    assert len(server.workspace.files.all) == 1


async def test_a_slow_upload_keeps_nobody_else_waiting(server: SlackServer, people: Doings) -> None:
    """Other questions are answered while one picture is on its way."""
    until = asyncio.Event()
    server.faults["files.completeUploadExternal"] = [Stalls(until)]
    trend = await people.command(TREND)
    assert "Latest stories" in words(await (await people.command("latest")).answer())
    until.set()
    assert "3 articles" in words(await trend.answer())
