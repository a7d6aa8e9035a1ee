"""Articles and stories as weighted terms. Pure.

A term weighs the root of how much the article makes of it times how rare it is, log(1 + n / df) (Salton and Buckley 1988; the 1 keeps the
commonest terms from vanishing). Rarity is that among the articles seen so far, so that no word list has to be shipped and a subject that
is in everybody's mouth this week tells nothing; a story is the sum of its articles as they were weighed when they came (Allan et al.,
"Topic Detection and Tracking", 1998).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nlargest
from math import log, sqrt
from typing import Any, Self

from bot.model import Fingerprint

Vector = Mapping[str, float]

EVERY = "*:"
"""The key by which all articles are counted."""

MOST_TERMS = 1_000
"""A story of a hundred articles keeps at least so many of its terms, the heaviest, and at most twice as many."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An article: `words` and `shared` are each of length 1 (or empty), their keys are those of `term_keys`."""

    language: str
    words: Vector
    shared: Vector
    act: str | None
    sketch: tuple[int, ...]
    at: datetime


def term_keys(fingerprint: Fingerprint) -> list[str]:
    """Every term of an article under the key by which it is counted: words begin with their language, shared terms with what they are.

    The first two keys count the articles themselves: of the language, and all.
    """
    mark = fingerprint.language + ":"
    return [mark, EVERY, *(mark + word for word in fingerprint.words), *fingerprint.shared]


def weigh(fingerprint: Fingerprint, counts: Mapping[str, int], at: datetime) -> Weighed:
    """`counts` says of each of `term_keys` in how many articles it stood, this one included."""
    mark = fingerprint.language + ":"
    words = {mark + word: weight for word, weight in fingerprint.words.items()}
    return Weighed(
        fingerprint.language,
        _unit(words, counts, counts[mark]),
        _unit(fingerprint.shared, counts, counts[EVERY]),
        fingerprint.act,
        fingerprint.sketch,
        at,
    )


def _unit(terms: Vector, counts: Mapping[str, int], total: int) -> Vector:
    weights = {term: sqrt(made) * log(1 + total / counts[term]) for term, made in terms.items()}
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}


@dataclass(slots=True)
class Sum:
    """The sum of vectors of length 1, with its own square kept up."""

    terms: dict[str, float] = field(default_factory=dict)
    square: float = 0.0

    def add(self, vector: Vector) -> None:
        """Add a vector, or another sum's terms."""
        terms, square = self.terms, self.square
        for term, weight in vector.items():
            old = terms.get(term, 0.0)
            terms[term] = new = old + weight
            square += new * new - old * old
        self.square = square
        if len(terms) > 2 * MOST_TERMS:
            self.terms = dict(nlargest(MOST_TERMS, terms.items(), key=lambda one: one[1]))
            self.square = sum(weight * weight for weight in self.terms.values())

    def likeness(self, vector: Vector, count: int, crowd: float) -> float:
        """The cosine with a vector of length 1, brought down by `crowd` (0 to 1) towards its mean product with the `count` vectors that
        were added; 0 where there is nothing to compare."""
        terms = self.terms
        if not terms or self.square <= 0:
            return 0.0
        product = 0.0
        for term in filter(terms.__contains__, vector):
            product += vector[term] * terms[term]
        length = sqrt(self.square)
        return float(product / length * (length / count) ** crowd)


@dataclass(slots=True)
class Profile:
    """A story as its articles make it: words by language, shared terms, how often each act was an article's main one.

    `sizes` counts the articles by language, `last` is when the newest was published.
    """

    last: datetime
    sizes: dict[str, int] = field(default_factory=dict)
    words: dict[str, Sum] = field(default_factory=dict)
    shared: Sum = field(default_factory=Sum)
    acts: dict[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many articles it has."""
        return sum(self.sizes.values())

    @property
    def act(self) -> str | None:
        """The act that most of its articles lead with; of equals the one that came first."""
        return max(self.acts, key=self.acts.__getitem__, default=None)

    def add(self, article: Weighed) -> None:
        """Take an article in."""
        language = article.language
        self.sizes[language] = self.sizes.get(language, 0) + 1
        self.words.setdefault(language, Sum()).add(article.words)
        self.shared.add(article.shared)
        if article.act is not None:
            self.acts[article.act] = self.acts.get(article.act, 0) + 1
        self.last = max(self.last, article.at)

    def absorb(self, other: Profile) -> None:
        """Take a whole story in."""
        for language, count in other.sizes.items():
            self.sizes[language] = self.sizes.get(language, 0) + count
        for language, words in other.words.items():
            self.words.setdefault(language, Sum()).add(words.terms)
        self.shared.add(other.shared.terms)
        for act, count in other.acts.items():
            self.acts[act] = self.acts.get(act, 0) + count
        self.last = max(self.last, other.last)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON; weights to four places."""
        return {
            "last": self.last.isoformat(),
            "sizes": self.sizes,
            "words": {language: _plain(words) for language, words in self.words.items()},
            "shared": _plain(self.shared),
            "acts": self.acts,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(
            datetime.fromisoformat(data["last"]),
            dict(data["sizes"]),
            {language: _sum(words) for language, words in data["words"].items()},
            _sum(data["shared"]),
            dict(data["acts"]),
        )


def _plain(whole: Sum) -> dict[str, float]:
    return {term: round(weight, 4) for term, weight in whole.terms.items()}


def _sum(terms: Mapping[str, float]) -> Sum:
    return Sum(dict(terms), sum(weight * weight for weight in terms.values()))
