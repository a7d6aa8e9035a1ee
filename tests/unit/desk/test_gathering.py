"""The stories of a digest are read page by page, each once, whatever moments they share."""

from __future__ import annotations

from datetime import timedelta

from bot.desk.digest import Period
from bot.desk.gathering import PAGE, stories_of
from bot.model import Filter
from tests.fakes.desk_store import MemoryStore
from tests.unit.desk.records import NOW, analysis, view

WEEK = Period(NOW - timedelta(days=7), NOW)


async def gathered(store: MemoryStore, wanted: Filter | None = None, muted: frozenset[int] = frozenset()) -> list[int]:
    return [story.id for story in await stories_of(store, wanted or Filter(), WEEK, muted)]


async def test_every_story_of_the_period_is_found_once() -> None:
    store = MemoryStore()
    store.views = [view(number, number, f"Title {number}", at=NOW - timedelta(minutes=number)) for number in range(1, 3 * PAGE + 8)]
    found = await gathered(store)
    assert sorted(found) == list(range(1, 3 * PAGE + 8))
    assert len(found) == len(set(found))


async def test_stories_of_one_moment_are_all_found() -> None:
    store = MemoryStore()
    store.views = [view(number, number, f"Title {number}", at=NOW - timedelta(hours=1)) for number in range(1, 3 * PAGE + 8)]
    store.views.append(view(9_000, 9_000, "An older one", at=NOW - timedelta(hours=2)))
    assert sorted(await gathered(store)) == [*range(1, 3 * PAGE + 8), 9_000]


async def test_what_does_not_pass_and_what_is_muted_is_left_out() -> None:
    store = MemoryStore()
    hour_ago = NOW - timedelta(hours=1)
    store.views = [
        view(1, 1, "A deal", at=hour_ago, tags=analysis(themes=("tariffs",))),
        view(2, 2, "A car", at=hour_ago, tags=analysis(themes=("autos",))),
        view(3, 3, "A duty", at=hour_ago, tags=analysis(themes=("tariffs",))),
        view(4, 4, "Of last month", at=NOW - timedelta(days=30), tags=analysis(themes=("tariffs",))),
    ]
    assert await gathered(store, Filter(themes=("tariffs",)), frozenset({3})) == [1]


async def test_a_story_that_goes_on_after_the_period_is_found_by_what_the_period_told() -> None:
    store = MemoryStore()
    store.views = [view(1, 1, "At noon", at=NOW - timedelta(hours=1)), view(2, 1, "At night", at=NOW + timedelta(hours=9))]
    (found,) = await stories_of(store, Filter(), WEEK, ())
    assert [article.id for article in found.articles] == [1]
