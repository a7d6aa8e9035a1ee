"""Cards about reports of wrong tags, and the tags of a story that can be reported."""

from __future__ import annotations

from bot.desk.card import Card, Colour, line
from bot.desk.cards import pieces
from bot.desk.reader import Reader
from bot.model import StoryView

Named = tuple[str, tuple[str, ...]]


def tags_of(shown: StoryView, reader: Reader) -> list[Named]:
    """(value, names) of each tag of the article that speaks for the story: kind and relevance, then actors and themes."""
    analysis = pieces.face(shown, reader.locale).analysis
    if analysis is None:
        return []
    found: list[Named] = [
        ("kind", (f"{reader.say('tag.kind')}: {reader.word('kind', analysis.kind)}",)),
        ("relevance", (f"{reader.say('tag.relevance')}: {reader.word('relevance', analysis.relevance.label)}",)),
    ]
    found += [(f"actor:{tag.id}", (reader.actor(tag), tag.name_en, tag.name_ko)) for tag in analysis.actors]
    for theme in analysis.themes:
        known = reader.themes.get(theme.id)
        names = (known.name_en, known.name_ko) if known else ()
        found.append((f"theme:{theme.id}", (reader.theme(theme.id), *names)))
    return found


def reported(shown: StoryView, tag: str, reader: Reader) -> Card:
    """Thanks."""
    title = reader.say("report.done")
    name = next((names[0] for value, names in tags_of(shown, reader) if value == tag), reader.say("report.whole"))
    lines = (line(reader.say("report.what", tag=name)), pieces.headline(pieces.face(shown, reader.locale), reader))
    return Card(reader.locale, line(title), title, lines=lines, colour=Colour.GOOD, is_private=True)
