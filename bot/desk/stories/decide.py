"""Which of the stories that an article resembles it belongs to. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.desk.stories.likeness import compare
from bot.desk.stories.odds import chance, signs
from bot.desk.stories.parameters import PARAMETERS, Parameters
from bot.desk.stories.vectors import Profile, Weighed

Story = TypeVar("Story")

_LEAST_MARKS = 6
"""So many marks must two sketches have in the range that both cover, before a part of them says anything."""


@dataclass(frozen=True, slots=True)
class Choice(Generic[Story]):
    """Where an article belongs: `story` None for a new one. `certain` are all stories that it belongs to as good as certainly, which are
    therefore one. `chance` is how likely the likeliest is, 0 to 1.
    """

    story: Story | None
    certain: tuple[Story, ...]
    chance: float


def choose(article: Weighed, stories: Mapping[Story, Profile], read: int, parameters: Parameters = PARAMETERS) -> Choice[Story]:
    """The likeliest story, if it is likely enough; of equals the first.

    `read` is how many articles came before this one, ever.
    """
    likenesses = [compare(article, profile, parameters) for profile in stories.values()]
    graded = [(chance(found, parameters.weights), story) for found, story in zip(signs(likenesses, read), stories, strict=True)]
    best = max(graded, key=lambda one: one[0], default=None)
    if best is None:
        return Choice(None, (), 0.0)
    certain = tuple(story for grade, story in graded if grade >= parameters.merge)
    return Choice(best[1] if best[0] >= parameters.join else None, certain, best[0])


def is_reprint(one: Sequence[int], other: Sequence[int], parameters: Parameters = PARAMETERS) -> bool:
    """Whether two bodies are of one text, whole or cut, by their sketches: the part of the rarer marks in the range that both cover."""
    if not one or not other:
        return False
    end = min(one[-1], other[-1])
    left, right = {mark for mark in one if mark <= end}, {mark for mark in other if mark <= end}
    fewest = min(len(left), len(right))
    return fewest >= _LEAST_MARKS and len(left & right) >= parameters.reprint * fewest
