"""What stands in a brief or a digest: the stories of a period by section, the most told first. Pure.

A story stands in one section only. Opinion and official statements are told by what they are, and so come before any subject; North
Korea comes before security, of which it would otherwise take most; then the group of the story's first main theme decides. What fits
none of these stands under other news. The rank is by importance, then by outlets (those of one publisher count once, reprints not
at all) that told the story in the period, then by relevance, then by time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.desk.digest import Period
from bot.desk.filters import passes
from bot.desk.importance import weight_of
from bot.model import IMPORTANCES, ArticleView, CatalogueTheme, Filter, Importance, StoryView
from bot.tags import Analysis

LATE = timedelta(days=1)
"""An article dated earlier than this before the period is the backlog of a new feed, not news of the period."""

NORTH_KOREA_THEMES = frozenset(
    {
        "north-korea-missiles",
        "north-korea-nuclear",
        "denuclearization-diplomacy",
        "inter-korean",
        "russia-dprk",
        "sanctions",
        "human-rights",
    }
)
"""Themes of the codebook that are about the North."""

NORTH_KOREA = "KP"


class Section(StrEnum):
    """The sections of a brief, in the order in which they are shown. TOP and OVERNIGHT take stories out of the others."""

    TOP = "top"
    OVERNIGHT = "overnight"
    ECONOMY = "economy"
    NORTH = "north-korea"
    SECURITY = "security"
    STATEMENTS = "statements"
    OPINION = "opinion"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Contents:
    """The stories of a digest by section, the first-ranked first; empty sections are left out."""

    sections: Mapping[Section, tuple[StoryView, ...]]


def within(story: StoryView, wanted: Filter, period: Period) -> StoryView | None:
    """The story as the period told it: its articles of that time, without their texts. None where none of them passes the filter."""
    told = [article for article in story.articles if _is_of(article, period)]
    meant = [article for article in told if _passes(article, wanted, story.importance)]
    if not meant:
        return None
    lead = story.lead if story.lead in told else meant[0]
    kept = {article.id: replace(article, lead="", body="") for article in told}
    return replace(story, lead=kept[lead.id], articles=tuple(kept.values()))


def _is_of(article: ArticleView, period: Period) -> bool:
    dated = min(article.published_at or article.first_seen_at, article.first_seen_at)
    return article.analysis is not None and period.start <= article.first_seen_at < period.end and dated >= period.start - LATE


def _passes(article: ArticleView, wanted: Filter, importance: Importance) -> bool:
    analysis = article.analysis
    return analysis is not None and passes(wanted, analysis, article.outlet, article.title, article.body, importance=importance).passes


def contents(stories: Iterable[StoryView], themes: Iterable[CatalogueTheme]) -> Contents:
    """Stories as `within` gives them, in their sections and by rank."""
    groups = {theme.id: theme.group for theme in themes}
    found: dict[Section, list[StoryView]] = {section: [] for section in Section}
    for story in by_rank(stories):
        found[section_of(story, groups)].append(story)
    return Contents({section: tuple(kept) for section, kept in found.items() if kept})


def section_of(story: StoryView, groups: Mapping[str, str]) -> Section:
    """The one section of a story, by the article that speaks for it. `groups` maps theme ids to the groups of the codebook."""
    analysis = story.lead.analysis
    if analysis is None:
        return Section.OTHER
    return section_for(analysis.kind, main_themes(analysis), major_states(analysis), groups)


def section_for(kind: str, main: Sequence[str], states: Collection[str], groups: Mapping[str, str]) -> Section:
    """The section of an article of that kind, with these main themes, in which actors of these states are major."""
    if kind == "opinion":
        return Section.OPINION
    if kind == "statement":
        return Section.STATEMENTS
    if NORTH_KOREA_THEMES.intersection(main) or NORTH_KOREA in states:
        return Section.NORTH
    group = next((groups[theme_id] for theme_id in main if theme_id in groups), "")
    return {"security": Section.SECURITY, "economy": Section.ECONOMY}.get(group, Section.OTHER)


def main_themes(analysis: Analysis) -> tuple[str, ...]:
    """Ids of the themes of first rank, of all where none has it."""
    main = tuple(tag.id for tag in analysis.themes if tag.rank == "primary")
    return main or tuple(tag.id for tag in analysis.themes)


def major_states(analysis: Analysis) -> tuple[str, ...]:
    """The countries of the major actors."""
    return tuple(tag.country for tag in analysis.actors if tag.country and tag.salience == "major")


def by_rank(stories: Iterable[StoryView]) -> list[StoryView]:
    """Stories with the most important first, then the most told, then the nearest to the alliance, then the newest."""
    return sorted(stories, key=_rank)


def _rank(story: StoryView) -> tuple[int, int, int, float, int]:
    nearest = max((a.analysis.nearness for a in story.articles if a.analysis), default=0)
    level = IMPORTANCES.index(story.importance)
    return -level, -weight_of(story).families, -nearest, -_newest(story.articles).timestamp(), story.id


def _newest(articles: Sequence[ArticleView]) -> datetime:
    return max(article.first_seen_at for article in articles)


def shares(sizes: Sequence[int], most: int) -> tuple[int, ...]:
    """How many of `most` lines each section gets: one each in turn, as long as it has stories and lines are left."""
    given = [0] * len(sizes)
    left = min(most, sum(sizes))
    while left:
        for at, size in enumerate(sizes):
            if left and given[at] < size:
                given[at] += 1
                left -= 1
    return tuple(given)
