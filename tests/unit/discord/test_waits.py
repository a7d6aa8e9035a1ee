"""Discord's limits obeyed by whatever asks: posting, redrawing, threads and looks, each by its own, none by another's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.adapters.discord.adapter import DiscordAdapter, destination_of
from bot.adapters.discord.rest import Rest
from bot.desk.card import Action, Card, line
from bot.desk.ports import CannotLook, Found
from bot.model import RetryLater, SendOutcome, Sent
from tests.fakes.desk_parts import SetClock
from tests.fakes.discord_faults import TooMany
from tests.fakes.discord_server import CHANNEL, GUILD, TOKEN, DiscordServer

HERE = destination_of(GUILD, CHANNEL)
CARD = Card("en", line("Talks in Seoul"), "Talks in Seoul", actions=(Action(("why",), "Why these tags", "4"),))


class Waits:
    """Takes waits without waiting."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as running:
        yield running


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
async def adapter(server: DiscordServer, waits: Waits) -> AsyncIterator[DiscordAdapter]:
    async with Rest(TOKEN, url=f"{server.url}/api/v10") as rest:
        yield DiscordAdapter(rest, SetClock(datetime(2026, 3, 10, 6, tzinfo=UTC)), sleep=waits)


async def alert(adapter: DiscordAdapter) -> str:
    outcome = await adapter.send(HERE, CARD, "alert")
    assert isinstance(outcome, Sent)
    return outcome.message_id


def is_put_off(outcome: SendOutcome) -> bool:
    return isinstance(outcome, RetryLater) and outcome.is_wait and outcome.after > 25


@pytest.mark.parametrize("method", ["GET", "PATCH"])
async def test_a_redrawing_that_must_wait_asks_nothing_meanwhile(server: DiscordServer, adapter: DiscordAdapter, method: str) -> None:
    message = await alert(adapter)
    server.fail(method, f"/messages/{message}", TooMany(30))
    assert is_put_off(await adapter.edit(HERE, message, CARD, "edit"))
    asked = len(server.requests)
    assert is_put_off(await adapter.edit(HERE, message, CARD, "edit"))
    assert len(server.requests) == asked


async def test_a_redrawing_that_must_wait_holds_up_no_alert(server: DiscordServer, adapter: DiscordAdapter) -> None:
    message = await alert(adapter)
    server.fail("PATCH", f"/messages/{message}", TooMany(30))
    assert is_put_off(await adapter.edit(HERE, message, CARD, "edit"))
    assert isinstance(await adapter.send(HERE, CARD, "next"), Sent)


async def test_a_redrawing_does_not_end_the_wait_of_alerts(server: DiscordServer, adapter: DiscordAdapter) -> None:
    message = await alert(adapter)
    server.fail("POST", "/messages", TooMany(30))
    assert is_put_off(await adapter.send(HERE, CARD, "next"))
    assert await adapter.edit(HERE, message, CARD, "edit") == Sent(message)
    posts = len(server.sent("POST", "/messages"))
    assert is_put_off(await adapter.send(HERE, CARD, "next"))
    assert len(server.sent("POST", "/messages")) == posts


async def test_a_limit_for_all_holds_up_redrawing_threads_and_looks(server: DiscordServer, adapter: DiscordAdapter) -> None:
    message = await alert(adapter)
    server.fail("POST", "/messages", TooMany(30, is_global=True))
    await adapter.send(HERE, CARD, "next")
    asked = len(server.sent("GET", "/channels/")) + len(server.sent("POST", "/threads"))
    assert is_put_off(await adapter.edit(HERE, message, CARD, "edit"))
    assert is_put_off(await adapter.send(HERE, CARD, "new", thread=message))
    assert isinstance(await adapter.look_up(HERE, "next"), CannotLook)
    assert len(server.sent("GET", "/channels/")) + len(server.sent("POST", "/threads")) == asked


async def test_threads_that_must_wait_are_not_begun_meanwhile_and_hold_up_no_alert(server: DiscordServer, adapter: DiscordAdapter) -> None:
    message = await alert(adapter)
    server.fail("POST", "/threads", TooMany(30))
    assert is_put_off(await adapter.send(HERE, CARD, "new", thread=message))
    assert is_put_off(await adapter.send(HERE, CARD, "new", thread=message))
    assert len(server.sent("POST", "/threads")) == 1
    assert isinstance(await adapter.send(HERE, CARD, "next"), Sent)


async def test_a_look_waits_for_its_next_page_and_goes_on_where_it_was(
    server: DiscordServer, adapter: DiscordAdapter, waits: Waits
) -> None:
    message = await alert(adapter)
    for number in range(250):
        server.post_as_somebody_else({"content": str(number)})
    server.fail("GET", f"{CHANNEL}/messages", TooMany(4.5))
    assert await adapter.look_up(HERE, "alert") == Found(message)
    assert len(server.sent("GET", f"{CHANNEL}/messages")) == 1 + 3
    assert [round(wait, 1) for wait in waits.taken if wait] == [4.5]


async def test_a_look_that_must_wait_long_is_left_for_later(server: DiscordServer, adapter: DiscordAdapter, waits: Waits) -> None:
    await alert(adapter)
    server.fail("GET", f"{CHANNEL}/messages", TooMany(30))
    looked = await adapter.look_up(HERE, "alert")
    assert isinstance(looked, CannotLook)
    assert not looked.is_for_good
    assert "asks to wait 30 s" in looked.reason
    assert [wait for wait in waits.taken if wait] == []


async def test_a_look_that_is_refused_again_and_again_comes_to_an_end(server: DiscordServer, adapter: DiscordAdapter) -> None:
    await alert(adapter)
    server.fail("GET", f"{CHANNEL}/messages", *[TooMany(1.0)] * 3)
    assert isinstance(await adapter.look_up(HERE, "alert"), CannotLook)
    assert len(server.sent("GET", f"{CHANNEL}/messages")) == 3
