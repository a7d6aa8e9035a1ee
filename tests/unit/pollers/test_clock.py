"""The clock ticks at once and again, one call at a time, and stops."""

from __future__ import annotations

import asyncio

import pytest

from bot.pollers.clock import PollClock


async def test_the_first_tick_comes_with_the_start_and_others_follow() -> None:
    ticks = asyncio.Queue[str]()
    clock = PollClock()
    clock.every(0.05, "coroutine", lambda: ticks.put("coroutine"))
    clock.every(3_600, "plain", lambda: ticks.put_nowait("plain"))
    clock.start()
    heard = [await asyncio.wait_for(ticks.get(), 10) for _ in range(4)]
    clock.stop()
    assert heard.count("plain") == 1
    assert heard.count("coroutine") == 3


async def test_a_tick_that_lasts_is_not_called_again_meanwhile() -> None:
    running = most = 0
    others = asyncio.Event()
    count = 0

    async def last() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await others.wait()
        running -= 1

    async def tick() -> None:
        nonlocal count
        count += 1
        if count == 5:
            others.set()

    clock = PollClock()
    clock.every(0.02, "lasting", last)
    clock.every(0.02, "short", tick)
    clock.start()
    await asyncio.wait_for(others.wait(), 10)
    clock.stop()
    assert most == 1


async def test_a_failed_tick_is_followed_by_the_next(caplog: pytest.LogCaptureFixture) -> None:
    calls = asyncio.Queue[int]()

    async def fail() -> None:
        calls.put_nowait(1)
        raise LookupError("no database")

    clock = PollClock()
    clock.every(0.02, "failing", fail)
    clock.start()
    for _ in range(3):
        await asyncio.wait_for(calls.get(), 10)
    clock.stop()
    assert "no database" in caplog.text


async def test_stopping_twice_or_before_the_start_is_harmless() -> None:
    clock = PollClock()
    clock.stop()
    clock.start()
    clock.stop()
    await asyncio.sleep(0)
    clock.stop()
