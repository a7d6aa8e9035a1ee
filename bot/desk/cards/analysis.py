"""The card of a text or page that somebody asked the desk to analyse."""

from __future__ import annotations

from bot.desk.card import Card, Span, Style, line
from bot.desk.cards import pieces
from bot.desk.cards.text import cut, first_sentences, one_line
from bot.desk.cards.why import evidence_items, judgement_fields
from bot.desk.ports import ReadResult
from bot.desk.reader import Reader


def analysed(result: ReadResult, url: str | None, reader: Reader) -> Card:
    """What the handlers say of it, each tag with its words. Nothing of it is kept."""
    analysis = result.analysis
    title = cut(result.title, pieces.HEADLINE) or reader.say("analyze.title")
    chosen = " ".join(one_line(sentence.text) for sentence in analysis.summary[:3])
    summary = cut(chosen, pieces.SUMMARY) or first_sentences(result.body, 2, pieces.SUMMARY)
    items = evidence_items(analysis, result.title, result.body, reader)
    lines = [line(summary)] if summary else []
    if not items:
        lines.append(line(reader.say("analyze.no_tags")))
    language = reader.say("analyze.language", language=reader.language(analysis.language))
    return Card(
        language=reader.locale,
        title=(Span(title, Style.STRONG, url),),
        summary=title,
        lines=tuple(lines),
        fields=(*judgement_fields(analysis, reader), *pieces.who_and_what(analysis, reader)),
        items=items,
        footer=line(Span(pieces.DOT.join((language, reader.say("analyze.not_kept"))), Style.QUIET)),
        colour=pieces.colour_of(analysis),
        is_private=True,
    )
