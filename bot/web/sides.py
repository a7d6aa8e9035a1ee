"""What the page of a story shows of its timeline and of the two sides that tell it: records of plain strings in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.desk.card import Style
from bot.desk.cards.text import cut, in_sentence, one_line
from bot.desk.framing import Cut, Difference, Feature, Framing, Quoted, Side
from bot.desk.timeline import Told, race
from bot.model import StoryView
from bot.tags import ActorTag
from bot.web.highlight import anchor_of
from bot.web.rows import ArticleRow, Chip, Names, Text, article_row

_QUOTED = 5
_DIFFERENCES = 6
_SENTENCE = 220
_FOLLOWERS = 5


@dataclass(frozen=True, slots=True)
class Moment:
    """An article of the timeline. `behind` says how long after the first, empty for that; `reprints` repeat its text."""

    row: ArticleRow
    behind: str
    reprints: tuple[ArticleRow, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of an article with their place in it: `link` leads to `hit`, which stands between `before` and `after`."""

    before: str
    hit: str
    after: str
    lang: str
    link: str
    outlet: str


@dataclass(frozen=True, slots=True)
class ToneShare:
    """How many articles have a tone, and how many of a hundred."""

    tone: str
    articles: int
    percent: int


@dataclass(frozen=True, slots=True)
class QuotedRow:
    """Whose words a side carries, in how many articles, and some of them."""

    actor: Chip
    articles: int
    is_direct: bool
    words: Text
    article_id: int
    outlet: str


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """What this side has and the other leaves out: in `having` of `articles`, there in `others_having` of `others`."""

    chip: Chip
    kind: str
    having: int
    articles: int
    others_having: int
    others: int
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Column:
    """One side."""

    name: str
    outlets: tuple[str, ...]
    reprints: int
    voices: int
    tones: tuple[ToneShare, ...]
    quoted: tuple[QuotedRow, ...]
    only: tuple[DifferenceRow, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Two sides beside each other. `others` names further parts of the press with their outlets."""

    cut: str
    columns: tuple[Column, Column]
    others: tuple[tuple[str, tuple[str, ...]], ...]
    is_enough: bool


def moments(told: Sequence[Told], names: Names) -> tuple[Moment, ...]:
    """The timeline as listed."""
    return tuple(
        Moment(article_row(one.article, names), _later(one, names), tuple(article_row(article, names) for article in one.reprints))
        for one in told
    )


def _later(told: Told, names: Names) -> str:
    return names.words.t("timeline.later", span=names.times.span(told.behind)) if told.minutes else ""


def leader(told: Sequence[Told], names: Names) -> str:
    """Who led, and by how much; empty where one outlet alone tells the story."""
    first, *followers = race(told)
    if not followers:
        return ""
    words = names.words
    named = [
        words.t("timeline.follower", outlet=names.outlet(one.article.outlet), span=names.times.span(one.behind))
        if one.minutes
        else words.t("timeline.at_once", outlet=names.outlet(one.article.outlet))
        for one in followers[:_FOLLOWERS]
    ]
    listed = ", ".join(named)
    if len(followers) > _FOLLOWERS:
        listed = words.t("timeline.and_more", shown=listed, count=len(followers) - _FOLLOWERS)
    return words.t("timeline.led", outlet=names.outlet(first.article.outlet), followers=listed)


def table(framing: Framing, story: StoryView, names: Names) -> Table:
    """A framing as the page shows it."""
    actors = {tag.id: tag for article in story.articles if article.analysis for tag in article.analysis.actors}
    first, second = (_column(side, framing, actors, names) for side in framing.sides)
    others = [(_name(framing.cut, side.key, names), tuple(names.outlet(outlet) for outlet in side.outlets)) for side in framing.others]
    return Table(framing.cut.value, (first, second), tuple(others), framing.is_enough)


def _name(cut: Cut, key: str, names: Names) -> str:
    return names.words.t(f"sides.{cut.value}", name=names.words.label(cut.value, key))


def _column(side: Side, framing: Framing, actors: Mapping[str, ActorTag], names: Names) -> Column:
    total = sum(count for _, count in side.tones)
    return Column(
        name=_name(framing.cut, side.key, names),
        outlets=tuple(names.outlet(outlet) for outlet in side.outlets),
        reprints=side.reprints,
        voices=len(side.voices),
        tones=tuple(ToneShare(tone, count, round(100 * count / total)) for tone, count in side.tones),
        quoted=tuple(_quoted(one, actors, names) for one in side.quoted[:_QUOTED]),
        only=tuple(_difference(one, actors, names) for one in framing.of(side.key)[:_DIFFERENCES]),
    )


def _actor(actor_id: str, actors: Mapping[str, ActorTag], names: Names) -> Chip:
    tag = actors.get(actor_id)
    if tag is None:
        return Chip(actor_id, actor_id, "minor", "")
    return Chip(tag.id, tag.name_ko if names.words.locale == "ko" else tag.name_en, tag.salience, tag.type)


def _quoted(one: Quoted, actors: Mapping[str, ActorTag], names: Names) -> QuotedRow:
    article = one.article
    words = Text(cut(one_line(one.quote.text), _SENTENCE), article.language)
    actor = _actor(one.actor_id, actors, names)
    return QuotedRow(actor, one.articles, one.quote.is_direct, words, article.id, names.outlet(article.outlet))


def _difference(one: Difference, actors: Mapping[str, ActorTag], names: Names) -> DifferenceRow:
    chip = _actor(one.id, actors, names) if one.feature is Feature.ACTOR else names.theme(one.id)
    return DifferenceRow(
        chip, one.feature.value, one.here.having, one.here.articles, one.there.having, one.there.articles, _excerpt(one, names)
    )


def _excerpt(one: Difference, names: Names) -> Excerpt:
    article = one.article
    spans = in_sentence(article.body if one.mention.field == "body" else article.title, one.mention, _SENTENCE)
    at = next(index for index, span in enumerate(spans) if span.style is Style.HIGHLIGHT)
    before, after = ("".join(span.text for span in part) for part in (spans[:at], spans[at + 1 :]))
    link = f"/article/{article.id}#{anchor_of(one.mention)}"
    return Excerpt(before, spans[at].text, after, article.language, link, names.outlet(article.outlet))
