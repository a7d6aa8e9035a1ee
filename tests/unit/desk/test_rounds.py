"""Rounds go on, whatever their work does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.desk.rounds import Round
from bot.errors import StoreUnavailableError


class Work:
    """Answers each call with the next of `answers`; sets `idle` when they are used up."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers = list(answers)
        self.calls = 0
        self.idle = asyncio.Event()

    async def __call__(self) -> int:
        self.calls += 1
        answer = self.answers.pop(0) if self.answers else 0
        if not self.answers:
            self.idle.set()
        if isinstance(answer, Exception):
            raise answer
        return answer


async def run_until_idle(round_: Round, work: Work, ring: Callable[[], None] | None = None) -> None:
    task: asyncio.Task[None] = asyncio.ensure_future(round_.run())
    (ring or round_.ring)()
    await asyncio.wait_for(work.idle.wait(), 5)
    await settle()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_it_works_until_nothing_is_left_and_rings_the_next() -> None:
    later = Work(0)
    follower = Round("later", later)
    work = Work(3, 2, 0)
    first = Round("first", work, then=(follower,))
    task: asyncio.Task[None] = asyncio.ensure_future(follower.run())
    await run_until_idle(first, work)
    await asyncio.wait_for(later.idle.wait(), 5)
    task.cancel()
    assert (work.calls, first.done) == (3, 5)


async def test_nothing_is_done_without_a_ring() -> None:
    work = Work(1)
    task = asyncio.ensure_future(Round("quiet", work).run())
    await settle()
    task.cancel()
    assert work.calls == 0


async def test_a_failure_is_kept_in_words_and_the_next_ring_tries_again() -> None:
    work = Work(StoreUnavailableError("The database is locked."))
    round_ = Round("reading", work)
    task = asyncio.ensure_future(round_.run())
    round_.ring()
    await asyncio.wait_for(work.idle.wait(), 5)
    await settle()
    assert round_.last_error == "StoreUnavailableError: The database is locked."
    work.idle.clear()
    round_.ring()
    await asyncio.wait_for(work.idle.wait(), 5)
    await settle()
    task.cancel()
    assert round_.last_error is None
