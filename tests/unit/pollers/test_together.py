"""Questions asked together."""

import asyncio
from collections.abc import Mapping, Sequence

import pytest

from bot.errors import StoreUnavailableError
from bot.pollers.together import Together


class Answerer:
    """Answers each question when it is told to; `asked` lists the keys of each."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.begun = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.error: Exception | None = None

    async def __call__(self, keys: Sequence[int]) -> Mapping[int, str]:
        self.asked.append(list(keys))
        self.begun.set()
        await self.may_answer.wait()
        if self.error is not None:
            raise self.error
        return {key: f"of {key}" for key in keys if key != 0}


async def test_what_comes_while_one_question_is_answered_is_asked_in_one() -> None:
    answerer = Answerer()
    together = Together(answerer)
    first = asyncio.create_task(together.get(1))
    await answerer.begun.wait()
    others = [asyncio.create_task(together.get(key)) for key in (2, 3, 2, 0)]
    await asyncio.sleep(0)
    answerer.may_answer.set()
    assert await first == "of 1"
    assert await asyncio.gather(*others) == ["of 2", "of 3", "of 2", None]
    assert answerer.asked == [[1], [2, 3, 0]]


async def test_an_error_is_for_those_who_asked_and_the_next_question_is_asked_anew() -> None:
    answerer = Answerer()
    answerer.may_answer.set()
    answerer.error = StoreUnavailableError("The file is gone.")
    together = Together(answerer)
    with pytest.raises(StoreUnavailableError):
        await together.get(1)
    answerer.error = None
    assert await together.get(1) == "of 1"


async def test_who_is_cancelled_takes_the_answer_from_nobody_else() -> None:
    answerer = Answerer()
    together = Together(answerer)
    impatient, patient = asyncio.create_task(together.get(1)), asyncio.create_task(together.get(1))
    await answerer.begun.wait()
    impatient.cancel()
    answerer.may_answer.set()
    assert await patient == "of 1"
    assert impatient.cancelled() or await asyncio.wait([impatient])
