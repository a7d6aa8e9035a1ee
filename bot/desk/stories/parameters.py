"""The one set of parameters by which stories are made. docs/stories.md says how each was chosen and what a fifth more or less of it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Parameters:
    """`join` is the likeness at which an article belongs to a story, `merge` that at which it shows a second story to be the same.

    `share` is what the shared terms weigh beside the words where both can be compared. `half_life` is after which time without news a
    story counts half as alike. `same_act` multiplies the likeness across languages where the main event is one. `reprint` is the part of
    the shorter body that stands in the longer one of a reprint.
    """

    join: float = 0.40
    share: float = 0.40
    merge: float = 0.60
    half_life: timedelta = timedelta(days=5)
    same_act: float = 2.0
    reprint: float = 0.5


PARAMETERS = Parameters()

WINDOW = timedelta(days=14)
"""A story without news for so long is closed: nothing joins it, and the index drops it."""

KEYS = 32
"""By how many of an article's weightiest terms its candidates are looked up: the rare ones, whose lists stay short."""

CANDIDATES = 40
"""How many stories that share the most weight of those terms are compared in full."""
