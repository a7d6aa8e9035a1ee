"""What an article says that a later one of its story may say again: actors, events, speakers with their words, amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from bot.model import Amount, Fingerprint
from bot.tags import Analysis, EventTag

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Act:
    """An event: who did what to whom. `is_fact`: neither denied nor only possible."""

    type: str
    source: str
    target: str
    is_fact: bool


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody said, by its words in the article's language."""

    speaker: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Claims:
    """Of one article, of no language but for the sayings. `countries` are those of its actors; `amounts` are (unit, value)."""

    language: str
    actors: frozenset[str]
    countries: frozenset[str]
    acts: tuple[Act, ...]
    sayings: tuple[Saying, ...]
    amounts: tuple[tuple[str, float], ...]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "language": self.language,
            "actors": sorted(self.actors),
            "countries": sorted(self.countries),
            "acts": [[act.type, act.source, act.target, act.is_fact] for act in self.acts],
            "sayings": [[saying.speaker, sorted(saying.words)] for saying in self.sayings],
            "amounts": [list(amount) for amount in self.amounts],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(
            data["language"],
            frozenset(data["actors"]),
            frozenset(data["countries"]),
            tuple(Act(*act) for act in data["acts"]),
            tuple(Saying(speaker, frozenset(words)) for speaker, words in data["sayings"]),
            tuple((unit, value) for unit, value in data["amounts"]),
        )


def claims_of(analysis: Analysis, fingerprint: Fingerprint) -> Claims:
    """What one article says."""
    return Claims(
        analysis.language,
        frozenset(tag.id for tag in analysis.actors),
        frozenset(tag.country for tag in analysis.actors if tag.country),
        tuple(act_of(event) for event in analysis.events),
        tuple(Saying(quote.speaker, words_of(quote.text)) for quote in analysis.quotes),
        distinct(fingerprint.amounts),
    )


def act_of(event: EventTag) -> Act:
    return Act(event.type, event.source, event.target, not (event.is_negated or event.is_hypothetical))


def words_of(text: str) -> frozenset[str]:
    """By what sayings are compared: words; of Korean their first two syllables, which particles leave alone."""
    return frozenset(word[:2] if "가" <= word[0] <= "힣" else word for word in _WORD.findall(text.casefold()))


def distinct(amounts: Sequence[Amount]) -> tuple[tuple[str, float], ...]:
    return tuple(dict.fromkeys((amount.unit, amount.value) for amount in amounts))
