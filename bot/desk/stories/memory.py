"""Stories of a stream that is read once, held in memory: what the store does in its tables, for a file of articles and for measuring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest

from bot.desk.stories.decide import Choice, choose, is_reprint
from bot.desk.stories.parameters import CANDIDATES, KEYS, PARAMETERS, WINDOW, Parameters
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


class StoryStream:
    """Articles in order of arrival, each placed once; numbers and story ids count from 1."""

    def __init__(self, parameters: Parameters = PARAMETERS) -> None:
        self._parameters = parameters
        self._counts = dict(usual_counts())
        self._stories: dict[int, Profile] = {}
        self._members: dict[int, list[tuple[int, tuple[int, ...], int]]] = {}
        self._postings: dict[str, dict[int, None]] = {}
        self._number = 0
        self._next_story = 0

    def place(self, fingerprint: Fingerprint, at: datetime) -> Placed:
        """Find the article's story, or begin one. `at` is when it was published."""
        self._number += 1
        counts = self._counts
        for key in term_keys(fingerprint):
            counts[key] = counts.get(key, 0) + 1
        article = weigh(fingerprint, counts, at)
        keys = lookup_keys(article)
        candidates = {story: self._stories[story] for story in self._candidates(article, keys)}
        choice = choose(article, candidates, self._parameters)
        story = choice.story if choice.story is not None else self._begin(at)
        moved = self._merge(story, choice)
        voice = self._voice(story, article)
        self._stories[story].add(article)
        self._members[story].append((self._number, article.sketch, voice))
        for key in keys:
            self._postings.setdefault(key, {})[story] = None
        return Placed(self._number, story, voice, moved)

    def _begin(self, at: datetime) -> int:
        self._next_story += 1
        self._stories[self._next_story] = Profile(at)
        self._members[self._next_story] = []
        return self._next_story

    def _candidates(self, article: Weighed, keys: Sequence[str]) -> list[int]:
        """The stories that share the most weight of the article's rarest terms; what is too old leaves the lists as it is met."""
        found: dict[int, float] = {}
        oldest = article.at - WINDOW
        for key in keys:
            posting = self._postings.get(key)
            if posting is None:
                continue
            weight = article.words.get(key) or article.shared[key]
            for story in [story for story in posting if story not in self._stories or self._stories[story].last < oldest]:
                del posting[story]
            for story in posting:
                found[story] = found.get(story, 0.0) + weight
        return nlargest(CANDIDATES, sorted(found), key=found.__getitem__)

    def _merge(self, story: int, choice: Choice[int]) -> tuple[int, ...]:
        moved: list[int] = []
        for other in choice.same:
            self._stories[story].absorb(self._stories.pop(other))
            members = self._members.pop(other)
            moved += [number for number, _, _ in members]
            self._members[story] += members
            for posting in self._postings.values():
                if posting.pop(other, 0) is None:
                    posting[story] = None
        return tuple(moved)

    def _voice(self, story: int, article: Weighed) -> int:
        for _, sketch, voice in self._members[story]:
            if is_reprint(article.sketch, sketch, self._parameters):
                return voice
        return self._number


def lookup_keys(article: Weighed) -> list[str]:
    """The article's weightiest terms, half of them words and half shared ones: under these its story is found again."""
    half = KEYS // 2
    return [
        *nlargest(half, article.words, key=article.words.__getitem__),
        *nlargest(half, article.shared, key=article.shared.__getitem__),
    ]
