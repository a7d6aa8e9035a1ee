"""What is kept of settings: fresh for this desk at once, for another one a few seconds later, and never what changed meanwhile."""

from __future__ import annotations

import asyncio

from bot.store.kept import KEPT, Kept
from tests.contract.samples import SteadyClock


class Setting:
    """A setting that counts how often it is asked."""

    def __init__(self) -> None:
        self.value = "one"
        self.asked = 0

    async def ask(self) -> str:
        self.asked += 1
        return self.value


async def test_an_answer_is_kept_for_a_few_seconds() -> None:
    clock, setting = SteadyClock(), Setting()
    kept = Kept(clock)
    assert [await kept.get("a", setting.ask), await kept.get("a", setting.ask)] == ["one", "one"]
    assert setting.asked == 1
    setting.value = "two"
    clock.pass_(seconds=KEPT.total_seconds())
    assert await kept.get("a", setting.ask) == "two"


async def test_a_change_of_this_desk_is_seen_at_once() -> None:
    kept, setting = Kept(SteadyClock()), Setting()
    await kept.get("a", setting.ask)
    setting.value = "two"
    kept.forget()
    assert await kept.get("a", setting.ask) == "two"


async def test_what_was_being_asked_while_something_changed_is_not_kept() -> None:
    kept, setting, may_go = Kept(SteadyClock()), Setting(), asyncio.Event()

    async def slow() -> str:
        found = await setting.ask()
        await may_go.wait()
        return found

    asking = asyncio.ensure_future(kept.get("a", slow))
    await asyncio.sleep(0)
    setting.value = "two"
    kept.forget()
    may_go.set()
    assert await asking == "one"
    assert await kept.get("a", setting.ask) == "two"


async def test_answers_of_different_keys_are_kept_apart() -> None:
    kept, first, second = Kept(SteadyClock()), Setting(), Setting()
    second.value = "other"
    assert [await kept.get("a", first.ask), await kept.get("b", second.ask)] == ["one", "other"]
