"""Counts of a period, and what became more since the period before. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from bot.desk.sections import main_themes, major_states, section_for
from bot.model import StoryView, TaggedArticle

LEAST_STORIES = 3
GROWTH = 1.5
"""What rises is told by this many stories, and by so many times those of the period before."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many articles, stories and outlets; and of the stories how many a section, a tone, a theme (id) and an actor (id)."""

    articles: int
    stories: int
    outlets: int
    sections: Mapping[str, int]
    tones: Mapping[str, int]
    themes: Mapping[str, int]
    actors: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rise:
    """A theme or an actor in `now` stories, and in `before` of the period before."""

    id: str
    now: int
    before: int


def tagged(story: StoryView) -> tuple[TaggedArticle, ...]:
    """The analysed articles of a story by their tags."""
    return tuple(
        TaggedArticle(
            story_id=story.id,
            is_lead=article.id == story.lead.id,
            outlet=article.outlet.id,
            kind=article.analysis.kind,
            tone=article.analysis.tone.label,
            actors=tuple(tag.id for tag in article.analysis.actors),
            themes=tuple(tag.id for tag in article.analysis.themes),
            main_themes=main_themes(article.analysis),
            states=major_states(article.analysis),
        )
        for article in story.articles
        if article.analysis is not None
    )


def tally(articles: Iterable[TaggedArticle], groups: Mapping[str, str]) -> Tally:
    """Count. Section and tone of a story are those of the article that speaks for it. `groups` maps theme ids to their groups."""
    stories: dict[int, list[TaggedArticle]] = defaultdict(list)
    for article in articles:
        stories[article.story_id].append(article)
    leads = [next((article for article in told if article.is_lead), told[0]) for told in stories.values()]
    return Tally(
        articles=sum(map(len, stories.values())),
        stories=len(stories),
        outlets=len({article.outlet for told in stories.values() for article in told}),
        sections=Counter(section_for(lead.kind, lead.main_themes or lead.themes, lead.states, groups) for lead in leads),
        tones=Counter(lead.tone for lead in leads),
        themes=Counter(key for told in stories.values() for key in {key for article in told for key in article.main_themes}),
        actors=Counter(key for told in stories.values() for key in {key for article in told for key in article.actors}),
    )


def rising(now: Mapping[str, int], before: Mapping[str, int], most: int) -> tuple[Rise, ...]:
    """What is told by clearly more stories than before, the steepest first: by the growth over the root of what was to be expected, so
    that neither what is always there nor what was told once comes first."""
    rises = [Rise(key, count, before.get(key, 0)) for key, count in now.items()]
    meant = [rise for rise in rises if rise.now >= LEAST_STORIES and rise.now >= GROWTH * rise.before]
    return tuple(sorted(meant, key=lambda rise: (-(rise.now - rise.before) / sqrt(rise.before + 1), rise.id))[:most])
