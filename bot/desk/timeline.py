"""A story in order of time: who told it when, how long after the first, and who only repeated another's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.moments import told_at
from bot.model import ArticleView


@dataclass(frozen=True, slots=True)
class Told:
    """An article that speaks for itself. `at` is when, `behind` how long after the story's first; `reprints` repeat its text, oldest
    first."""

    article: ArticleView
    at: datetime
    behind: timedelta
    reprints: tuple[ArticleView, ...] = ()

    @property
    def minutes(self) -> int:
        """Whole minutes after the story's first."""
        return int(self.behind.total_seconds() // 60)


def timeline(articles: Iterable[ArticleView]) -> tuple[Told, ...]:
    """The articles of a story in order of time, those of one text under the earliest of them."""
    ordered = sorted(articles, key=lambda article: (told_at(article), article.id))
    ids = {article.id for article in ordered}
    same_text: dict[int, list[ArticleView]] = {}
    for article in ordered:
        voice = article.reprint_of if article.reprint_of in ids else None
        same_text.setdefault(article.id if voice is None else voice, []).append(article)
    return tuple(_told(group[0], told_at(ordered[0]), group[1:]) for group in same_text.values())


def _told(article: ArticleView, first: datetime, reprints: Iterable[ArticleView]) -> Told:
    at = told_at(article)
    return Told(article, at, at - first, tuple(reprints))


def race(told: Iterable[Told]) -> tuple[Told, ...]:
    """The first article of each outlet that speaks for itself, in order of time: the leader, then those that followed."""
    first: dict[str, Told] = {}
    for one in told:
        first.setdefault(one.article.outlet.id, one)
    return tuple(first.values())
