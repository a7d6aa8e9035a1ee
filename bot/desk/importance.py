"""How much weight a story has, and why. Pure; docs/stories.md gives the reasons of the numbers.

Whatever joins a story can raise its level and never lowers it: each part counts a set that only grows, and nothing depends on the clock.
So a channel that waits for a level is told once, when the story reaches it.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk.moments import told_at
from bot.desk.voices import is_primary
from bot.model import IMPORTANCES, ArticleView, Importance, OutletClass, StoryView
from bot.tags import RELEVANCES, Analysis, EventTag

FAMILIES = ((2, 1), (3, 2), (5, 3), (8, 4))
"""From so many families of outlets on, that many points."""

PACE = ((3, 1), (5, 2))
"""From so many families within an hour on."""

HOUR = timedelta(hours=1)
CORE = 1
LEADERS = ((1, 1), (2, 2))
"""From the heads of so many states on."""

DEED = 1
PRIMARY = 1
LEVELS: Mapping[Importance, int] = {"notable": 3, "high": 5, "top": 7}
"""The points that a level takes."""

DEEDS = frozenset({"AGREE", "COOPERATE", "AID", "RETREAT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
"""The event types that change something: material ones of PLOVER, and agreements and threats, which bind."""

MARKED_FROM: Importance = "high"
"""From this level on a list says it beside the story: a mark at every second row would mark nothing."""

_HIGH_FAMILIES, _TOP_FAMILIES = 2, 3


@dataclass(frozen=True, slots=True)
class Bearing:
    """What of one article weighs. `relevance` 0 none, 1 partial, 2 core; `leaders` by id with their state's country; `deeds` are event
    types of DEEDS that it tells as done. An opinion, which tells of them again, has neither, nor what does not bear on the alliance."""

    relevance: int = 0
    is_primary: bool = False
    leaders: Mapping[str, str] | None = None
    deeds: tuple[str, ...] = ()

    def to_text(self) -> str:
        """As the store keeps it."""
        parts = {"r": self.relevance, "p": self.is_primary, "l": dict(self.leaders or {}), "d": self.deeds}
        return json.dumps(parts, separators=(",", ":"))

    @staticmethod
    def from_text(text: str | None) -> Bearing:
        """Read what `to_text` wrote; an article that was never weighed bears nothing."""
        if text is None:
            return Bearing()
        parts = json.loads(text)
        return Bearing(int(parts["r"]), bool(parts["p"]), dict(parts["l"]), tuple(parts["d"]))


@dataclass(frozen=True, slots=True)
class Telling:
    """One article of a story. `voice` is the id of the article whose words it prints, its own where it speaks for itself; `at` is when it
    was told (bot.desk.moments)."""

    article_id: int
    family: str
    voice: int
    at: datetime
    bearing: Bearing


@dataclass(frozen=True, slots=True)
class Weight:
    """A story's level with what it comes from: families of outlets with words of their own, so many of them (`fast`) within `minutes` at
    the busiest, the heads of states among its main actors and their countries, what was done, and its official statement."""

    level: Importance
    points: int
    relevance: int
    families: int
    fast: int
    minutes: int
    leaders: tuple[str, ...]
    countries: frozenset[str]
    deeds: tuple[str, ...]
    primary: int | None


def bearing_of(analysis: Analysis, stands: OutletClass) -> Bearing:
    """What the analysis of an article weighs; `stands` is the class of its outlet."""
    near = analysis.nearness
    if analysis.kind == "opinion" or not near:
        return Bearing(near)
    leaders = {tag.id: tag.country or "" for tag in analysis.actors if tag.is_leader and tag.salience == "major"}
    deeds = dict.fromkeys(event.type for event in analysis.events if event.type in DEEDS and _is_main_fact(event))
    return Bearing(near, is_primary(analysis, stands), leaders, tuple(deeds))


def _is_main_fact(event: EventTag) -> bool:
    """Told as done, in the headline or the first two sentences: what stands further down is often what happened before."""
    return event.sentence < 2 and event.is_fact


def telling_of(article: ArticleView) -> Telling:
    """An article as it weighs; one that waits for its analysis counts for its outlet only."""
    return Telling(
        article.id,
        article.outlet.family,
        article.reprint_of or article.id,
        told_at(article),
        Bearing() if article.analysis is None else bearing_of(article.analysis, article.outlet.outlet_class),
    )


def weight_of(story: StoryView) -> Weight:
    """The weight of a story by the articles that are at hand."""
    return weigh(map(telling_of, story.articles))


def weigh(tellings: Iterable[Telling]) -> Weight:
    """The weight of a story that these articles tell, in whatever order."""
    told = sorted(tellings, key=lambda one: one.article_id)
    own = list(_voices(told))
    families = len({one.family for one in own})
    fast, minutes = _busiest(sorted(own, key=lambda one: one.at))
    leaders = [pair for one in told for pair in (one.bearing.leaders or {}).items()]
    deeds = tuple(dict.fromkeys(deed for one in told for deed in one.bearing.deeds))
    primary = next((one.article_id for one in told if one.bearing.is_primary), None)
    nearest = max((one.bearing.relevance for one in told), default=0)
    countries = frozenset(country for _, country in leaders)
    points = (
        _points(families, FAMILIES)
        + _points(fast, PACE)
        + _points(len(countries), LEADERS)
        + (CORE if nearest == RELEVANCES.index("core") else 0)
        + (DEED if deeds else 0)
        + (PRIMARY if primary is not None else 0)
    )
    level = _level(points, nearest, families, is_primary=primary is not None)
    return Weight(
        level, points, nearest, families, fast, minutes, tuple(dict.fromkeys(actor for actor, _ in leaders)), countries, deeds, primary
    )


def _voices(told: Sequence[Telling]) -> Iterable[Telling]:
    """One telling for each text: the article whose words they are, whatever reprints of it came before it into the order of ids; where it
    is not among them, the first that prints it."""
    first = {one.voice: one for one in reversed(told)}
    return (first | {one.voice: one for one in told if one.article_id == one.voice}).values()


def reaches(level: Importance, minimum: Importance) -> bool:
    """Whether a level is at least the minimum."""
    return IMPORTANCES.index(level) >= IMPORTANCES.index(minimum)


def _points(count: int, steps: Sequence[tuple[int, int]]) -> int:
    return max((points for least, points in steps if count >= least), default=0)


def _level(points: int, nearest: int, families: int, *, is_primary: bool) -> Importance:
    """What has nothing to do with the alliance stays low; nothing that one voice alone tells is high but an official statement."""
    most = 0 if not nearest else 3 if families >= _TOP_FAMILIES else 2 if families >= _HIGH_FAMILIES or is_primary else 1
    return IMPORTANCES[min(most, sum(points >= needed for needed in LEVELS.values()))]


def _busiest(told: Sequence[Telling]) -> tuple[int, int]:
    """The most families within an hour, and in how many minutes (rounded up, 1 at least) the quickest such hour had them."""
    inside: Counter[str] = Counter()
    best, span, start = 0, timedelta(), 0
    for one in told:
        inside[one.family] += 1
        while one.at - told[start].at > HOUR or inside[told[start].family] > 1:
            _leave(inside, told[start].family)
            start += 1
        length = one.at - told[start].at
        if (len(inside), -length) > (best, -span):
            best, span = len(inside), length
    return best, max(1, math.ceil(span / timedelta(minutes=1)))


def _leave(inside: Counter[str], family: str) -> None:
    inside[family] -= 1
    if not inside[family]:
        del inside[family]
