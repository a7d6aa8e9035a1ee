"""Who tells a story: in how many families of outlets, whose words the reprints repeat, and the official source among them. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bot.model import ArticleView, Outlet, OutletClass, StoryView
from bot.tags import Analysis

STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Coverage:
    """`outlets` carry the story, of so many `families`; `reprinting` of them have no words of their own but those of `reprinted`."""

    outlets: int
    families: int
    reprinting: int
    reprinted: tuple[Outlet, ...]


def coverage(story: StoryView) -> Coverage:
    """Counted over all articles of the story. An outlet that repeats only itself repeats nobody."""
    by_id = {article.id: article.outlet for article in story.articles}
    repeated: dict[str, list[Outlet | None]] = {}
    for article in story.articles:
        source = None if article.reprint_of is None else by_id.get(article.reprint_of)
        repeated.setdefault(article.outlet.id, []).append(None if source is None or source.id == article.outlet.id else source)
    echoes = [[source for source in sources if source is not None] for sources in repeated.values() if None not in sources]
    return Coverage(
        outlets=len(repeated),
        families=len({outlet.family for outlet in by_id.values()}),
        reprinting=len(echoes),
        reprinted=tuple({source.id: source for sources in echoes for source in sources}.values()),
    )


def tones(story: StoryView) -> tuple[tuple[str, int], ...]:
    """How many articles with words of their own are of which tone, the most frequent first; one that waits for its analysis has none."""
    ids = {article.id for article in story.articles}
    own = (article.analysis for article in story.articles if article.analysis is not None and article.reprint_of not in ids)
    return tuple(Counter(analysis.tone.label for analysis in own).most_common())


def is_primary(analysis: Analysis, stands: OutletClass) -> bool:
    """Whether an article is a source and not a report: a statement that bears on the alliance, from the official outlet that made it."""
    return analysis.kind == STATEMENT and stands is OutletClass.OFFICIAL and analysis.relevance.label != "none"


def primary_of(story: StoryView) -> ArticleView | None:
    """The first official statement of the story; None where it has only been reported."""
    return next((article for article in story.articles if is_primary_article(article)), None)


def is_primary_article(article: ArticleView) -> bool:
    """Whether the article is an official statement from its source."""
    return article.analysis is not None and is_primary(article.analysis, article.outlet.outlet_class)
