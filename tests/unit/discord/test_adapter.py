"""Sending and looking up against a server that speaks Discord's REST API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.adapters.discord.adapter import SECOND_LOOK_SECONDS, DiscordAdapter, destination_of
from bot.adapters.discord.history import History, time_of
from bot.adapters.discord.rest import Rest
from bot.desk.card import Action, Card, line
from bot.desk.ports import CannotLook, Found, NotFound
from bot.model import Refused, RetryLater, SendOutcome, Sent, Unknown
from tests.fakes.desk_parts import SetClock
from tests.fakes.discord_faults import Fails, Resets, Stalls, TooMany
from tests.fakes.discord_server import CHANNEL, GUILD, TOKEN, DiscordServer

KEY = "0123456789abcdef0123"
HERE = destination_of(GUILD, CHANNEL)
MESSAGES = "/messages"
CLOCK = SetClock(datetime(2026, 3, 10, 6, tzinfo=UTC))
CARD = Card("en", line("Talks in Seoul"), "Talks in Seoul", actions=(Action(("why",), "Why these tags", "4"),))


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as running:
        yield running


@pytest.fixture
async def rest(server: DiscordServer) -> AsyncIterator[Rest]:
    async with Rest(TOKEN, url=f"{server.url}/api/v10", answer_seconds=0.3) as opened:
        yield opened


@pytest.fixture
def adapter(rest: Rest) -> DiscordAdapter:
    return adapter_of(rest)


async def at_once(seconds: float) -> None:
    del seconds


def adapter_of(rest: Rest) -> DiscordAdapter:
    return DiscordAdapter(rest, CLOCK, sleep=at_once)


async def test_a_card_is_posted_with_its_key_as_an_enforced_nonce_and_in_its_buttons(
    server: DiscordServer, adapter: DiscordAdapter
) -> None:
    outcome = await adapter.send(HERE, CARD, KEY)
    (message,) = server.channel.messages
    (request,) = server.sent("POST", MESSAGES)
    assert outcome == Sent(message["id"])
    assert (request.body["nonce"], request.body["enforce_nonce"]) == (KEY, True)
    assert request.body["allowed_mentions"] == {"parse": []}
    assert f"ad:why:{KEY}:4" in str(message["components"])
    assert request.headers["User-Agent"].startswith("DiscordBot (")


async def test_the_same_key_within_minutes_is_the_same_message(server: DiscordServer, adapter: DiscordAdapter) -> None:
    assert await adapter.send(HERE, CARD, KEY) == await adapter.send(HERE, CARD, KEY)
    assert len(server.channel.messages) == 1


@pytest.mark.parametrize("fault", [Fails(500), Fails(502), Fails(503), Fails(504), Resets()], ids=str)
@pytest.mark.parametrize("after_doing", [False, True])
async def test_what_may_have_been_posted_is_unknown_and_asked_once(
    server: DiscordServer, adapter: DiscordAdapter, fault: Fails | Resets, after_doing: bool
) -> None:
    broken = Fails(fault.status, after_doing=after_doing) if isinstance(fault, Fails) else Resets(after_doing=after_doing)
    server.fail("POST", MESSAGES, broken)
    assert isinstance(await adapter.send(HERE, CARD, KEY), Unknown)
    assert len(server.sent("POST", MESSAGES)) == 1
    assert isinstance(await adapter.look_up(HERE, KEY), Found if after_doing else NotFound)


async def test_a_message_whose_answer_does_not_come_is_unknown_and_found(server: DiscordServer, adapter: DiscordAdapter) -> None:
    server.fail("POST", MESSAGES, Stalls())
    assert isinstance(await adapter.send(HERE, CARD, KEY), Unknown)
    assert await adapter.look_up(HERE, KEY) == Found(server.channel.messages[0]["id"])


async def test_a_server_that_is_not_there_got_nothing() -> None:
    async with Rest(TOKEN, url="http://127.0.0.1:1/api/v10") as rest:
        assert isinstance(await adapter_of(rest).send(HERE, CARD, KEY), RetryLater)
        assert isinstance(await adapter_of(rest).look_up(HERE, KEY), CannotLook)


async def test_a_429_is_obeyed_by_waiting_and_nothing_is_asked_meanwhile(server: DiscordServer, adapter: DiscordAdapter) -> None:
    server.fail("POST", MESSAGES, TooMany(7.5))
    first = await adapter.send(HERE, CARD, KEY)
    second = await adapter.send(HERE, CARD, KEY)
    assert isinstance(first, RetryLater)
    assert first.after == 7.5
    assert isinstance(second, RetryLater)
    assert 7 < second.after <= 7.5
    assert len(server.sent("POST", MESSAGES)) == 1


async def test_a_slow_channel_holds_up_no_other(server: DiscordServer, adapter: DiscordAdapter) -> None:
    other = server.add_channel("1400000000000000201")
    server.fail("POST", f"{CHANNEL}{MESSAGES}", TooMany(30))
    assert isinstance(await adapter.send(HERE, CARD, KEY), RetryLater)
    assert isinstance(await adapter.send(destination_of(GUILD, other.id), CARD, "other"), Sent)


async def test_the_end_of_a_bucket_is_seen_before_it_is_run_into() -> None:
    async with DiscordServer(bucket=(2, 30.0)) as server, Rest(TOKEN, url=f"{server.url}/api/v10") as rest:
        adapter = adapter_of(rest)
        outcomes = [await adapter.send(HERE, CARD, f"key{number}") for number in range(3)]
        assert [type(outcome) for outcome in outcomes] == [Sent, Sent, RetryLater]
        assert len(server.sent("POST", MESSAGES)) == 2


@pytest.mark.parametrize("loss", ["may_view", "may_send", "is_deleted"])
async def test_a_channel_that_takes_nothing_is_refused(server: DiscordServer, adapter: DiscordAdapter, loss: str) -> None:
    setattr(server.channel, loss, loss == "is_deleted")
    assert isinstance(await adapter.send(HERE, CARD, KEY), Refused)


async def test_components_that_are_not_taken_are_sent_as_an_embed(server: DiscordServer, adapter: DiscordAdapter) -> None:
    server.fail("POST", MESSAGES, Fails(400, code=50035))
    outcome = await adapter.send(HERE, CARD, KEY)
    (message,) = server.channel.messages
    assert outcome == Sent(message["id"])
    assert message["embeds"][0]["title"] == "Talks in Seoul"
    assert await adapter.look_up(HERE, KEY) == Found(message["id"])


async def test_a_wrong_token_keeps_messages_for_later(server: DiscordServer) -> None:
    async with Rest("wrong", url=f"{server.url}/api/v10") as rest:
        assert isinstance(await adapter_of(rest).send(HERE, CARD, KEY), RetryLater)


async def test_a_copy_by_somebody_else_is_not_the_message(server: DiscordServer, adapter: DiscordAdapter) -> None:
    row = {"type": 1, "components": [{"type": 2, "style": 2, "label": "x", "custom_id": f"ad:why:{KEY}:4"}]}
    server.post_as_somebody_else({"content": KEY, "components": [row]})
    assert await adapter.look_up(HERE, KEY) == NotFound()


async def test_a_message_is_found_below_hundreds_of_others(server: DiscordServer, adapter: DiscordAdapter) -> None:
    sent = await adapter.send(HERE, CARD, KEY)
    for number in range(250):
        server.post_as_somebody_else({"content": str(number)})
    assert isinstance(sent, Sent)
    assert await adapter.look_up(HERE, KEY) == Found(sent.message_id)
    assert len(server.sent("GET", MESSAGES)) == 3


async def test_a_busy_channel_that_cannot_be_read_far_enough_is_not_guessed(server: DiscordServer, rest: Rest) -> None:
    for number in range(6):
        server.post_as_somebody_else({"content": str(number)})
    newest = time_of(server.channel.messages[-1]["id"])
    history = History(rest, SetClock(newest), page=2, most_pages=2)
    assert isinstance(await history.find(CHANNEL, KEY), CannotLook)


async def test_without_the_right_to_read_history_it_cannot_be_said(server: DiscordServer, adapter: DiscordAdapter) -> None:
    await adapter.send(HERE, CARD, KEY)
    server.channel.may_read_history = False
    looked = await adapter.look_up(HERE, KEY)
    assert isinstance(looked, CannotLook)
    assert "Read Message History" in looked.reason


async def test_without_the_right_to_see_the_channel_it_cannot_be_said(server: DiscordServer, adapter: DiscordAdapter) -> None:
    server.channel.may_view = False
    assert isinstance(await adapter.look_up(HERE, KEY), CannotLook)


async def test_an_empty_channel_has_no_message(server: DiscordServer, adapter: DiscordAdapter) -> None:
    assert await adapter.look_up(HERE, KEY) == NotFound()


async def test_a_message_that_appears_between_two_looks_is_found(server: DiscordServer, rest: Rest) -> None:
    sent: list[SendOutcome] = []

    async def meanwhile(seconds: float) -> None:
        assert seconds == SECOND_LOOK_SECONDS
        sent.append(await adapter_of(rest).send(HERE, CARD, KEY))

    looked = await DiscordAdapter(rest, CLOCK, sleep=meanwhile).look_up(HERE, KEY)
    assert sent == [Sent(server.channel.messages[0]["id"])]
    assert looked == Found(server.channel.messages[0]["id"])


async def test_what_is_no_channel_of_discord_is_refused(server: DiscordServer, adapter: DiscordAdapter) -> None:
    assert isinstance(await adapter.send(destination_of(GUILD, "../users"), CARD, KEY), Refused)
    assert server.requests == []


async def test_a_message_has_the_link_that_people_copy(adapter: DiscordAdapter) -> None:
    assert await adapter.link(HERE, "1400000000000000300") == f"https://discord.com/channels/{GUILD}/{CHANNEL}/1400000000000000300"
