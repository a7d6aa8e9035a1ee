"""How two parts of the press tell one story: Korean-language and English-language outlets, or those of two countries.

A part is counted in voices: articles that speak for themselves, reprints left out. Official sources are what the press writes about, so
they stand on no side. What a side leaves out is only said of articles whose text the desk has read: a lead leaves nearly everything out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.desk.contrast import LEAST_ARTICLES, Count, is_told, z_score
from bot.desk.fulltext_policy import is_lead
from bot.desk.timeline import Told, timeline
from bot.model import ArticleView, Outlet, OutletClass, StoryView
from bot.tags import Mention, QuoteTag

_ORDER = ("ko", "en", "KR", "US")
_ALLIES = ("KR", "US")


class Cut(StrEnum):
    """By what the press is parted: the language of its articles, or the country of its outlets."""

    LANGUAGE = "language"
    COUNTRY = "country"


class Feature(StrEnum):
    """What an article can have or leave out."""

    ACTOR = "actor"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class Quoted:
    """An actor whose words a side carries, in how many of its articles, and one of them: `quote` stands in `article`."""

    actor_id: str
    articles: int
    article: ArticleView
    quote: QuoteTag


@dataclass(frozen=True, slots=True)
class Side:
    """One part of the press. `key` is the language or the country; `outlets` carry the story, reprints too; `voices` are its analysed
    articles but for reprints, oldest first, `read` those of them with their text. `tones` counts voices by tone, most frequent first."""

    key: str
    outlets: tuple[Outlet, ...]
    reprints: int
    voices: tuple[ArticleView, ...]
    read: tuple[ArticleView, ...]
    tones: tuple[tuple[str, int], ...]
    quoted: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the side `key` has, in `here`, and that the other hardly has, in `there`; `z` as in bot.desk.contrast. `mention` in
    `article` shows it."""

    feature: Feature
    id: str
    key: str
    here: Count
    there: Count
    z: float
    article: ArticleView
    mention: Mention


@dataclass(frozen=True, slots=True)
class Framing:
    """Two sides beside each other, the clearest differences first. `others` are further parts of the press, the largest first; without
    `is_enough` there are too few articles to say what either side leaves out."""

    cut: Cut
    sides: tuple[Side, Side]
    others: tuple[Side, ...]
    differences: tuple[Difference, ...]
    is_enough: bool

    def of(self, key: str) -> tuple[Difference, ...]:
        """What that side has and the other leaves out."""
        return tuple(one for one in self.differences if one.key == key)


def framings(story: StoryView) -> tuple[Framing, ...]:
    """The story by language and by country, as far as either has two sides; by country only where that parts the articles otherwise."""
    told = [one for one in timeline(story.articles) if one.article.outlet.outlet_class is not OutletClass.OFFICIAL]
    by_language = _framing(Cut.LANGUAGE, told, lambda article: article.language)
    by_country = _framing(Cut.COUNTRY, told, lambda article: article.outlet.country)
    if by_language and by_country and _parts(by_language) == _parts(by_country):
        by_country = None
    return tuple(one for one in (by_language, by_country) if one is not None)


def _parts(framing: Framing) -> set[frozenset[str]]:
    return {frozenset(outlet.id for outlet in side.outlets) for side in (*framing.sides, *framing.others)}


def _framing(cut: Cut, told: Sequence[Told], key_of: Callable[[ArticleView], str]) -> Framing | None:
    """The two largest parts as sides, the Korean one first; None where all the press is one part."""
    every = [article for one in told for article in (one.article, *one.reprints)]
    keys = {key_of(article) for article in every}
    if len(keys) < 2:
        return None
    parts = [_side(key, told, key_of) for key in keys]
    parts.sort(key=lambda side: (-len(side.voices), -len(side.outlets), side.key))
    first, second = sorted(parts[:2], key=lambda side: (_ORDER.index(side.key) if side.key in _ORDER else len(_ORDER), side.key))
    is_enough = min(len(first.read), len(second.read)) >= LEAST_ARTICLES
    differences = [*_differences(first, second), *_differences(second, first)] if is_enough else []
    differences.sort(key=lambda one: (-one.z, one.feature, one.id))
    return Framing(cut, (first, second), tuple(parts[2:]), tuple(differences), is_enough)


