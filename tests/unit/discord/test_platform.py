"""The real client of discord.py against a local Discord: commands, buttons, completion, who may, and a gateway that misbehaves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.discord.adapter import destination_of
from bot.adapters.discord.platform import DIGESTS, TOKEN_WAIT, DiscordPlatform
from bot.desk.access import Access
from bot.desk.card import Action, Card, line
from bot.desk.commands.answer import Answerer
from bot.desk.phrases import load_phrases
from bot.model import Sent
from tests.fakes import discord_objects as objects
from tests.fakes.discord_faults import Fails, Resets, TooMany
from tests.fakes.discord_interactions import AUTOCOMPLETE, COMMAND, COMPONENT, Asked, command
from tests.fakes.discord_places import clients_go_to
from tests.fakes.discord_server import CHANNEL, GUILD, TOKEN, DiscordServer
from tests.golden.newsroom import Newsroom, load
from tests.unit.discord.cards import custom_ids, text_of

EPHEMERAL = 64
MEMBER = objects.VIEW_CHANNEL


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as running:
        with clients_go_to(running):
            yield running


@pytest.fixture
def newsroom() -> Newsroom:
    return load("harbour")


def answerer_of(newsroom: Newsroom, serves: Collection[str] = (GUILD,)) -> Answerer:
    return Answerer(
        newsroom.store,
        analyst=newsroom.analyst,
        pages=newsroom.pages,
        feeds=newsroom.feeds,
        clock=newsroom.clock,
        book=load_phrases(),
        zone=newsroom.zone,
        access=Access(newsroom.store, [("discord", str(guild)) for guild in serves], None, newsroom.clock),
    )


class Waits:
    """Takes the platform's waits between two lives without waiting."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        await asyncio.sleep(0)


@asynccontextmanager
async def running(
    server: DiscordServer,
    newsroom: Newsroom,
    folder: Path,
    *,
    token: str = TOKEN,
    serves: Collection[str] = (GUILD,),
    waits: Waits | None = None,
) -> AsyncIterator[DiscordPlatform]:
    platform = DiscordPlatform(
        token,
        answerer_of(newsroom, serves),
        newsroom.clock,
        folder,
        api=f"{server.url}/api/v10",
        sleep=waits or Waits(),
    )
    async with platform:
        task = asyncio.create_task(platform.run())
        try:
            yield platform
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def desk(server: DiscordServer, newsroom: Newsroom, tmp_path: Path) -> AsyncIterator[DiscordPlatform]:
    async with running(server, newsroom, tmp_path) as platform:
        await server.gateway.wait_for("identify")
        yield platform


async def asks(server: DiscordServer, path: tuple[str, ...], **options: Any) -> Asked:
    return await server.ask(COMMAND, command("alliance", path, options))


def is_private(message: dict[str, Any]) -> bool:
    return bool(message["flags"] & EPHEMERAL)


async def test_a_command_is_acknowledged_first_and_answered_with_its_card(server: DiscordServer, desk: DiscordPlatform) -> None:
    asked = await asks(server, ("latest",), limit=1)
    assert await asked.answered() == {"type": 5}
    message = await asked.message()
    assert not is_private(message)
    assert text_of(message).startswith("### Latest stories\n**1.** [**Washington raises car tariffs on South Korea**]")


async def test_a_subcommand_of_a_group_is_answered_privately_where_it_concerns_the_asker(
    server: DiscordServer, desk: DiscordPlatform
) -> None:
    asked = await asks(server, ("feeds", "list"))
    assert await asked.answered() == {"type": 5, "data": {"flags": EPHEMERAL}}
    assert is_private(await asked.message())


async def test_a_korean_reader_is_answered_in_korean(server: DiscordServer, desk: DiscordPlatform) -> None:
    asked = await server.ask(COMMAND, command("alliance", ("status",), {}), locale="ko")
    assert text_of(await asked.message()).startswith("### 데스크 상태")


async def test_a_mistake_is_told_to_the_asker_alone(server: DiscordServer, desk: DiscordPlatform) -> None:
    asked = await asks(server, ("latest",), since="yesterweek")
    message = await asked.message()
    assert is_private(message)
    assert "yesterweek" in text_of(message)
    assert asked.deleted == ["@original"]


async def test_a_member_may_look_and_not_manage(server: DiscordServer, desk: DiscordPlatform, newsroom: Newsroom) -> None:
    before = len(newsroom.store.owned)
    asked = await server.ask(COMMAND, command("alliance", ("alerts", "add"), {"name": "Mine"}), permissions=MEMBER)
    assert is_private(await asked.message())
    assert len(newsroom.store.owned) == before


