"""A Slack, and a desk that hears it and says back what it was asked."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.adapters.slack.hearing import Hearing
from tests.fakes.chat_desk import EchoDesk
from tests.fakes.desk_parts import SetClock
from tests.fakes.slack_doings import Doings, SlackServer
from tests.unit.slack.listening import NOW, hearing


@pytest.fixture
async def server() -> AsyncIterator[SlackServer]:
    async with SlackServer(retry_seconds=5.0) as running:
        yield running


@pytest.fixture
def desk() -> EchoDesk:
    return EchoDesk()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
async def heard(server: SlackServer, desk: EchoDesk, clock: SetClock) -> AsyncIterator[Hearing]:
    async with hearing(server, desk, clock) as running:
        await server.sockets.wait_for("hello")
        yield running


@pytest.fixture
def people(server: SlackServer, heard: Hearing) -> Doings:
    return Doings(server)
