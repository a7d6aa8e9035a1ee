"""The stories of a digest, read from the library a page at a time, so that a busy week does not fill the memory."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.desk.digest import Period
from bot.desk.ports import Library
from bot.desk.sections import LATE, within
from bot.model import Filter, StoryView

PAGE = 50
MOST_STORIES = 3_000
"""A digest looks no further back than this many stories, the newest first."""

_A_LITTLE = timedelta(microseconds=1)


async def stories_of(library: Library, wanted: Filter, period: Period, muted: Collection[int]) -> tuple[StoryView, ...]:
    """The stories that the period told and the filter lets pass, each as that time told it; muted ones are left out."""
    found: dict[int, StoryView | None] = {}
    before: datetime | None = None
    limit = PAGE
    while len(found) < MOST_STORIES:
        page = await library.latest(wanted, limit=limit, before=before, since=period.start - LATE)
        fresh = [story for story in page if story.id not in found]
        found.update({story.id: within(story, wanted, period) for story in fresh})
        if len(page) < limit:
            break
        # Stories of one poll may share a moment: the next page begins with that moment, and is larger where it held nothing new.
        before = page[-1].last_seen_at + _A_LITTLE
        limit = limit if fresh else limit * 2
    return tuple(story for story_id, story in found.items() if story is not None and story_id not in muted)
