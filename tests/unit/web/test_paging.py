"""Pages by time neither skip nor repeat a story."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Filter, StoryView
from bot.web.paging import story_page
from tests.fakes.library import FakeLibrary
from tests.fakes.newsroom_records import LEDGER, NOW, article, story


def stories(minutes: list[int]) -> list[StoryView]:
    return [
        story(number, article(number, number, LEDGER, ago, title=f"Story {number}", body="Text.", analysis=None))
        for number, ago in enumerate(minutes, 1)
    ]


async def all_pages(library: FakeLibrary, size: int) -> list[list[int]]:
    pages: list[list[int]] = []
    before: datetime | None = None
    while True:
        page = await story_page(library, Filter(), size=size, before=before, since=None)
        pages.append([held.id for held in page.stories])
        if page.older is None:
            return pages
        before = page.older


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=6), max_size=30), st.integers(min_value=1, max_value=5))
async def test_every_story_stands_on_one_page_however_many_share_a_moment(minutes: list[int], size: int) -> None:
    pages = await all_pages(FakeLibrary(stories(minutes)), size)
    seen = [number for page in pages for number in page]
    assert sorted(seen) == list(range(1, len(minutes) + 1))


async def test_pages_have_the_size_that_was_asked_where_moments_differ() -> None:
    assert await all_pages(FakeLibrary(stories(list(range(7)))), 3) == [[1, 2, 3], [4, 5, 6], [7]]


async def test_an_endless_moment_ends() -> None:
    library = FakeLibrary(stories([5] * 2000))
    page = await story_page(library, Filter(), size=30, before=None, since=None)
    assert 480 < len(page.stories) <= 2000


async def test_a_page_reaches_no_further_back_than_asked() -> None:
    page = await story_page(FakeLibrary(stories([1, 90])), Filter(), size=5, before=None, since=NOW - timedelta(hours=1))
    assert [held.id for held in page.stories] == [1]
