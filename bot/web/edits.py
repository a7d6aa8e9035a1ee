"""How an article was changed at its source, as a template shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk.edits import MOST_EDITS, Part, change_of, same_lead, same_title
from bot.model import ArticleView
from bot.web.times import Times, TimeText


@dataclass(frozen=True, slots=True)
class TextChange:
    """A headline or a lead (`what`) before and after, in runs."""

    what: str
    old: Sequence[Part]
    new: Sequence[Part]


@dataclass(frozen=True, slots=True)
class EditRow:
    """One change: when the desk saw it, and what became of which text."""

    when: TimeText
    changes: Sequence[TextChange]


def edit_rows(article: ArticleView, times: Times) -> Sequence[EditRow]:
    """The article's changes, the newest first."""
    names = (article.outlet.name, article.outlet.name_ko)
    rows = []
    for edit in reversed(article.edits):
        changes = []
        if not same_title(edit.old_title, edit.title, names):
            changes.append(_text_change("headline", edit.old_title, edit.title))
        if not same_lead(edit.old_lead, edit.lead):
            changes.append(_text_change("lead", edit.old_lead, edit.lead))
        rows.append(EditRow(times.text(edit.seen_at), changes))
    return [row for row in rows if row.changes]


def is_followed(article: ArticleView) -> bool:
    """Whether further changes would be kept."""
    return len(article.edits) < MOST_EDITS


def _text_change(what: str, old: str, new: str) -> TextChange:
    found = change_of(old, new)
    return TextChange(what, found.old, found.new)
