"""Headlines and leads that change at the source: what changed, whether it matters, and which changes are followed."""

from bot.desk.edits.diff import Change, Part, change_of
from bot.desk.edits.facts import headline_changed, is_material, lead_changed
from bot.desk.edits.follow import MOST_EDITS, KnownText, NewEdit, Verdict, judge
from bot.desk.edits.wording import READ, Wording, same_lead, same_title, same_wording, seen_mark, wording_of

__all__ = [
    "MOST_EDITS",
    "READ",
    "Change",
    "KnownText",
    "NewEdit",
    "Part",
    "Verdict",
    "Wording",
    "change_of",
    "headline_changed",
    "is_material",
    "judge",
    "lead_changed",
    "same_lead",
    "same_title",
    "same_wording",
    "seen_mark",
    "wording_of",
]