async def test_a_manager_adds_an_alert_for_the_channel(server: DiscordServer, desk: DiscordPlatform, newsroom: Newsroom) -> None:
    asked = await asks(server, ("alerts", "add"), name="Mine")
    assert not is_private(await asked.message())
    assert newsroom.store.owned[-1].destination == destination_of(GUILD, CHANNEL)
    assert newsroom.store.owned[-1].created_by


@pytest.mark.parametrize("named", ["1400000000000000500", "1400000000000000600"], ids=["person", "role"])
async def test_people_and_roles_that_are_named_may_manage(server: DiscordServer, newsroom: Newsroom, tmp_path: Path, named: str) -> None:
    await newsroom.store.set_manager("discord", GUILD, named, is_manager=True)
    async with running(server, newsroom, tmp_path):
        await server.gateway.wait_for("identify")
        data = command("alliance", ("alerts", "add"), {"name": "Mine"})
        asked = await server.ask(COMMAND, data, permissions=MEMBER, roles=("1400000000000000600",))
        await asked.message()
        assert newsroom.store.owned[-1].name == "Mine"


async def test_a_server_that_is_not_served_gets_nothing(server: DiscordServer, newsroom: Newsroom, tmp_path: Path) -> None:
    async with running(server, newsroom, tmp_path, serves=("1",)):
        await server.gateway.wait_for("identify")
        asked = await asks(server, ("latest",))
        message = await asked.message()
        assert is_private(message)
        assert "does not serve this workspace" in text_of(message)
        offered = await server.ask(AUTOCOMPLETE, command("alliance", ("story",), {"story": ""}, focused="story"))
        assert (await offered.answered())["data"]["choices"] == []


async def test_options_are_completed_by_title(server: DiscordServer, desk: DiscordPlatform) -> None:
    asked = await server.ask(AUTOCOMPLETE, command("alliance", ("why",), {"story": "car"}, focused="story"))
    answer = await asked.answered()
    assert answer["type"] == 8
    assert answer["data"]["choices"] == [{"name": "Washington raises car tariffs on South Korea", "value": "1"}]


async def test_the_last_value_of_a_list_is_completed(server: DiscordServer, desk: DiscordPlatform) -> None:
    asked = await server.ask(AUTOCOMPLETE, command("alliance", ("latest",), {"theme": "tariffs,car"}, focused="theme"))
    assert {"name": "tariffs,Cars", "value": "tariffs,autos"} in (await asked.answered())["data"]["choices"]


async def test_of_choices_several_can_be_typed_and_each_is_completed(server: DiscordServer, desk: DiscordPlatform) -> None:
    asked = await server.ask(AUTOCOMPLETE, command("alliance", ("latest",), {"kind": "news,공식"}, focused="kind"))
    assert (await asked.answered())["data"]["choices"] == [{"name": "news,Official statement", "value": "news,statement"}]


async def test_a_button_works_on_a_message_from_before_the_start(server: DiscordServer, newsroom: Newsroom, tmp_path: Path) -> None:
    card = Card("en", line("Talks"), "Talks", actions=(Action(("why",), "Why", "1"),))
    async with running(server, newsroom, tmp_path) as first:
        assert isinstance(await first.adapter.send(destination_of(GUILD, CHANNEL), card, "key-1"), Sent)
    message = server.channel.messages[0]
    (carried,) = custom_ids(message)
    async with running(server, newsroom, tmp_path):
        await server.gateway.wait_for("identify")
        asked = await server.ask(COMPONENT, {"custom_id": carried, "component_type": 2}, message=message)
        answer = await asked.message()
    assert is_private(answer)
    assert "Why: Washington raises car tariffs" in text_of(answer)


async def test_a_message_is_analysed_from_its_menu(server: DiscordServer, desk: DiscordPlatform) -> None:
    text = "Seoul and Washington agreed on tariffs. The text will follow."
    message = objects.message(CHANNEL, objects.user("1400000000000000501", "writer"), {"content": text})
    resolved = {"messages": {message["id"]: message}}
    data = {"id": "1", "name": "Analyze this message", "type": 3, "target_id": message["id"], "resolved": resolved}
    answer = await (await server.ask(COMMAND, data)).message()
    assert is_private(answer)
    assert text_of(answer).startswith("### Analysis\n")


async def test_a_command_that_is_gone_is_said_to_be(server: DiscordServer, desk: DiscordPlatform) -> None:
    asked = await asks(server, ("former",))
    assert "This command has changed" in text_of(await asked.message())


@pytest.mark.parametrize("fault", [Fails(502), Fails(500, after_doing=True), Resets(), TooMany(0.01)], ids=str)
async def test_an_answer_survives_a_fault(server: DiscordServer, desk: DiscordPlatform, fault: Any) -> None:
    desk._rest._session = None  # the first request of the desk's own
    server.fail("PATCH", "/webhooks/", fault)
    asked = await asks(server, ("latest",))
    assert text_of(await asked.message()).startswith("### Latest stories")


