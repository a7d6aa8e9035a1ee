"""Which changes at the source are followed. Pure: what a feed says now, against what it and others said of the article before.

Feeds do not stand still by themselves: some give two headlines in turn, some a summary with another advertisement each time, and two feeds
may carry one article under different headlines. So an item is compared with what it showed itself; an item that words the article in its
own way from the start is not followed; a text that comes back is followed once; and the changes of an article are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk.edits.facts import is_material
from bot.desk.edits.wording import Wording, same_title, same_wording

MOST_EDITS = 20
"""An article that changed this often is followed no further."""

MOST_LEADS = 3
"""A lead that changed this often under one headline is the feed's, not an editor's: it is kept, and told no more."""

TOO_MANY = f"The source changed it {MOST_EDITS} times: later changes are not followed."


@dataclass(frozen=True, slots=True)
class KnownText:
    """A text of the article as a feed gave it: the first one, or (`edit_of`) a change of an earlier one."""

    number: int
    wording: Wording
    edit_of: int | None = None


@dataclass(frozen=True, slots=True)
class NewEdit:
    """A change that is followed: it becomes a text of its own. `edit_of` is the number of the text that readers have."""

    edit_of: int
    is_material: bool
    is_lead_only: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an item shows now: the number of one of the article's texts, a new one (`edit`), or (both None) a wording of its own. `reason`
    says why a change is not followed, where that is for good."""

    shows: int | None
    edit: NewEdit | None = None
    reason: str | None = None


def judge(now: Wording, shown: int | None, texts: Sequence[KnownText], *, unread: int | None = None, names: Sequence[str] = ()) -> Verdict:
    """What becomes of an item that says `now`, and showed the text of number `shown` before (None where it had words of its own).

    `texts` are those of the article in order, `unread` is the number of one that waits to be read, and `names` are the outlet's.
    """
    by_number = {text.number: text for text in texts}
    newest = texts[-1]
    if shown is None:
        return Verdict(newest.number if same_wording(newest.wording, now, names) else None)
    if same_wording(by_number[shown].wording, now, names):
        return Verdict(shown)
    known = next((text for text in reversed(texts) if same_wording(text.wording, now, names)), None)
    if known is not None and not _returns(known, shown, texts, names):
        return Verdict(known.number)
    if len(texts) > MOST_EDITS:
        return Verdict(shown, reason=TOO_MANY)
    return Verdict(None, _edit(now, texts, unread, names))


def _returns(known: KnownText, shown: int, texts: Sequence[KnownText], names: Sequence[str]) -> bool:
    """Whether the newest text gives way to an earlier one, for the first time. An item that lags behind another feed does not do that."""
    newest = texts[-1].number
    if known.number == newest or shown != newest:
        return False
    return not any(same_wording(later.wording, earlier.wording, names) for place, later in enumerate(texts) for earlier in texts[:place])


def _edit(now: Wording, texts: Sequence[KnownText], unread: int | None, names: Sequence[str]) -> NewEdit:
    """Against what readers have: a text that nobody read is passed over."""
    waiting = next((text for text in texts if text.number == unread), None)
    base = waiting.edit_of if waiting is not None and waiting.edit_of is not None else texts[-1].number
    old = next(text.wording for text in texts if text.number == base)
    is_lead_only = same_title(old.title, now.title, names)
    is_restless = is_lead_only and _lead_changes(texts, names) >= MOST_LEADS
    return NewEdit(base, is_material(old, now, names) and not is_restless, is_lead_only)


def _lead_changes(texts: Sequence[KnownText], names: Sequence[str]) -> int:
    by_number = {text.number: text for text in texts}
    edits = [(by_number[text.edit_of], text) for text in texts if text.edit_of is not None and text.edit_of in by_number]
    return sum(same_title(old.wording.title, new.wording.title, names) for old, new in edits)
