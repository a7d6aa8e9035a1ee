"""Headlines and leads that change at the source: what changed, whether it matters, and which changes are followed."""

from bot.desk.edits.diff import Change, Part, change_of
from bot.desk.edits.facts import is_material
from bot.desk.edits.follow import KnownText, NewEdit, Verdict, judge
from bot.desk.edits.wording import Wording, same_title, same_wording, seen_mark

__all__ = [
    "Change",
    "KnownText",
    "NewEdit",
    "Part",
    "Verdict",
    "Wording",
    "change_of",
    "is_material",
    "judge",
    "same_title",
    "same_wording",
    "seen_mark",
]
