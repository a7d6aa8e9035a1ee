"""What cards say of a headline or lead that changed at its source."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.card import Card, Line, Span, Style, line
from bot.desk.cards import pieces
from bot.desk.cards.text import cut
from bot.desk.edits import Part, change_of, headline_changed, lead_changed
from bot.desk.reader import Reader
from bot.model import ArticleView, Edit, StoryView

MOST_SHOWN = 3

ALSO_TOLD = 6
"""So many articles or changes have a line of their own in the post of another."""

_AROUND = 60


def change(story: StoryView, changes: Sequence[tuple[ArticleView, Edit]], reader: Reader) -> Card:
    """Who changed what and when, for the thread of the story's alert: old and new, with the words struck out and set off. The first of the
    changes (at least one) is told in full, the others have a line each."""
    (article, edit), *others = changes
    title = pieces.headline(article, reader)
    outlet = reader.outlet(article.outlet)
    is_headline, is_lead = _changed(article, edit)
    lines = [line(Span(_what(article, edit, reader), Style.QUIET))]
    if is_headline or not is_lead:
        lines.append(_before_and_after(edit.old_title, edit.title))
    if is_lead:
        lines.append((Span(reader.say("edit.opening") + " ", Style.QUIET), *_before_and_after(edit.old_lead, edit.lead, around=_AROUND)))
    return Card(
        language=reader.locale,
        title=title,
        summary=reader.say(
            "edit.summary" if is_headline or not is_lead else "edit.summary_lead", outlet=outlet, headline=pieces.plain(title)
        ),
        lines=(*lines, *also_changed(others, reader)),
        actions=pieces.story_actions(story.id, reader),
        colour=pieces.colour_of(article.analysis),
    )


def also_changed(changes: Sequence[tuple[ArticleView, Edit]], reader: Reader, most: int = ALSO_TOLD) -> tuple[Line, ...]:
    """A line for each of these changes; those past `most` are counted."""
    shown = tuple(_in_short(article, edit, reader) for article, edit in changes[:most])
    more = len(changes) - len(shown)
    return (*shown, *((line(Span(reader.say("edit.also_more", count=more), Style.QUIET)),) if more else ()))


def history(article: ArticleView, reader: Reader) -> tuple[Line, ...]:
    """The headlines that an article had before, and changes of its lead, the newest first; nothing for one that stands as it came."""
    told = [edit for edit in reversed(article.edits) if edit.is_material]
    lines = [_earlier(article, edit, reader) for edit in told[:MOST_SHOWN]]
    more = len(told) - MOST_SHOWN
    return (*lines, line(Span(reader.say("edit.more", count=more), Style.QUIET))) if more > 0 else tuple(lines)


def mark(article: ArticleView, reader: Reader) -> str:
    """When the headline of an alert was changed last, in words; empty where it never was."""
    changes = [edit for edit in article.edits if edit.is_material and _changed(article, edit)[0]]
    return reader.say("edit.mark", time=reader.clock(changes[-1].seen_at)) if changes else ""


def _earlier(article: ArticleView, edit: Edit, reader: Reader) -> Line:
    time = reader.clock(edit.seen_at)
    if not _changed(article, edit)[0]:
        return line(Span(reader.say("edit.lead_at", time=time), Style.QUIET))
    return line(Span(reader.say("edit.until", time=time) + " ", Style.QUIET), Span(cut(edit.old_title, pieces.HEADLINE), Style.STRUCK))


def _in_short(article: ArticleView, edit: Edit, reader: Reader) -> Line:
    """`• Harbour Post changed its headline (seen 14:20): old → new`, or the headline alone where only the opening changed."""
    is_headline, is_lead = _changed(article, edit)
    what = Span("• "), Span(_what(article, edit, reader), Style.QUIET, article.url), Span(": ")
    if is_lead and not is_headline:
        return (*what, *pieces.headline(article, reader, Style.PLAIN))
    old, new = cut(edit.old_title, pieces.HEADLINE), cut(edit.title, pieces.HEADLINE)
    return (*what, *_before_and_after(old, new, around=_AROUND))


def _what(article: ArticleView, edit: Edit, reader: Reader) -> str:
    """Who changed what, and when that was seen."""
    is_headline, is_lead = _changed(article, edit)
    what = "edit.both" if is_headline and is_lead else "edit.lead" if is_lead else "edit.headline"
    return reader.say(what, outlet=reader.outlet(article.outlet), time=reader.clock(edit.seen_at))


def _changed(article: ArticleView, edit: Edit) -> tuple[bool, bool]:
    """Whether the words of the headline changed, and whether what the lead says did."""
    names = (article.outlet.name, article.outlet.name_ko)
    return headline_changed(edit.old_title, edit.title, names), lead_changed(edit.old_lead, edit.lead)


def _before_and_after(old: str, new: str, *, around: int | None = None) -> Line:
    """`old → new`, shortened to `around` characters beside each change where given."""
    found = change_of(old, new)
    return (*_side(found.old, Style.STRUCK, around), Span(" → "), *_side(found.new, Style.STRONG, around))


def _side(parts: Sequence[Part], style: Style, around: int | None) -> Line:
    last = len(parts) - 1
    return tuple(
        Span(part.text, style) if part.is_changed else Span(_near(part.text, around, is_first=place == 0, is_last=place == last))
        for place, part in enumerate(parts)
    )


def _near(text: str, around: int | None, *, is_first: bool, is_last: bool) -> str:
    """What of an unchanged run stands beside a change."""
    if around is None or len(text) <= 2 * around:
        return text
    before = "" if is_first else text[:around].rpartition(" ")[0]
    after = "" if is_last else text[-around:].partition(" ")[2]
    return f"{before} … {after}".strip(" ") if is_first == is_last else f"… {after}" if is_first else f"{before} …"
