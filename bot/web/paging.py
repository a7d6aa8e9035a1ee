"""Pages of stories by time: exact also where many stories share one moment (a feed's articles arrive in one commit)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.desk.ports import Library
from bot.model import Filter, StoryView

_MOST = 480


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Stories newest first. `older` is the `before` of the next page, None at the end."""

    stories: tuple[StoryView, ...]
    older: datetime | None


async def story_page(library: Library, wanted: Filter, *, size: int, before: datetime | None, since: datetime | None) -> StoryPage:
    """About `size` stories: the page ends between two moments, never within one, so that `before` neither skips nor repeats a story."""
    limit = size + 1
    while True:
        found = await library.latest(wanted, limit=limit, before=before, since=since)
        if len(found) < limit:
            return StoryPage(tuple(found), None)
        page = cut_between_moments(found)
        if page or limit > _MOST:
            kept = page or tuple(found)
            return StoryPage(kept, kept[-1].last_seen_at)
        limit *= 2


def cut_between_moments(found: Sequence[StoryView]) -> tuple[StoryView, ...]:
    """Those before the last moment in `found`; none where all share one."""
    last = found[-1].last_seen_at
    return tuple(story for story in found if story.last_seen_at != last)


def read_moment(text: str | None) -> datetime | None:
    """A `before` as the page wrote it (ISO 8601 with zone); None where there is none or it cannot be read."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
