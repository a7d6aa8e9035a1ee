"""What tests of listening share: a Slack, a desk that says back what it was asked, and quick times."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import aiohttp

from bot.adapters.slack.drawing import Drawing
from bot.adapters.slack.hearing import Access, Hearing
from bot.adapters.slack.watchdog import Times
from bot.adapters.slack.written import text_of
from bot.desk.chat import ChatDesk
from tests.fakes.desk_parts import SetClock
from tests.fakes.slack_doings import SlackServer
from tests.fakes.slack_drawing import PlainDrawing
from tests.fakes.slack_workspace import APP_TOKEN, BOT_TOKEN, Json

QUICK = Times(ping=0.5, tick=0.05, connect=2.0, close=0.2, drain=0.05, answer=0.5, grace=0.5)
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


class Waits:
    """Takes waits without waiting, and remembers them; `stops_at` is one that never ends."""

    def __init__(self, *, stops_at: float | None = None) -> None:
        self.taken: list[float] = []
        self.stopped = asyncio.Event()
        self._stops_at = stops_at

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        if seconds == self._stops_at:
            self.stopped.set()
            await asyncio.Event().wait()
        await asyncio.sleep(0)


@asynccontextmanager
async def hearing(
    server: SlackServer,
    desk: ChatDesk,
    clock: SetClock,
    *,
    waits: Waits | None = None,
    times: Times = QUICK,
    drawing: Drawing | None = None,
    **access: Any,
) -> AsyncIterator[Hearing]:
    """Hear until the end of the block."""
    wanted = replace(Access(BOT_TOKEN, server.api, APP_TOKEN), **access)
    async with aiohttp.ClientSession() as session:
        running = Hearing(wanted, desk, clock, drawing or PlainDrawing(), session=session, times=times, sleep=waits or Waits())
        task = asyncio.create_task(running.run())
        try:
            yield running
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def said(message: Json) -> str:
    """The text of a message or view as PlainDrawing draws it."""
    text: str = message["blocks"][0]["text"]["text"]
    return text


def words(message: Json) -> str:
    """All text of the blocks of a message or view, as people see it."""
    return text_of({"blocks": message["blocks"]})
