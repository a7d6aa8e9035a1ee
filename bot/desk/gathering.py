"""The stories of a period, and the tags of the period before it."""

from __future__ import annotations

from collections.abc import Collection

from bot.desk.briefing.tally import tagged
from bot.desk.digest import Period
from bot.desk.ports import Periods
from bot.desk.sections import LATE, within
from bot.model import Filter, StoryView, TaggedArticle

MOST_STORIES = 3_000
"""A brief looks no further back than this many stories, the newest first."""


async def stories_of(library: Periods, wanted: Filter, period: Period, muted: Collection[int]) -> tuple[StoryView, ...]:
    """The stories that the period told and the filter lets pass, each as that time told it; muted ones are left out."""
    found = await library.stories_between(
        wanted,
        since=period.start,
        until=period.end,
        dated_since=period.start - LATE,
        with_texts=bool(wanted.keywords),
        limit=MOST_STORIES,
    )
    told = (within(story, wanted, period) for story in found if story.id not in muted)
    return tuple(story for story in told if story is not None)


async def tags_of(library: Periods, wanted: Filter, period: Period, muted: Collection[int]) -> tuple[TaggedArticle, ...]:
    """The articles of those stories by their tags: read alone where the filter asks for nothing that only the analysis can answer."""
    if wanted.keywords or wanted.tones or wanted.events:
        return tuple(article for story in await stories_of(library, wanted, period, muted) for article in tagged(story))
    found = await library.tags_between(wanted, since=period.start, until=period.end, dated_since=period.start - LATE)
    return tuple(article for article in found if article.story_id not in muted)
