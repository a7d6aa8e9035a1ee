"""What a filter would have sent: the alerts of the last days, counted by the same rules as the real ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.desk.alerts import hour_of
from bot.desk.filters import passes
from bot.model import ArticleView, Filter


@dataclass(frozen=True, slots=True)
class Preview:
    """`alerts` are the articles that would have caused one, newest first; `folded` of them would have gone into a brief for the cap.

    `held` counts the stories held back by the part of the filter that did it; `examples` are the newest of them, each with its part.
    """

    articles: int
    alerts: tuple[ArticleView, ...]
    folded: int
    held: Mapping[str, int]
    examples: tuple[tuple[ArticleView, str], ...]


class Previewer:
    """Holds articles, oldest first, against a filter: one alert a story, at most `cap` an hour. Keeps no bodies."""

    def __init__(self, wanted: Filter, cap: int) -> None:
        self._wanted = wanted
        self._cap = cap
        self._articles = 0
        self._sent: dict[int, ArticleView] = {}
        self._held: dict[int, tuple[ArticleView, str]] = {}

    def add(self, article: ArticleView) -> None:
        """Look at one article. One that waits for its analysis counts for nothing."""
        if article.analysis is None or article.story_id is None:
            return
        self._articles += 1
        verdict = passes(self._wanted, article.analysis, article.outlet, article.title, article.body)
        kept = replace(article, body="", lead="")
        if verdict.why is None:
            self._sent.setdefault(article.story_id, kept)
        else:
            self._held[article.story_id] = (kept, verdict.why)

    def result(self) -> Preview:
        """What was seen so far. A story that would have been sent is not held back, whatever became of its other articles."""
        held = [entry for story_id, entry in self._held.items() if story_id not in self._sent]
        hours = Counter(hour_of(article.first_seen_at) for article in self._sent.values())
        return Preview(
            articles=self._articles,
            alerts=tuple(sorted(self._sent.values(), key=_seen, reverse=True)),
            folded=sum(max(0, number - self._cap) for number in hours.values()),
            held=dict(Counter(why for _, why in held).most_common()),
            examples=tuple(sorted(held, key=lambda entry: _seen(entry[0]), reverse=True)[:3]),
        )


def _seen(article: ArticleView) -> datetime:
    return article.first_seen_at
