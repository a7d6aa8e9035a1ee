"""Whether an article's address or headline alone gives its story; it is asked before what articles tell (bot.desk.stories.decide). Pure.

One address is one story, and so is one headline with at most words added, within two days and in one language. The rule is cautious: two
events in one story hide the second, while one event in two stories costs a second alert.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.desk.titles import TitleShape, adds_only, likeness, shape_of
from bot.model import StoryCandidate

WINDOW = timedelta(days=2)
"""How far apart two articles with near-identical titles may be."""

_SAME_ADDRESS = 2.0
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
    shape, address = shape_of(article.title_key), address_key(article.canonical_url)
    best: tuple[float, datetime, int] | None = None
    for candidate in candidates:
        is_same = address is not None and address == address_key(candidate.canonical_url)
        grade = _SAME_ADDRESS if is_same else _likeness(article, shape, candidate, now)
        found = (grade, candidate.published_at, candidate.story_id)
        if grade > 0 and (best is None or found > best):
            best = found
    return None if best is None else best[2]


def address_key(url: str | None) -> str | None:
    """An address without what leaves the page the same: scheme, `www.`, fragment, last slash, campaign. None for no address."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = "&".join(part for part in parts.query.split("&") if part and not part.casefold().startswith("utm_"))
    return f"{parts.netloc.casefold().removeprefix('www.')}{parts.path.rstrip('/')}?{query}"


def _likeness(article: Placing, shape: TitleShape, candidate: StoryCandidate, now: datetime) -> float:
    """How alike near-identical titles are, 0 to 1; 0 where they are not, or too far apart, or in two languages."""
    if article.language != candidate.language or abs(min(article.published_at, now) - min(candidate.published_at, now)) > WINDOW:
        return 0.0
    theirs = shape_of(candidate.title_key)
    alike = likeness(shape, theirs)
    return alike if alike >= (_ADDED_WORDS if adds_only(shape, theirs) else _SAME_WORDS) else 0.0
