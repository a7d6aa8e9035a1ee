"""The stories of a period, and the tags of another, are those that pass and are not muted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.desk.digest import Period
from bot.desk.gathering import stories_of, tags_of
from bot.model import Filter
from tests.fakes.desk_store import MemoryStore
from tests.unit.desk.records import NOW, analysis, view

WEEK = Period(NOW - timedelta(days=7), NOW)
HOUR_AGO = NOW - timedelta(hours=1)


async def gathered(store: MemoryStore, wanted: Filter | None = None, muted: frozenset[int] = frozenset()) -> list[int]:
    return [story.id for story in await stories_of(store, wanted or Filter(), WEEK, muted)]


def trade() -> MemoryStore:
    store = MemoryStore()
    store.views = [
        view(1, 1, "A deal", at=HOUR_AGO, tags=analysis(themes=("tariffs",))),
        view(2, 2, "A car", at=HOUR_AGO, tags=analysis(themes=("autos",))),
        view(3, 3, "A duty", at=HOUR_AGO, tags=analysis(themes=("tariffs",))),
        view(4, 4, "Of last month", at=NOW - timedelta(days=30), tags=analysis(themes=("tariffs",))),
    ]
    return store


async def test_what_does_not_pass_and_what_is_muted_is_left_out() -> None:
    assert await gathered(trade(), Filter(themes=("tariffs",)), frozenset({3})) == [1]


async def test_a_story_that_goes_on_after_the_period_is_found_by_what_the_period_told() -> None:
    store = MemoryStore()
    store.views = [view(1, 1, "At noon", at=HOUR_AGO), view(2, 1, "At night", at=NOW + timedelta(hours=9))]
    (found,) = await stories_of(store, Filter(), WEEK, ())
    assert [article.id for article in found.articles] == [1]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(), [1, 2, 3]),
        (Filter(themes=("tariffs",)), [1, 3]),
        (Filter(keywords=("deal",)), [1]),
        (Filter(themes=("tariffs",), keywords=("-deal",)), [3]),
        (Filter(tones=("friction",)), []),
        (Filter(events=("AGREE",)), []),
    ],
)
async def test_tags_are_of_the_same_stories_whatever_the_filter_asks_for(wanted: Filter, expected: list[int]) -> None:
    assert sorted(article.story_id for article in await tags_of(trade(), wanted, WEEK, ())) == expected
    assert sorted(await gathered(trade(), wanted)) == expected


async def test_the_tags_of_muted_stories_are_not_counted() -> None:
    assert [article.story_id for article in await tags_of(trade(), Filter(), WEEK, {1, 2})] == [3]
