"""Which story an article belongs to. Pure; a later decider by meaning takes the place of `place` behind the same signature.

For now a story is one address, or one headline with at most words added, within two days and in one language. The rule is cautious: two
events in one story hide the second, while one event in two stories costs a second alert.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.titles import adds_only, likeness, shape_of
from bot.model import StoryCandidate

WINDOW = timedelta(days=2)
"""How far apart two articles with near-identical titles may be."""

_SAME_WORDS = 0.9
_ADDED_WORDS = 0.75


@dataclass(frozen=True, slots=True)
class Placing:
    """An article that looks for its story. `title_key` as made by `bot.desk.titles.title_key`."""

    title_key: str
    canonical_url: str | None
    language: str
    published_at: datetime


def place(article: Placing, candidates: Iterable[StoryCandidate], now: datetime) -> int | None:
    """The id of the story that the article belongs to, None for a new one.

    A candidate with the same canonical address wins, then the one with the most alike title, then the newest. A date in the future counts
    as `now`, since feeds carry wrong clocks.
    """
    best: tuple[float, datetime, int] | None = None
    for candidate in candidates:
        grade = _grade(article, candidate, now)
        found = (grade, candidate.published_at, candidate.story_id)
        if grade > 0 and (best is None or found > best):
            best = found
    return None if best is None else best[2]


def _grade(article: Placing, candidate: StoryCandidate, now: datetime) -> float:
    """2 for the same address, the titles' likeness where they are near-identical, else 0."""
    if article.canonical_url and article.canonical_url == candidate.canonical_url:
        return 2.0
    if article.language != candidate.language or abs(min(article.published_at, now) - min(candidate.published_at, now)) > WINDOW:
        return 0.0
    mine, theirs = shape_of(article.title_key), shape_of(candidate.title_key)
    alike = likeness(mine, theirs)
    needed = _ADDED_WORDS if adds_only(mine, theirs) else _SAME_WORDS
    return alike if alike >= needed else 0.0
