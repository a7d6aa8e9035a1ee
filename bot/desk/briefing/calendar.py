"""What the articles of a period announce for the days to come: each event once, however many outlets and languages tell it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.model import ArticleView, StoryView
from bot.tags import ComingTag

HORIZON = timedelta(days=60)
"""Later days are no news of a brief."""

_POINTS_BACK = re.compile(
    r"\W*(?:(?:it|its|they|their|he|she|his|her|this|these|that|those)\b|이는|이날|이번|이들|이를|그는|그들)", re.IGNORECASE
)
_EXACT = {"day": 0, "week": 1, "month": 2}
_VAGUE = "event"
_COVERED = {"day": timedelta(), "week": timedelta(days=6), "month": timedelta(days=30)}


@dataclass(frozen=True, slots=True)
class Notice:
    """One article's announcement of a coming day, in the story with that id."""

    tag: ComingTag
    article: ArticleView
    story_id: int


Event = tuple[Notice, ...]
"""All announcements of one event, those of the first-ranked story first."""


def calendar(stories: Iterable[StoryView], today: date) -> tuple[Event, ...]:
    """The events from `today` (the reader's) on. Those of an exact day come first, then those that most publishers announce, then those of
    the first-ranked story: `in_order` puts the ones that are shown in order of their days."""
    events: list[list[Notice]] = []
    for notice in _notices(stories, today):
        same = next((event for event in events if any(_same(notice, other) for other in event)), None)
        if same is None:
            events.append([notice])
        else:
            same.append(notice)
    return tuple(sorted(map(tuple, events), key=_weight))


def _notices(stories: Iterable[StoryView], today: date) -> Iterator[Notice]:
    for story in stories:
        for article in story.articles:
            for tag in article.analysis.coming if article.analysis else ():
                if today <= tag.day + _COVERED.get(tag.precision, timedelta()) and tag.day <= today + HORIZON:
                    yield Notice(tag, article, story.id)


def _same(one: Notice, other: Notice) -> bool:
    """Whether both mean one event: days that agree, and the same story, or the same kind with mostly the same actors."""
    if not _agree(one.tag, other.tag):
        return False
    if one.story_id == other.story_id:
        return one.tag.kind == other.tag.kind or one.tag.day == other.tag.day
    mine, theirs = set(one.tag.actors), set(other.tag.actors)
    fewer = min(len(mine), len(theirs))
    return one.tag.kind == other.tag.kind and fewer > 0 and 2 * len(mine & theirs) > fewer


def _agree(one: ComingTag, other: ComingTag) -> bool:
    """Equal days; or an exact day within the other's week or month."""
    if one.precision == other.precision:
        return one.day == other.day
    exact, loose = sorted((one, other), key=lambda tag: _EXACT.get(tag.precision, 0))
    if loose.precision == "month":
        return (exact.day.year, exact.day.month) == (loose.day.year, loose.day.month)
    return loose.day - timedelta(days=loose.day.weekday()) <= exact.day <= loose.day + timedelta(days=6 - loose.day.weekday())


def _weight(event: Event) -> tuple[int, bool, bool, int]:
    best = exactest(event).tag
    publishers = len({notice.article.outlet.family for notice in event})
    return _EXACT.get(best.precision, 0), dangles(best.text), best.kind == _VAGUE, -publishers


def exactest(event: Event, language: str = "") -> Notice:
    """The announcement with the most exact day, of these one in that language, and one that is understood alone, where there is one."""
    return min(
        event, key=lambda notice: (_EXACT.get(notice.tag.precision, 0), notice.article.language != language, dangles(notice.tag.text))
    )


def dangles(text: str) -> bool:
    """Whether the sentence begins with what an earlier one named."""
    return _POINTS_BACK.match(text) is not None


def in_order(events: Sequence[Event]) -> tuple[Event, ...]:
    """In order of their days, the exact ones of a day first."""
    return tuple(sorted(events, key=lambda event: (exactest(event).tag.day, _EXACT.get(exactest(event).tag.precision, 0))))
