"""Mistakes and mishaps in chat: a short, private answer in the asker's own language, and no secret in the log."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.model import Filter
from tests.fakes import discord_interactions as interactions
from tests.fakes import slack_workspace as slack_names
from tests.fakes.discord_interactions import COMMAND, COMPONENT, command
from tests.fakes.discord_objects import MANAGE_GUILD
from tests.fakes.discord_server import TOKEN
from tests.fakes.slack_doings import Doings
from tests.flows.chat_desk import ChatDesk
from tests.flows.chat_mistakes import (
    KOREAN_ADMIN,
    MISTAKES,
    ODD,
    discord_buttons,
    slack_buttons,
    told,
    told_in_discord,
    told_in_slack,
    up,
)
from tests.flows.chat_newsroom import discord_text, slack_text
from tests.flows.flood_server import FloodServer

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("chat-mistakes")]

SHORT = 420
"""Characters of the longest refusal, with the usage of a command."""

HANGUL = re.compile(r"[가-힣]")
ALERTS = ("C0MISHAP", "1400000000000000401")
NOT_THERE = ("C0NOTTHERE", "1400000000000000402")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[FloodServer]:
    running = FloodServer(("one",), lambda moment: None)
    await running.start()
    yield running
    await running.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chat(server: FloodServer, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[ChatDesk]:
    """A running desk with a channel on each platform that hears everything."""
    async with ChatDesk(tmp_path_factory.mktemp("mistakes")) as made:
        slack, discord = made.slack_channel(ALERTS[0]), made.discord_channel(ALERTS[1])
        await up(made, server)
        assert await made.desk.stop() == 0
        await made.subscribe((slack, Filter()), (discord, Filter()))
        await made.desk.start()
        await made.desk.ready()
        await made.discord.gateway.wait_for("identify", 2)
        await made.slack.wait_for_open(2)
        yield made
        assert await made.desk.stop() == 0


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("platform", ["Slack", "Discord"])
@pytest.mark.parametrize("name", MISTAKES)
async def test_a_mistake_is_answered_shortly_privately_and_in_the_askers_language(
    chat: ChatDesk, name: str, platform: str, language: str
) -> None:
    mistake = MISTAKES[name]
    answer = await told(chat, platform, mistake, language)
    if mistake.only_slack and platform == "Discord":
        assert answer.text
        return
    assert answer.is_private
    assert 20 < len(answer.text) <= SHORT
    assert bool(HANGUL.search(answer.text)) == (language == "ko")


async def test_a_form_that_slack_gave_up_waiting_for_is_said_to_the_asker(chat: ChatDesk) -> None:
    for user, words in ((slack_names.ADMIN, "try again"), (KOREAN_ADMIN, "다시 시도하십시오")):
        late = chat.slack.workspace.new_trigger()
        chat.slack.workspace.let_expire(late)
        answer = told_in_slack(await (await Doings(chat.slack).command("alerts add", user=user, trigger=late)).answer())
        assert answer.is_private
        assert words in answer.text


async def test_an_answer_whose_address_has_expired_comes_another_way_and_privately(chat: ChatDesk) -> None:
    whispers = chat.slack.workspace.whispers
    before = len(whispers)
    asked = await Doings(chat.slack).command("serch tariffs")
    assert asked.url is not None
    asked.url.failing.append((404, "expired_url"))
    await asked.acked()
    answers = await chat.slack.workspace.wait_for("chat.postEphemeral", before + 1)
    assert answers["user"] == slack_names.MEMBER
    assert "search" in slack_text(answers)


async def test_an_interaction_that_discord_gave_up_is_logged_and_the_next_one_is_answered(chat: ChatDesk) -> None:
    said = len(chat.desk.lines)
    late = await chat.discord.ask(COMMAND, command("alliance", ("status",), {}), waited=10.0)
    await chat.desk.until(lambda: next((line for line in chat.desk.lines[said:] if "was not acknowledged" in line), None))
    assert late.callback is None
    assert late.messages == {}
    answer = told_in_discord(await (await chat.discord.ask(COMMAND, command("alliance", ("status",), {}))).message())
    assert answer.is_private


async def test_a_double_click_is_answered_once_in_slack(chat: ChatDesk, server: FloodServer) -> None:
    alert, _ = await an_alert(chat, server)
    why = slack_buttons(alert)["Why these tags"]
    doings = Doings(chat.slack)
    first = await doings.press(why, channel=ALERTS[0], ts=alert["ts"])
    second = await doings.press(why, channel=ALERTS[0], ts=alert["ts"])
    answer = told_in_slack(await first.answer())
    assert answer.is_private
    await second.acked()
    await (await doings.command("help")).answer()  # what came after both is answered by now
    assert second.url is not None
    assert second.url.messages == []


async def test_a_double_click_in_discord_changes_nothing_twice(chat: ChatDesk, server: FloodServer) -> None:
    _, alert = await an_alert(chat, server)
    mute = discord_buttons(alert)["Mute this story"]
    clicks = [await press(chat, alert, mute) for _ in range(2)]
    answers = [told_in_discord(await click.message()) for click in clicks]
    story = re.findall(r":(\d+)$", mute)[0]
    assert chat.desk.rows(f"SELECT count(*) FROM muted_story WHERE story_id = {story} AND adapter = 'discord'") == [(1,)]
    assert all(answer.text for answer in answers)
    assert "went wrong" not in answers[1].text


async def test_a_button_of_a_deleted_message_is_answered_privately(chat: ChatDesk, server: FloodServer) -> None:
    slack, discord = await an_alert(chat, server)
    chat.slack.workspace.posts.delete(ALERTS[0], slack["ts"])
    chat.discord.channels[ALERTS[1]].messages.remove(discord)
    pressed = await Doings(chat.slack).press(
        slack_buttons(slack)["Why these tags"], user=slack_names.KOREAN, channel=ALERTS[0], ts=slack["ts"]
    )
    answer = told_in_slack(await pressed.answer())
    assert answer.is_private
    assert HANGUL.search(answer.text)
    answer = told_in_discord(await (await press(chat, discord, discord_buttons(discord)["Why these tags"], locale="ko")).message())
    assert answer.is_private
    assert HANGUL.search(answer.text)


async def test_a_member_may_not_mute_by_a_button(chat: ChatDesk, server: FloodServer) -> None:
    slack, discord = await an_alert(chat, server)
    before = chat.desk.rows("SELECT count(*) FROM muted_story")
    pressed = await Doings(chat.slack).press(slack_buttons(slack)["Mute this story"], channel=ALERTS[0], ts=slack["ts"])
    asked = await press(chat, discord, discord_buttons(discord)["Mute this story"], permissions=0)
    for answer in (told_in_slack(await pressed.answer()), told_in_discord(await asked.message())):
        assert answer.is_private
        assert "Only managers" in answer.text
    assert chat.desk.rows("SELECT count(*) FROM muted_story") == before


async def test_a_channel_that_the_bot_is_not_in_is_paused_and_said(chat: ChatDesk, server: FloodServer) -> None:
    slack, discord = NOT_THERE
    chat.slack.workspace.channels[slack] = slack_names.channel(slack, "nobody", is_member=False)
    chat.discord.add_channel(discord).may_view = False
    options = {"name": "Nobody", "relevance": "none"}
    added = await Doings(chat.slack).command("alerts add Nobody relevance:none", user=slack_names.ADMIN, channel=slack)
    assert slack_text(await added.answer())
    data = command("alliance", ("alerts", "add"), options)
    assert discord_text(await (await chat.discord.ask(COMMAND, data, channel=chat.discord.channels[discord])).message())
    server.publish(1)
    paused = "SELECT count(*) FROM subscription WHERE name = 'Nobody' AND is_paused AND paused_because IS NOT NULL"
    await chat.desk.stored(paused, 2)
    await chat.desk.stored("SELECT count(*) FROM delivery WHERE purpose = 'notice' AND adapter = 'console' AND state = 'sent'", 2)
    listed = await Doings(chat.slack).command("알림 목록", user=KOREAN_ADMIN, channel=slack)
    answer = told_in_slack(await listed.answer())
    assert answer.is_private
    assert HANGUL.search(answer.text)


async def test_the_log_holds_no_secret_no_typed_text_and_no_error_of_the_desk(chat: ChatDesk) -> None:
    for platform in ("Slack", "Discord"):
        for mistake in MISTAKES.values():
            await told(chat, platform, mistake, "en")
    said = "\n".join(chat.desk.lines)
    assert "Slack is connected" in said
    secrets = (slack_names.BOT_TOKEN, slack_names.APP_TOKEN, TOKEN, ODD, "tariffs tariffs", "Traceback")
    assert [words for words in secrets if words in said] == []


async def an_alert(chat: ChatDesk, server: FloodServer) -> tuple[dict[str, Any], dict[str, Any]]:
    """Let an article appear; the alert on it in Slack and in Discord."""
    discord = chat.discord.channels[ALERTS[1]].messages
    posts, messages = len(chat.slack.workspace.posts.of(ALERTS[0])), len(discord)
    server.publish(1)
    await chat.desk.until_polled(lambda: len(chat.slack.workspace.posts.of(ALERTS[0])) > posts and len(discord) > messages)
    return chat.slack.workspace.posts.of(ALERTS[0])[-1], discord[-1]


async def press(
    chat: ChatDesk, message: dict[str, Any], carried: str, *, locale: str = "en-US", permissions: int = MANAGE_GUILD
) -> interactions.Asked:
    data = {"custom_id": carried, "component_type": 2}
    channel = chat.discord.channels[ALERTS[1]]
    return await chat.discord.ask(COMPONENT, data, channel=channel, message=message, locale=locale, permissions=permissions)
