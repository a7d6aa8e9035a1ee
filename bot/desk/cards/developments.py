"""The line that says what an article brought to its story, in the reader's language."""

from __future__ import annotations

from bot.desk.cards.figures import figure
from bot.desk.cards.text import cut, one_line
from bot.desk.reader import Reader
from bot.model import ArticleView, Development, News

PARTS = 3
QUOTE = 140


def whats_new(article: ArticleView, reader: Reader) -> str:
    """`New: China named; first figure: $350 billion`. Empty where the article brought nothing."""
    parts = dict.fromkeys(_part(one, article, reader) for one in article.news)
    return reader.say("update.new", parts=reader.say("update.and").join(list(parts)[:PARTS])) if parts else ""


def _part(one: Development, article: ArticleView, reader: Reader) -> str:
    match one.kind:
        case News.STATEMENT:
            return reader.say("update.statement")
        case News.LANGUAGE:
            return reader.say("update.language", language=reader.language(one.language))
        case News.ACTOR:
            return reader.say("update.actor", actor=_name(one.actor, article, reader))
        case News.FIGURE:
            return reader.say("update.first_figure" if one.is_first else "update.figure", figure=figure(one, reader.locale))
        case News.QUOTE:
            return reader.say("update.quote", speaker=_name(one.actor, article, reader), words=cut(one_line(one.text), QUOTE))
        case News.EVENT:
            source, target = (_name(actor, article, reader) for actor in (one.actor, one.target))
            return reader.say("tag.event_line", source=source, target=target, event=reader.word("event", one.event))


def _name(actor_id: str, article: ArticleView, reader: Reader) -> str:
    tags = article.analysis.actors if article.analysis else ()
    tag = next((tag for tag in tags if tag.id == actor_id), None)
    return reader.actor_id(actor_id) if tag is None else reader.actor(tag)
