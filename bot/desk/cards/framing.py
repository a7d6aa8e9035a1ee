"""The two sides of a story in a card: how many, in which tone, whom they quote, and what only one of them has, with a sentence that shows
it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.desk.card import Field, Line, Span, Style, line
from bot.desk.cards import pieces
from bot.desk.cards.text import in_sentence
from bot.desk.framing import Cut, Difference, Feature, Framing, Side
from bot.desk.reader import Reader
from bot.model import StoryView
from bot.tags import ActorTag

LEAST_OUTLETS = 3
"""With fewer, the timeline says it all."""

QUOTED = 3
SENTENCE = 120
MOST = 2
"""Differences that a card tells of each side; the page has more."""

_SIDE = {Cut.LANGUAGE: "framing.side_language", Cut.COUNTRY: "framing.side_country"}
_ONLY = {Cut.LANGUAGE: "framing.only_language", Cut.COUNTRY: "framing.only_country"}
_MAINLY = {Cut.LANGUAGE: "framing.mainly_language", Cut.COUNTRY: "framing.mainly_country"}


def fields(framings: Sequence[Framing], story: StoryView, reader: Reader) -> tuple[Field, ...]:
    """A heading, the two sides and what only one of them has; a further way to part the press in one line. Nothing where too few outlets
    carry the story."""
    if len(story.outlets) < LEAST_OUTLETS or not framings:
        return ()
    first, *further = framings
    names = _actors_of(story)
    return (
        Field("", (Span(reader.say("framing.title"), Style.STRONG),)),
        *(Field(_named(_SIDE, first.cut, side.key, reader), line(_about(side, names, reader))) for side in first.sides),
        *(_difference(one, names, reader, first.cut) for side in first.sides for one in first.of(side.key)[:MOST]),
        *_others(first, reader),
        *(_in_short(framing, reader) for framing in further),
    )


def _actors_of(story: StoryView) -> Mapping[str, ActorTag]:
    """The actors of all the story's articles by id."""
    return {tag.id: tag for article in story.articles if article.analysis for tag in article.analysis.actors}


def _named(phrases: Mapping[Cut, str], cut: Cut, key: str, reader: Reader) -> str:
    """`Korean-language`, `In South Korea`, `Only Korean-language`."""
    return reader.say(phrases[cut], name=reader.word(cut.value, key))


def _feature(one: Difference, names: Mapping[str, ActorTag], reader: Reader) -> str:
    """The actor or theme as the reader calls it."""
    return _actor(one.id, names, reader) if one.feature is Feature.ACTOR else reader.theme(one.id)


def _actor(actor_id: str, names: Mapping[str, ActorTag], reader: Reader) -> str:
    """The actor by its tag in the story, else by the catalogue."""
    return reader.actor(names[actor_id]) if actor_id in names else reader.actor_id(actor_id)


def _about(side: Side, names: Mapping[str, ActorTag], reader: Reader) -> str:
    """`4 outlets · 2 friction, 1 neutral · quotes the Foreign Ministry, …`."""
    quoted = reader.listing((_actor(one.actor_id, names, reader) for one in side.quoted[:QUOTED]), QUOTED)
    return pieces.DOT.join(part for part in (_size(side, reader), reader.say("framing.quoted", names=quoted) if quoted else "") if part)


def _size(side: Side, reader: Reader) -> str:
    """`4 outlets, 1 reprint · 2 friction, 1 neutral`."""
    outlets = reader.say("framing.outlets", count=len(side.outlets))
    if side.reprints:
        outlets = reader.say("framing.with_reprints", outlets=outlets, count=side.reprints)
    return pieces.DOT.join(part for part in (outlets, pieces.tone_counts(side.tones, reader)) if part)


def _difference(one: Difference, names: Mapping[str, ActorTag], reader: Reader, cut: Cut) -> Field:
    """`Only Korean-language`: `National Assembly (3 of 3, against 0 of 3)` and the sentence, with its outlet linked."""
    counts = reader.say(
        "framing.counts",
        having=one.here.having,
        articles=one.here.articles,
        others_having=one.there.having,
        others=one.there.articles,
    )
    text = one.article.body if one.mention.field == "body" else one.article.title
    value: Line = (
        Span(_feature(one, names, reader), Style.STRONG),
        Span(f" {counts} ", Style.QUIET),
        *in_sentence(text, one.mention, SENTENCE),
        Span(" — ", Style.QUIET),
        Span(reader.outlet(one.article.outlet), Style.QUIET, one.article.url),
    )
    return Field(_named(_MAINLY if one.there.having else _ONLY, cut, one.key, reader), value)


def _in_short(framing: Framing, reader: Reader) -> Field:
    """`By country`: `South Korea 4 outlets · 2 friction; United States 2 outlets · 2 neutral`."""
    return Field(reader.say("framing.by_country"), _listed(framing.cut, (*framing.sides, *framing.others), reader))


def _others(framing: Framing, reader: Reader) -> tuple[Field, ...]:
    """Further languages or countries."""
    return (Field(reader.say("framing.others"), _listed(framing.cut, framing.others, reader)),) if framing.others else ()


def _listed(cut: Cut, sides: Sequence[Side], reader: Reader) -> Line:
    named = (reader.say("framing.short", name=reader.word(cut.value, side.key), about=_size(side, reader)) for side in sides)
    return line("; ".join(named))
