"""Stories of a stream that is read once, held in memory: what the store does in its tables, for a file of articles and for measuring."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nlargest

from bot.desk.stories.decide import Choice, choose, is_reprint
from bot.desk.stories.parameters import CANDIDATES, KEYS, LOOKS, PARAMETERS, WINDOW, Parameters
from bot.desk.stories.rarity import usual_counts
from bot.desk.stories.vectors import Profile, Weighed, term_keys, weigh
from bot.model import Fingerprint


@dataclass(frozen=True, slots=True)
class Placed:
    """`story` of the article; `voice` the number of the article that it reprints, its own where it speaks for itself.

    `moved` are numbers of earlier articles that a merge brought into the story.
    """

    number: int
    story: int
    voice: int
    moved: tuple[int, ...]


@dataclass(slots=True)
class _Open:
    """A story that articles may still join: its profile, (number, sketch, voice) of its articles, and the keys that lead to it."""

    profile: Profile
    members: list[tuple[int, tuple[int, ...], int]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)


class StoryStream:
    """Articles in order of arrival, each placed once; numbers and story ids count from 1."""

    def __init__(self, parameters: Parameters = PARAMETERS) -> None:
        self._parameters = parameters
        self._counts = dict(usual_counts())
        self._stories: OrderedDict[int, _Open] = OrderedDict()
        self._postings: dict[str, dict[int, None]] = {}
        self._number = 0
        self._next_story = 0

    def place(self, fingerprint: Fingerprint, at: datetime) -> Placed:
        """Find the article's story, or begin one. `at` is when it was published."""
        self._number += 1
        self._close_older(at - WINDOW)
        counts = self._counts
        for key in term_keys(fingerprint):
            counts[key] = counts.get(key, 0) + 1
        article = weigh(fingerprint, counts, at)
        keys = lookup_keys(article)
        found = candidates(article, {key: self._postings.get(key, ()) for key in keys})
        choice = choose(article, {story: self._stories[story].profile for story in found}, self._number - 1, self._parameters)
        story = choice.story if choice.story is not None else self._begin(at)
        moved = self._merge(story, choice)
        place = self._stories[story]
        voice = self._voice(place, article)
        place.profile.add(article)
        place.members.append((self._number, article.sketch, voice))
        self._lead(story, keys)
        self._stories.move_to_end(story)
        return Placed(self._number, story, voice, moved)

    def _begin(self, at: datetime) -> int:
        self._next_story += 1
        self._stories[self._next_story] = _Open(Profile(at))
        return self._next_story

    def _lead(self, story: int, keys: Iterable[str]) -> None:
        self._stories[story].keys.update(keys)
        for key in keys:
            self._postings.setdefault(key, {})[story] = None

    def _close(self, story: int) -> _Open:
        closed = self._stories.pop(story)
        for key in closed.keys:
            posting = self._postings[key]
            del posting[story]
            if not posting:
                del self._postings[key]
        return closed

    def _close_older(self, oldest: datetime) -> None:
        while self._stories:
            story = next(iter(self._stories))
            if self._stories[story].profile.last >= oldest:
                return
            self._close(story)

    def _merge(self, story: int, choice: Choice[int]) -> tuple[int, ...]:
        moved: list[int] = []
        for other in choice.certain:
            if other == story:
                continue
            gone, place = self._close(other), self._stories[story]
            place.profile.absorb(gone.profile)
            place.members += gone.members
            self._lead(story, gone.keys)
            moved += [number for number, _, _ in gone.members]
        self._stories[story].members.sort(key=lambda member: member[0])
        return tuple(moved)

    def _voice(self, place: _Open, article: Weighed) -> int:
        for _, sketch, voice in place.members:
            if is_reprint(article.sketch, sketch, self._parameters):
                return voice
        return self._number


def candidates(article: Weighed, postings: Mapping[str, Collection[int]]) -> list[int]:
    """The stories that share the most weight with an article by what the lists of its `lookup_keys` say, the shortest lists first.

    Only `LOOKS` entries are looked at, so that the cost does not follow the window: a longer list is of a term that tells less.
    """
    found: dict[int, float] = {}
    for key in looked_at({key: len(posting) for key, posting in postings.items()}):
        posting, weight = postings[key], article.words.get(key) or article.shared[key]
        for story in posting if len(posting) <= LOOKS else nlargest(LOOKS, posting):
            found[story] = found.get(story, 0.0) + weight
    if len(found) > CANDIDATES:
        least = nlargest(CANDIDATES, found.values())[-1]
        found = {story: weight for story, weight in found.items() if weight >= least}
    return sorted(found, key=lambda story: (-found[story], story))[:CANDIDATES]


def looked_at(lengths: Mapping[str, int]) -> list[str]:
    """The keys of the lists of these lengths that are looked at: the shortest with `LOOKS` entries together. Where the first that has any
    is longer, it alone is looked at, at its `LOOKS` newest stories; of equal lists the first goes first, and all longer ones are equal."""
    chosen: list[str] = []
    looks = 0
    for key in sorted(lengths, key=lambda key: min(lengths[key], LOOKS + 1)):
        looks += lengths[key]
        if looks > LOOKS and chosen:
            break
        if lengths[key]:
            chosen.append(key)
    return chosen


def lookup_keys(article: Weighed) -> list[str]:
    """The article's weightiest terms, half of them words and half shared ones: under these its story is found again."""
    half = KEYS // 2
    return [
        *nlargest(half, article.words, key=article.words.__getitem__),
        *nlargest(half, article.shared, key=article.shared.__getitem__),
    ]