def _side(key: str, told: Sequence[Told], key_of: Callable[[ArticleView], str]) -> Side:
    own = [one.article for one in told if key_of(one.article) == key]
    reprints = [article for one in told for article in one.reprints if key_of(article) == key]
    outlets = dict.fromkeys(article.outlet for article in (*own, *reprints))
    voices = tuple(article for article in own if article.analysis is not None)
    tones = Counter(article.analysis.tone.label for article in voices if article.analysis)
    return Side(
        key=key,
        outlets=tuple(outlets),
        reprints=len(reprints),
        voices=voices,
        read=tuple(article for article in voices if not is_lead(article.body, article.language)),
        tones=tuple(tones.most_common()),
        quoted=_quoted(voices),
    )


def _quoted(voices: Iterable[ArticleView]) -> tuple[Quoted, ...]:
    """Whose words the articles carry, the most carried first: of each the first direct quotation, else what was first reported."""
    said: dict[str, list[tuple[ArticleView, QuoteTag]]] = {}
    for article in voices:
        for quote in article.analysis.quotes if article.analysis else ():
            said.setdefault(quote.speaker, []).append((article, quote))
    found = []
    for actor_id, quotes in said.items():
        article, quote = next(((article, quote) for article, quote in quotes if quote.is_direct), quotes[0])
        found.append(Quoted(actor_id, len({article.id for article, _ in quotes}), article, quote))
    return tuple(sorted(found, key=lambda one: -one.articles))


def _differences(here: Side, there: Side) -> Iterator[Difference]:
    """What the articles of one side have and those of the other leave out, as far as words of an article can show it."""
    elsewhere = Counter(name for article in there.read for name in _features(article))
    having: dict[tuple[Feature, str], list[ArticleView]] = {}
    for article in here.read:
        for name in _features(article):
            having.setdefault(name, []).append(article)
    for name, articles in having.items():
        counts = Count(len(articles), len(here.read)), Count(elsewhere[name], len(there.read))
        # Several articles of one publisher show its own taste, not that of a side.
        if len({article.outlet.family for article in articles}) < LEAST_ARTICLES or not is_told(*counts):
            continue
        shown = _shown(name, articles)
        if shown is not None:
            yield Difference(*name, here.key, *counts, z_score(*counts), *shown)


def _features(article: ArticleView) -> list[tuple[Feature, str]]:
    """But for the two states themselves: each press writes "the government" of its own."""
    analysis = article.analysis
    if analysis is None:
        return []
    actors = [tag.id for tag in analysis.actors if not (tag.type == "state" and tag.country in _ALLIES)]
    return [*((Feature.ACTOR, actor_id) for actor_id in actors), *((Feature.THEME, tag.id) for tag in analysis.themes)]


def _shown(name: tuple[Feature, str], articles: Iterable[ArticleView]) -> tuple[ArticleView, Mention] | None:
    """An article and the words of its body that show it; of the title where no body does. Those in which it weighs most come first."""
    places = [(article, mention, weighs) for article in articles for mention, weighs in _mentions(name, article)]
    places.sort(key=lambda place: (place[1].field != "body", not place[2]))
    return places[0][:2] if places else None


def _mentions(name: tuple[Feature, str], article: ArticleView) -> Iterator[tuple[Mention, bool]]:
    """Where the article has it, and whether it weighs there; a place that does not fit the text is left out."""
    analysis = article.analysis
    if analysis is None:
        return
    feature, wanted = name
    if feature is Feature.ACTOR:
        found = [(place, tag.salience == "major") for tag in analysis.actors if tag.id == wanted for place in tag.mentions]
    else:
        found = [(place, tag.rank == "primary") for tag in analysis.themes if tag.id == wanted for place in tag.evidence]
    texts = {"title": article.title, "body": article.body}
    yield from ((place, weighs) for place, weighs in found if texts.get(place.field, "")[place.start : place.end] == place.text)
