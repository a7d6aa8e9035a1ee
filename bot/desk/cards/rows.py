"""One line a story, for messages that tell many."""

from __future__ import annotations

from collections.abc import Iterable

from bot.desk.card import Line, Span, Style
from bot.desk.cards import pieces
from bot.desk.cards.text import cut
from bot.desk.reader import Reader
from bot.model import StoryView

MOST_LINES = 20
"""Stories that one message shows; the rest is counted."""

BUDGET = 3_000
"""Characters of the rows of one message, with their addresses: Discord takes 4,000 over all."""

HEADLINE = 110
THEMES = 2

_MARKUP = 4


def story_row(story: StoryView, reader: Reader) -> Line:
    """`• Headline · Tariffs, Cars · 3 outlets`, the headline linked."""
    article = pieces.face(story, reader.locale)
    headline = cut(article.title, HEADLINE) or reader.say("article.untitled")
    themes = pieces.theme_names(article.analysis, reader, THEMES) if article.analysis else ""
    outlets = reader.say("digest.outlets", count=len(story.outlets))
    tail = "".join(pieces.DOT + part for part in (themes, outlets) if part)
    return (Span("• "), Span(headline, Style.PLAIN, article.url), Span(tail, Style.QUIET))


def fits(rows: Iterable[Line]) -> bool:
    """Whether the rows fit one message."""
    return sum(len(span.text) + len(span.url or "") + _MARKUP for row in rows for span in row) <= BUDGET


def story_rows(stories: Iterable[StoryView], reader: Reader) -> tuple[Line, ...]:
    """Rows of the first stories: as many as fit one message, one at least."""
    rows = [story_row(story, reader) for story in list(stories)[:MOST_LINES]]
    while len(rows) > 1 and not fits(rows):
        rows.pop()
    return tuple(rows)
