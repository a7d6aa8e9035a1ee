"""What a template shows of a story or an article: records of plain strings in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.desk.importance import MARKED_FROM, reaches
from bot.desk.voices import tones
from bot.model import ArticleView, Outlet, StoryView
from bot.tags import Analysis, EventTag
from bot.web.plain import safe_url, shortened
from bot.web.times import Times, TimeText
from bot.web.words import Words

_TITLE_MOST = 240
_SUMMARY_MOST = 420


@dataclass(frozen=True, slots=True)
class Chip:
    """A tag with its page. `weight` is primary, secondary, major or minor; `group` is a theme's group or an actor's type."""

    id: str
    name: str
    weight: str
    group: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words with their language, which may not be the page's."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list."""

    id: int
    title: Text
    url: str | None
    outlet: str
    outlet_class: str
    when: TimeText
    kind: str
    relevance: str


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story in a list, told by an article in the reader's language where it has one; `other_title` is then the leading article's own
    headline. `event` says who did what; `tone` is empty where its articles differ, `importance` is empty where it is not worth a mark."""

    id: int
    title: Text
    other_title: Text | None
    summary: Text | None
    when: TimeText
    outlets: tuple[str, ...]
    languages: tuple[str, ...]
    article_count: int
    themes: tuple[Chip, ...]
    actors: tuple[Chip, ...]
    kind: str
    relevance: str
    tone: str
    event: str
    importance: str
    is_waiting: bool
    lead: ArticleRow


@dataclass(frozen=True, slots=True)
class Names:
    """The reader's words for ids: themes by id (name, group)."""

    words: Words
    times: Times
    themes: Mapping[str, tuple[str, str]]

    def outlet(self, outlet: Outlet) -> str:
        """The outlet as the reader calls it."""
        return (outlet.name_ko if self.words.locale == "ko" else outlet.name) or outlet.name or outlet.id

    def theme(self, theme_id: str, weight: str = "secondary") -> Chip:
        """A theme's chip; its id where the catalogue does not know it."""
        name, group = self.themes.get(theme_id, (theme_id, ""))
        return Chip(theme_id, name, weight, group)


def article_row(article: ArticleView, names: Names) -> ArticleRow:
    """One article as listed. Its time is the outlet's own where it gave one."""
    analysis = article.analysis
    return ArticleRow(
        id=article.id,
        title=title_of(article, names.words),
        url=safe_url(article.url),
        outlet=names.outlet(article.outlet),
        outlet_class=article.outlet.outlet_class.value,
        when=names.times.text(article.published_at or article.first_seen_at),
        kind=analysis.kind if analysis else "",
        relevance=analysis.relevance.label if analysis else "",
    )


def title_of(article: ArticleView, words: Words) -> Text:
    """The headline, or words that say there is none."""
    title = shortened(article.title, _TITLE_MOST)
    return Text(title, article.language) if title else Text(words.t("article.untitled"), words.locale)


def story_row(story: StoryView, names: Names) -> StoryRow:
    """One story as listed: what one article says, with the tags of all its articles."""
    speaker = speaker_of(story, names.words.locale)
    lead = article_row(speaker, names)
    analysis, counts = speaker.analysis, tones(story)
    return StoryRow(
        id=story.id,
        title=lead.title,
        other_title=title_of(story.lead, names.words) if speaker.language != story.lead.language else None,
        summary=summary_of(speaker),
        when=names.times.text(story.last_seen_at),
        outlets=tuple(dict.fromkeys(names.outlet(article.outlet) for article in story.articles)),
        languages=tuple(sorted({article.language for article in story.articles})),
        article_count=len(story.articles),
        themes=theme_chips(story, names),
        actors=actor_chips(story, names.words.locale),
        kind=lead.kind,
        relevance=lead.relevance,
        tone=counts[0][0] if len(counts) == 1 else "",
        event=event_words(analysis, names.words) if analysis else "",
        importance=story.importance if reaches(story.importance, MARKED_FROM) else "",
        is_waiting=analysis is None,
        lead=lead,
    )


def summary_of(article: ArticleView) -> Text | None:
    """The summary's sentences in the source's words, else the feed's lead, else nothing."""
    analysis = article.analysis
    text = " ".join(sentence.text for sentence in analysis.summary[:2]) if analysis else ""
    text = shortened(text or article.lead, _SUMMARY_MOST)
    return Text(text, article.language) if text else None


def speaker_of(story: StoryView, locale: str) -> ArticleView:
    """The article that tells the story to this reader: the leading one, or the first analysed one in the reader's language."""
    if story.lead.language == locale:
        return story.lead
    own = (article for article in story.articles if article.language == locale and article.analysis is not None)
    return next(own, story.lead)


def _analyses(story: StoryView) -> list[Analysis]:
    """The lead's first."""
    ordered = (story.lead, *(article for article in story.articles if article.id != story.lead.id))
    return [article.analysis for article in ordered if article.analysis is not None]


def theme_chips(story: StoryView, names: Names) -> tuple[Chip, ...]:
    """Themes of all the story's articles, primary ones first."""
    ranks: dict[str, str] = {}
    for analysis in _analyses(story):
        for theme in analysis.themes:
            if ranks.get(theme.id) != "primary":
                ranks[theme.id] = theme.rank
    return _heaviest_first(names.theme(theme_id, rank) for theme_id, rank in ranks.items())


def actor_chips(story: StoryView, locale: str) -> tuple[Chip, ...]:
    """Actors of all the story's articles, major ones first."""
    found: dict[str, Chip] = {}
    for analysis in _analyses(story):
        for actor in analysis.actors:
            if actor.id not in found or (actor.salience == "major" and found[actor.id].weight != "major"):
                name = actor.name_ko if locale == "ko" else actor.name_en
                found[actor.id] = Chip(actor.id, name, actor.salience, actor.type)
    return _heaviest_first(found.values())


def _heaviest_first(chips: Iterable[Chip]) -> tuple[Chip, ...]:
    return tuple(sorted(chips, key=lambda chip: chip.weight not in {"primary", "major"}))


def event_words(analysis: Analysis, words: Words) -> str:
    """The first event as `source → target: act`; empty where there is none."""
    return event_text(analysis.events[0], analysis, words) if analysis.events else ""


def event_text(event: EventTag, analysis: Analysis, words: Words) -> str:
    """Who did what to whom, with the actors as the reader calls them."""
    names = {actor.id: actor.name_ko if words.locale == "ko" else actor.name_en for actor in analysis.actors}
    return words.t(
        "event.line",
        source=names.get(event.source, event.source),
        target=names.get(event.target, event.target),
        act=words.label("act", event.type),
    )


def first_and_rest(chips: Sequence[Chip], most: int) -> tuple[Sequence[Chip], int]:
    """The first `most` chips and how many more there are; one more is shown rather than counted."""
    if len(chips) <= most + 1:
        return chips, 0
    return chips[:most], len(chips) - most
