"""Whether an article belongs to a story, by likeness. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.desk.stories.parameters import PARAMETERS, Parameters
from bot.desk.stories.vectors import Profile, Weighed

Story = TypeVar("Story")

_LEAST_MARKS = 6
"""So many marks must two sketches have in the range that both cover, before a part of them says anything."""


@dataclass(frozen=True, slots=True)
class Choice(Generic[Story]):
    """Where an article belongs: `story` None for a new one; `same` are stories that it shows to be that one; `likeness` to `story`."""

    story: Story | None
    same: tuple[Story, ...]
    likeness: float


def choose(article: Weighed, stories: Mapping[Story, Profile], read: int, parameters: Parameters = PARAMETERS) -> Choice[Story]:
    """The story most like the article, if it is alike enough; of equals the first. Those that are as good as the same are to be merged.

    `read` is how many articles came before this one, ever.
    """
    graded = [(likeness(article, profile, parameters), story) for story, profile in stories.items()]
    best = max(graded, key=lambda one: one[0], default=None)
    if best is None:
        return Choice(None, (), 0.0)
    noise = background([grade for grade, _ in graded], unknown(read, parameters))
    needed = parameters.join + parameters.contrast * noise
    if best[0] < needed:
        return Choice(None, (), best[0])
    merged = parameters.merge + parameters.contrast * noise
    same = tuple(story for grade, story in graded if grade >= merged and story is not best[1])
    return Choice(best[1], same, best[0])


def background(grades: Sequence[float], missing: float = 0.0) -> float:
    """How alike the article is to stories that it does not belong to: the mean of the third to the sixth grade."""
    return sum((sorted(grades, reverse=True)[2:6] + [missing] * 4)[:4]) / 4


def unknown(read: int, parameters: Parameters = PARAMETERS) -> float:
    """What stands for a grade that is missing in the background, where so few articles were read that its absence says nothing."""
    return parameters.unread * max(0.0, 1 - read / parameters.start)


def likeness(article: Weighed, story: Profile, parameters: Parameters = PARAMETERS) -> float:
    """How much an article is like a story, 0 to 1, less the longer nothing was added to it.

    Words and shared terms speak together for that part of the story which is in the article's language; for the other part shared terms
    speak alone, and the main event.
    """
    size = story.size
    act = story.act if article.act is not None else None
    shared = story.shared.likeness(article.shared, size, parameters.crowd)
    across = min(1.0, shared * parameters.same_act) if act is not None and act == article.act else shared
    count = story.sizes.get(article.language, 0)
    value = across
    if count:
        words = story.words[article.language].likeness(article.words, count, parameters.crowd)
        own = (1 - parameters.share) * words + parameters.share * shared
        part = count / size
        value = part * own + (1 - part) * across
    if act is not None and act != article.act:
        value *= parameters.other_act
    gap = abs(article.at - story.last)
    return float(value * 0.5 ** (gap / parameters.half_life))


def is_reprint(one: Sequence[int], other: Sequence[int], parameters: Parameters = PARAMETERS) -> bool:
    """Whether two bodies are of one text, whole or cut, by their sketches: the part of the rarer marks in the range that both cover."""
    if not one or not other:
        return False
    end = min(one[-1], other[-1])
    left, right = {mark for mark in one if mark <= end}, {mark for mark in other if mark <= end}
    fewest = min(len(left), len(right))
    return fewest >= _LEAST_MARKS and len(left & right) >= parameters.reprint * fewest