async def test_components_that_are_not_taken_are_answered_as_an_embed(server: DiscordServer, desk: DiscordPlatform) -> None:
    server.fail("PATCH", "/webhooks/", Fails(400, code=50035))
    message = await (await asks(server, ("latest",))).message()
    assert message["embeds"][0]["title"] == "Latest stories"


async def test_commands_are_told_to_discord_once_and_again_when_they_changed(
    server: DiscordServer, newsroom: Newsroom, tmp_path: Path
) -> None:
    for _ in range(2):
        async with running(server, newsroom, tmp_path):
            await server.gateway.wait_for("identify", server.gateway.history.count("identify") + 1)
    assert len(server.sent("PUT", "/commands")) == 1
    assert [told["name"] for told in server.commands] == ["alliance", "Analyze this message"]
    (tmp_path / DIGESTS).write_text("{ broken")
    async with running(server, newsroom, tmp_path):
        await server.gateway.wait_for("identify", 3)
    assert len(server.sent("PUT", "/commands")) == 2


async def test_commands_are_heard_even_where_telling_them_failed(server: DiscordServer, newsroom: Newsroom, tmp_path: Path) -> None:
    server.fail("PUT", "/commands", Fails(403, code=50001))
    async with running(server, newsroom, tmp_path):
        await server.gateway.wait_for("identify")
        await (await asks(server, ("latest",))).message()
    assert not (tmp_path / DIGESTS).exists()


async def test_only_guilds_are_asked_for(server: DiscordServer, desk: DiscordPlatform) -> None:
    assert server.gateway.identifies[0]["intents"] == 1


async def test_a_first_connection_that_is_refused_is_followed_by_another(server: DiscordServer, newsroom: Newsroom, tmp_path: Path) -> None:
    server.gateway.refusing = 3
    waits = Waits()
    async with running(server, newsroom, tmp_path, waits=waits):
        await server.gateway.wait_for("identify")
        await (await asks(server, ("latest",))).message()
    assert len(waits.taken) == 3
    assert all(0.8 * 2**number <= wait <= 1.2 * 2**number for number, wait in enumerate(waits.taken))


async def test_a_wrong_token_is_tried_again_after_a_long_while_only(server: DiscordServer, newsroom: Newsroom, tmp_path: Path) -> None:
    taken = asyncio.Event()

    class Once(Waits):
        async def __call__(self, seconds: float) -> None:
            self.taken.append(seconds)
            taken.set()
            await asyncio.Event().wait()

    waits = Once()
    async with running(server, newsroom, tmp_path, token="a.wrong.one", waits=waits):
        await taken.wait()
    assert waits.taken == [TOKEN_WAIT]


async def answers(server: DiscordServer) -> None:
    await (await asks(server, ("latest",))).message()


async def test_a_session_is_taken_up_again_and_what_was_missed_is_answered(server: DiscordServer, desk: DiscordPlatform) -> None:
    await answers(server)
    await server.gateway.drop()
    await server.gateway.wait_for("gone")
    asked = await asks(server, ("latest",))
    await server.gateway.wait_for("resume")
    await asked.message()


async def test_the_gateway_may_ask_to_come_again(server: DiscordServer, desk: DiscordPlatform) -> None:
    await answers(server)
    await server.gateway.ask_to_reconnect()
    await server.gateway.wait_for("resume")
    await answers(server)


async def test_a_session_that_is_invalid_is_followed_by_a_new_one(server: DiscordServer, desk: DiscordPlatform) -> None:
    await answers(server)
    await server.gateway.invalidate(is_resumable=False)
    await server.gateway.wait_for("identify", 2)
    await answers(server)


@pytest.mark.parametrize("code", [1000, 4000, 4009])
async def test_a_closed_connection_is_opened_again(server: DiscordServer, desk: DiscordPlatform, code: int) -> None:
    await answers(server)
    await server.gateway.drop(code)
    await server.gateway.wait_for("resume")
    await answers(server)


async def test_a_connection_that_cannot_be_opened_again_is_followed_by_a_fresh_client(server: DiscordServer, desk: DiscordPlatform) -> None:
    await answers(server)
    server.gateway.refusing = 2
    await server.gateway.drop()
    await server.gateway.wait_for("identify", 2)
    await answers(server)


async def test_it_says_whether_it_is_connected(server: DiscordServer, desk: DiscordPlatform) -> None:
    await answers(server)
    server.gateway.refusing = 1_000_000
    await server.gateway.drop()
    await server.gateway.wait_for("refused", 2)
    assert not desk.is_connected
