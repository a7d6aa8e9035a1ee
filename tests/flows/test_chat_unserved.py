"""A workspace and a server that the configuration does not name: they get the private card that says so and nothing else, until claimed."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.desk.commands.table import command_table
from tests.fakes import slack_workspace as slack_names
from tests.fakes.discord_interactions import AUTOCOMPLETE, COMMAND, command
from tests.fakes.discord_objects import MANAGE_GUILD
from tests.fakes.discord_server import CHANNEL
from tests.fakes.slack_doings import Doings
from tests.flows.chat_desk import ChatDesk
from tests.flows.chat_mistakes import LANGUAGES, Told, told_in_discord, told_in_slack
from tests.flows.chat_newsroom import ASKED, typed_after

CLAIM = ("settings", "claim")
NOT_SERVED = {"en": "does not serve this workspace", "ko": "이 워크스페이스를 지원하지 않습니다"}
CODE = re.compile(r"/alliance settings claim code:([A-Z0-9]{4}-[A-Z0-9]{4})")


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[ChatDesk]:
    async with ChatDesk(tmp_path, is_served=False) as made:
        made.configure({"none": "http://127.0.0.1:9/rss"}, alerts={"enabled": False})
        await up(made, 1)
        yield made
        assert await made.desk.stop() == 0


async def up(chat: ChatDesk, times: int) -> None:
    await chat.desk.start()
    await chat.desk.ready()
    await chat.discord.gateway.wait_for("identify", times)
    await chat.slack.wait_for_open(times)


async def code_of(chat: ChatDesk) -> str:
    """The code that the start printed."""
    found = CODE.search(await chat.desk.line(lambda line: CODE.search(line) is not None))
    assert found is not None
    return found[1]


async def in_slack(chat: ChatDesk, typed: str, user: str = slack_names.ADMIN) -> Told:
    return told_in_slack(await (await Doings(chat.slack).command(typed, user=user)).answer())


async def in_discord(
    chat: ChatDesk, path: tuple[str, ...], options: dict[str, str | int], language: str = "en", permissions: int = MANAGE_GUILD
) -> Told:
    data = command("alliance", path, options)
    return told_in_discord(await (await chat.discord.ask(COMMAND, data, locale=LANGUAGES[language], permissions=permissions)).message())


async def test_a_workspace_that_is_not_served_gets_only_the_card_that_says_so(chat: ChatDesk) -> None:
    korean = slack_names.KOREAN
    answers: list[tuple[str, Told]] = []
    for spec in command_table():
        if spec.path != CLAIM:
            typed = f"{' '.join(spec.path)} {typed_after(spec, ASKED[spec.path])}"
            answers += [("en", await in_slack(chat, typed)), ("ko", await in_slack(chat, typed, korean))]
            answers += [(tongue, await in_discord(chat, spec.path, dict(ASKED[spec.path]), tongue)) for tongue in LANGUAGES]
    answers += [("en", await in_slack(chat, "serch tariffs")), ("ko", await in_slack(chat, "serch tariffs", korean))]
    assert len(answers) == 4 * (len(command_table()) - 1) + 2
    assert [answer for _, answer in answers if not answer.is_private] == []
    assert [answer for tongue, answer in answers if NOT_SERVED[tongue] not in answer.text] == []
    offered = await chat.discord.ask(AUTOCOMPLETE, command("alliance", ("theme",), {"theme": "t"}, focused="theme"))
    assert (await offered.answered())["data"]["choices"] == []
    await Doings(chat.slack).open_home(user=slack_names.ADMIN)
    await chat.slack.workspace.wait_for("views.publish")
    assert chat.slack.workspace.messages == []
    assert chat.discord.channels[CHANNEL].messages == []
    assert chat.desk.rows("SELECT count(*) FROM subscription WHERE adapter != 'console'") == [(0,)]


async def test_a_manager_claims_a_workspace_with_the_code_that_the_start_printed(chat: ChatDesk) -> None:
    code = await code_of(chat)
    assert "Only managers" in (await in_slack(chat, f"settings claim {code}", slack_names.MEMBER)).text
    wrong = await in_slack(chat, "settings claim AAAA-AAAA")
    assert wrong.is_private
    assert NOT_SERVED["en"] in (await in_slack(chat, "status")).text
    done = await in_slack(chat, f"settings claim code:{code}")
    assert done.is_private
    assert "did not work" in wrong.text
    assert "did not work" not in done.text
    assert NOT_SERVED["en"] not in (await in_slack(chat, "status")).text
    assert "did not work" in (await in_discord(chat, CLAIM, {"code": code})).text  # it is spent
    assert await chat.desk.stop() == 0

    await up(chat, 2)
    fresh = await code_of(chat)
    assert fresh != code
    assert NOT_SERVED["en"] in (await in_discord(chat, ("status",), {})).text
    await in_discord(chat, CLAIM, {"code": fresh.lower().replace("-", " ")})
    assert NOT_SERVED["en"] not in (await in_discord(chat, ("status",), {})).text
    assert await chat.desk.stop() == 0

    await up(chat, 3)
    await in_slack(chat, "help")
    assert [line for line in chat.desk.lines if CODE.search(line)] == []
