"""The one set of parameters by which stories are made. docs/stories.md says how each was chosen and what a fifth more or less does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Parameters:
    """`join` is how likely it must be that an article belongs to a story, `merge` the same for a second story that it shows to be the
    first. `weights` are those of `bot.desk.stories.odds`, the shipped ones where None.

    `share` is what the shared terms weigh beside the words where both can be compared; `crowd` how far the likeness to a story of many
    articles, whose sum is like anything near it, is brought down to that of its single articles, 0 to 1. `half_life` is after which time
    without news a story counts half as alike. The likeness is multiplied across languages by `same_act` where the main event is one, and
    everywhere by `other_act` where both have one and it is another. `reprint` is the part of the shorter body that stands in the longer
    one of a reprint.
    """

    join: float = 0.6
    merge: float = 0.9
    share: float = 0.5
    crowd: float = 0.2
    half_life: timedelta = timedelta(days=5)
    same_act: float = 2.0
    other_act: float = 0.85
    reprint: float = 0.5
    weights: Mapping[str, float] | None = None


PARAMETERS = Parameters()

START = 40
"""After so many articles a desk knows its beat."""

WINDOW = timedelta(days=14)
"""A story without news for so long is closed: nothing joins it, and the index drops it."""

KEYS = 32
"""By how many of an article's weightiest terms its candidates are looked up: the rare ones, whose lists stay short."""

LOOKS = 800
"""How many entries of those lists are read."""

CANDIDATES = 20
"""How many stories that share the most weight of those terms are compared in full."""
