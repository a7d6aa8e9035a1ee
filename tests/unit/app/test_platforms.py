"""Which platforms a configuration opens, whom they serve, and where trouble is told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

import pytest

from bot.adapters.console.adapter import desk_destination
from bot.adapters.findings import Finding
from bot.app.platforms import Platforms, admin_channels, allowed_workspaces, keep_running, names_of, needs_code, new_code
from bot.config import Settings
from bot.desk.card import Card
from bot.desk.ports import LookUp, NotFound
from bot.model import Destination, SendOutcome, Sent

SLACK = {"bot_token": "xoxb-1-2-abc", "app_token": "xapp-1-A-2-b"}
DISCORD = {"token": "MTIzNDU2Nzg5MDEyMzQ1Njc4.abc.def"}


class Claims:
    """The part of a store that knows who claimed the desk."""

    def __init__(self, *claimed: tuple[str, str]) -> None:
        self._claimed = frozenset(claimed)

    async def claimed_workspaces(self) -> frozenset[tuple[str, str]]:
        return self._claimed


def test_a_desk_without_tokens_has_no_platform_and_tells_trouble_on_the_console() -> None:
    settings = Settings()
    assert names_of(settings) == ()
    assert admin_channels(settings) == (desk_destination(),)
    assert allowed_workspaces(settings) == frozenset()


def test_named_workspaces_and_those_of_admin_channels_are_served() -> None:
    settings = Settings.model_validate(
        {
            "slack": {**SLACK, "workspaces": ["T0AAA"], "admin_channel": "T0BBB/C0CCC"},
            "discord": {**DISCORD, "servers": ["123456"], "admin_channel": "654321/777777"},
        }
    )
    assert names_of(settings) == ("slack", "discord")
    assert allowed_workspaces(settings) == {("slack", "T0AAA"), ("slack", "T0BBB"), ("discord", "123456"), ("discord", "654321")}
    assert admin_channels(settings)[1:] == (Destination("slack", "T0BBB", "C0CCC"), Destination("discord", "654321", "777777"))


def test_an_admin_channel_without_its_token_is_told_nothing() -> None:
    assert admin_channels(Settings.model_validate({"slack": {"admin_channel": "T0BBB/C0CCC"}})) == (desk_destination(),)


@pytest.mark.parametrize(
    ("settings", "claimed", "needed"),
    [
        ({}, [], False),
        ({"slack": SLACK}, [], True),
        ({"slack": {**SLACK, "workspaces": ["T0AAA"]}}, [], False),
        ({"slack": SLACK}, [("slack", "T0AAA")], False),
        ({"slack": {**SLACK, "workspaces": ["T0AAA"]}, "discord": DISCORD}, [], True),
        ({"slack": SLACK, "discord": DISCORD}, [("slack", "T0AAA"), ("discord", "123456")], False),
    ],
)
async def test_a_code_is_needed_while_a_platform_serves_nobody(
    settings: dict[str, object], claimed: list[tuple[str, str]], needed: bool
) -> None:
    assert await needs_code(Settings.model_validate(settings), Claims(*claimed)) is needed


def test_a_code_is_new_each_time_and_has_no_letter_that_is_taken_for_another() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 9 and code[4] == "-" and not set(code) & set("0O1ILU") for code in codes)


class Restless:
    """A platform that ends with an error a few times before it stays."""

    def __init__(self, failures: int) -> None:
        self._failures = failures
        self.starts = 0
        self.stays = asyncio.Event()
        self.is_connected = False
        self.adapter = Silent()

    async def run(self) -> None:
        self.starts += 1
        if self.starts <= self._failures:
            raise RuntimeError("not expected")
        self.is_connected = True
        self.stays.set()
        await asyncio.Event().wait()

    async def check(self, channels: Sequence[str]) -> Sequence[Finding]:
        return [Finding(ok=True, what=f"{len(channels)} channels")]


class Silent:
    """An adapter that nobody sends with."""

    name = "restless"

    async def send(self, destination: Destination, card: Card, key: str, *, thread: str | None = None) -> SendOutcome:
        return Sent(key)

    async def edit(self, destination: Destination, message_id: str, card: Card, key: str) -> SendOutcome:
        return Sent(message_id)

    async def look_up(self, destination: Destination, key: str, *, thread: str | None = None) -> LookUp:
        return NotFound()

    async def link(self, destination: Destination, message_id: str) -> str | None:
        return None


async def test_a_platform_that_ends_with_an_error_is_started_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    platform = Restless(failures=2)
    shown = Platforms((platform,))
    assert shown.connections() == [("restless", False)]
    with caplog.at_level(logging.ERROR):
        running = asyncio.create_task(keep_running(platform, pause_seconds=0.0))
        async with asyncio.timeout(10):
            await platform.stays.wait()
        running.cancel()
    assert platform.starts == 3
    assert shown.connections() == [("restless", True)]
    assert len(caplog.records) == 2
