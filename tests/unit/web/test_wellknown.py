"""The actors most written about are asked for once in a while."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.web.wellknown import WellKnownActors
from tests.fakes.library import FakeLibrary, FixedClock
from tests.fakes.newsroom_records import ACTORS


async def test_many_who_ask_cause_one_question_in_five_minutes() -> None:
    library, clock = FakeLibrary(), FixedClock()
    actors = WellKnownActors(library, clock)
    answers = await asyncio.gather(*(actors.all() for _ in range(20)))
    assert {len(answer) for answer in answers} == {len(ACTORS)}
    assert library.actors_asked == [""]
    clock.moment += timedelta(minutes=6)
    await actors.all()
    assert library.actors_asked == ["", ""]


async def test_a_catalogue_that_comes_late_is_seen_at_once() -> None:
    library = FakeLibrary()
    held, library.actors_held = library.actors_held, {}
    actors = WellKnownActors(library, FixedClock())
    assert await actors.all() == ()
    library.actors_held = held
    assert len(await actors.all()) == len(ACTORS)


async def test_an_actor_outside_the_list_and_a_retired_id_are_found_too() -> None:
    library = FakeLibrary()
    actors = WellKnownActors(library, FixedClock())
    await actors.all()
    library.redirects["us"] = "usa"
    found = await actors.by_id(["us", "jpn", "nobody"])
    assert {key: actor.id for key, actor in found.items()} == {"us": "usa", "jpn": "jpn"}
