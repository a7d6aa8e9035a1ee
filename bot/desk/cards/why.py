"""Why an article has its tags: each with the words behind it, in their context."""

from __future__ import annotations

from collections.abc import Iterable

from bot.desk.card import Card, Field, Item, Line, Span, Style, line
from bot.desk.cards import pieces
from bot.desk.cards.text import cut, in_context, one_line
from bot.desk.cards.weight import importance_in_full
from bot.desk.reader import Reader
from bot.model import ArticleView, StoryView
from bot.tags import Analysis, ComingTag, Mention

PLACES = 3
ACTORS = 12
EVENTS = 5
QUOTES = 5
COMING = 5
QUOTED = 240


def why(story: StoryView, reader: Reader) -> Card:
    """The tags of the article that shows the story."""
    article = pieces.face(story, reader.locale)
    title = reader.say("why.title", headline=pieces.plain(pieces.headline(article, reader)))
    if article.analysis is None:
        return Card(reader.locale, line(title), title, lines=(line(reader.say("why.waiting")),))
    items = evidence_items(article.analysis, article.title, article.body, reader)
    lines = (*(() if items else (line(reader.say("why.no_tags")),)), importance_in_full(story, reader))
    return Card(
        language=reader.locale,
        title=(Span(title, Style.STRONG, article.url),),
        summary=title,
        lines=lines,
        fields=judgement_fields(article.analysis, reader),
        items=items,
        actions=(pieces.story_actions(story.id, reader)[1],),
        footer=_footer(article, reader),
        colour=pieces.colour_of(article.analysis),
    )


def judgement_fields(analysis: Analysis, reader: Reader) -> tuple[Field, ...]:
    """Kind, relevance and tone as judged for the article as a whole, with the handlers' confidence in per cent."""
    relevance = reader.say(
        "why.scored", label=reader.word("relevance", analysis.relevance.label), percent=round(analysis.relevance.score * 100)
    )
    tone_word = reader.word("tone", analysis.tone.label)
    tone = reader.say("why.scored", label=tone_word, percent=round(analysis.tone.score * 100)) if analysis.tone.score else tone_word
    return (
        Field(reader.say("tag.kind"), line(reader.word("kind", analysis.kind))),
        Field(reader.say("tag.relevance"), line(relevance)),
        Field(reader.say("tag.tone"), line(tone)),
    )


def evidence_items(analysis: Analysis, title: str, body: str, reader: Reader) -> tuple[Item, ...]:
    """A row for each theme (primary first) and each actor (major first), with up to three places of the text; then what was done, said and
    announced, and the words of the tone."""
    themes = sorted(analysis.themes, key=lambda tag: tag.rank != "primary")
    actors = sorted(analysis.actors, key=lambda tag: tag.salience != "major")
    rows = [
        _row(reader.say("why.theme", name=reader.theme(tag.id), rank=reader.word("rank", tag.rank)), tag.evidence, title, body, reader)
        for tag in themes
    ]
    rows += [
        _row(reader.say("why.actor", name=reader.actor(tag), rank=reader.word("salience", tag.salience)), tag.mentions, title, body, reader)
        for tag in actors[:ACTORS]
    ]
    if len(actors) > ACTORS:
        names = reader.listing((reader.actor(tag) for tag in actors[ACTORS:]), 20)
        rows.append(Item(line(reader.say("why.more_actors", names=names))))
    rows += [
        _row(pieces.event_line(analysis, tag, reader), () if tag.evidence is None else (tag.evidence,), title, body, reader)
        for tag in analysis.events[:EVENTS]
    ]
    rows += _quotes(analysis, reader)
    rows += [_row(_coming_line(tag, reader), (tag.mention,), title, body, reader) for tag in analysis.coming[:COMING]]
    if analysis.tone_evidence:
        label = reader.say("why.tone", tone=reader.word("tone", analysis.tone.label))
        rows.append(_row(label, analysis.tone_evidence, title, body, reader))
    return tuple(rows)


def _coming_line(tag: ComingTag, reader: Reader) -> str:
    """`Coming up: exercise, Aug. 18 - Aug. 28`."""
    return reader.say("coming.line", kind=reader.word("coming_kind", tag.kind), day=pieces.coming_day(tag, reader))


def _quotes(analysis: Analysis, reader: Reader) -> list[Item]:
    """Who said what, direct quotations first: the words themselves in marks, what was reported without."""
    names = {tag.id: reader.actor(tag) for tag in analysis.actors}
    chosen = sorted(analysis.quotes, key=lambda tag: not tag.is_direct)[:QUOTES]
    return [
        Item(
            (Span(reader.say("why.said", name=names.get(tag.speaker) or reader.actor_id(tag.speaker)), Style.STRONG),),
            (line(reader.say("why.quote" if tag.is_direct else "why.reported", text=cut(one_line(tag.text), QUOTED))),),
        )
        for tag in sorted(chosen, key=lambda tag: tag.start)
    ]


def _row(label: str, mentions: Iterable[Mention], title: str, body: str, reader: Reader) -> Item:
    unique = list(dict.fromkeys(mentions))
    details: list[Line] = [in_context(title if mention.field == "title" else body, mention) for mention in unique[:PLACES]]
    if len(unique) > PLACES:
        details.append(line(Span(reader.say("why.more_places", count=len(unique) - PLACES), Style.QUIET)))
    return Item((Span(label, Style.STRONG),), tuple(details))


def _footer(article: ArticleView, reader: Reader) -> Line:
    parts = [pieces.kind_of(article, reader)]
    if article.analysis and article.analysis.failures:
        parts.append(reader.say("why.failures", names=", ".join(article.analysis.failures)))
    if article.analysis:
        parts.append(reader.say("why.version", version=article.analysis.version or "-"))
    return line(Span(pieces.DOT.join(parts), Style.QUIET))
