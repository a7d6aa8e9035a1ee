"""What a filter would have sent: the alerts of the last days, counted by the same rules as the real ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.desk.alerts import QUIET, hour_of, reason_of, way
from bot.desk.filters import passes
from bot.desk.importance import Telling, reaches, telling_of, weigh
from bot.desk.quiet import zone_of
from bot.desk.schedules import timetable
from bot.model import Announce, ArticleView, Filter, Importance, Preferences, Rhythm, Schedule
from bot.tags import Analysis

IMPORTANCE = "importance"
MUTED = "muted"
"""Stands beside the parts of a filter as what held a story back."""


@dataclass(frozen=True, slots=True)
class Preview:
    """`alerts` are the articles that would have told a story, newest first: as an alert of its own, in a brief, or in a digest.

    `folded` of them would have gone into a brief for the cap, `quiet` into one for the quiet hours; `digests` is the number of digests that
    would have told them all, 0 for an instant subscription. `held` counts the stories held back by the part of the filter that did it
    (`MUTED` where the channel muted it); `examples` are the newest of them, each with its part.
    """

    articles: int
    alerts: tuple[ArticleView, ...]
    folded: int
    held: Mapping[str, int]
    examples: tuple[tuple[ArticleView, str], ...]
    quiet: int = 0
    digests: int = 0


class Previewer:
    """Holds articles, oldest first, against a filter: one alert a story, at most `cap` an hour. Keeps no bodies.

    A story has the importance that these articles give it, and is sent when it reaches the least that the filter asks for.
    `preferences` are the channel's, `zone` the desk's (UTC where not given), `muted` the ids of stories that the channel muted.
    """

    def __init__(
        self,
        wanted: Filter,
        cap: int,
        *,
        schedule: Schedule | None = None,
        preferences: Preferences | None = None,
        zone: ZoneInfo | None = None,
        muted: Collection[int] = (),
    ) -> None:
        self._wanted = wanted
        self._cap = cap
        self._schedule = schedule or Schedule()
        self._preferences = preferences
        self._zone = zone or ZoneInfo("UTC")
        self._muted = frozenset(muted)
        self._articles = 0
        self._sent: dict[int, ArticleView] = {}
        self._held: dict[int, tuple[ArticleView, str]] = {}
        self._told: dict[int, list[Telling]] = {}
        self._waiting: set[int] = set()

    def add(self, article: ArticleView) -> None:
        """Look at one article. One that waits for its analysis counts for nothing."""
        if article.analysis is None or article.story_id is None:
            return
        self._articles += 1
        why = self._why(article, article.story_id, article.analysis)
        kept = replace(article, body="", lead="")
        if why is None:
            self._sent.setdefault(article.story_id, kept)
        elif self._held.get(article.story_id, (kept, ""))[1] != MUTED:
            self._held[article.story_id] = (kept, why)

    def _why(self, article: ArticleView, story_id: int, analysis: Analysis) -> str | None:
        """What holds the story back as the article comes; None where it is told."""
        level = self._level(article, story_id)
        why = passes(self._wanted, analysis, article.outlet, article.title, article.body, importance=level).why
        if why == IMPORTANCE:
            self._waiting.add(story_id)
        elif why is not None and story_id in self._waiting:
            why = None if reaches(level, self._wanted.minimum_importance) else IMPORTANCE
        return MUTED if why is None and story_id in self._muted else why

    def _level(self, article: ArticleView, story_id: int) -> Importance:
        """The importance of the story with this article; not looked at where the filter asks for none."""
        if self._wanted.minimum_importance == "low":
            return "low"
        told = self._told.setdefault(story_id, [])
        told.append(telling_of(article))
        return weigh(told).level

    def result(self) -> Preview:
        """What was seen so far. A story that would have been sent is not held back, whatever became of its other articles."""
        held = [entry for story_id, entry in self._held.items() if story_id not in self._sent]
        sent = sorted(self._sent.values(), key=_seen)
        folded, quiet = self._folds(sent)
        return Preview(
            articles=self._articles,
            alerts=tuple(reversed(sent)),
            folded=folded,
            held=dict(Counter(why for _, why in held).most_common()),
            examples=tuple(sorted(held, key=lambda entry: _seen(entry[0]), reverse=True)[:3]),
            quiet=quiet,
            digests=self._digests(sent),
        )

    def _folds(self, sent: Sequence[ArticleView]) -> tuple[int, int]:
        """How many would have gone into a brief, for the cap and for quiet hours."""
        if self._schedule.rhythm is not Rhythm.INSTANT:
            return 0, 0
        alerts: Counter[datetime] = Counter()
        briefs: Counter[str] = Counter()
        zone = zone_of(self._preferences, self._zone)
        for now in map(_seen, sent):
            is_full = alerts[hour_of(now)] >= self._cap
            found = way(Announce.ALERT, is_full=is_full, now=now, quiet=self._preferences, zone=zone)
            if found.fold_into is None:
                alerts[hour_of(now)] += 1
            else:
                briefs[reason_of(found.fold_into)] += 1
        return briefs.total() - briefs[QUIET], briefs[QUIET]

    def _digests(self, sent: Sequence[ArticleView]) -> int:
        table = timetable(self._schedule, self._preferences, self._zone)
        return len({table.next(_seen(article)) for article in sent} - {None})


def _seen(article: ArticleView) -> datetime:
    return article.first_seen_at
