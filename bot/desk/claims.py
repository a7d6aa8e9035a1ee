"""What articles say that a later one of their story may say again: actors, acts, sayings, amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from bot.model import Fingerprint
from bot.tags import ActorTag, Analysis

_WORD = re.compile(r"\w+")
_FAMILIES = (
    frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID"}),
    frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"}),
    frozenset({"SANCTION", "COERCE"}),
    frozenset({"MOBILIZE", "ASSAULT"}),
)
"""PLOVER types that two reports of one act are given in turn."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What somebody said, by its words in the article's language."""

    speaker: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Claims:
    """What one article says, of no language but for the sayings.

    `actors` maps ids to homes (`home_of`); `acts` are (home that acts, family of the event, home that it is done to), denied and possible
    ones too, and `amounts` (unit, value).
    """

    language: str
    actors: Mapping[str, str]
    acts: frozenset[tuple[str, str, str]]
    sayings: tuple[Saying, ...]
    amounts: tuple[tuple[str, float], ...]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "language": self.language,
            "actors": dict(self.actors),
            "acts": sorted(map(list, self.acts)),
            "sayings": [[saying.speaker, sorted(saying.words)] for saying in self.sayings],
            "amounts": [list(amount) for amount in self.amounts],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(
            data["language"],
            data["actors"],
            frozenset((source, family, target) for source, family, target in data["acts"]),
            tuple(Saying(speaker, frozenset(words)) for speaker, words in data["sayings"]),
            tuple((unit, value) for unit, value in data["amounts"]),
        )


def claims_of(analysis: Analysis, fingerprint: Fingerprint) -> Claims:
    """What one article says."""
    homes = {tag.id: home_of(tag) for tag in analysis.actors}
    return Claims(
        analysis.language,
        homes,
        frozenset(act_of(event.source, event.type, event.target, homes) for event in analysis.events),
        tuple(Saying(quote.speaker, words_of(quote.text)) for quote in analysis.quotes),
        tuple(dict.fromkeys((amount.unit, amount.value) for amount in fingerprint.amounts)),
    )


def home_of(tag: ActorTag) -> str:
    """The country for which an actor stands, itself where it has none: ministry, minister and state are one side."""
    return tag.country or tag.id


def is_mutual(type_or_family: str) -> bool:
    """Whether such an act is done by both sides."""
    return type_or_family in _FAMILIES[0]


def act_of(source: str, type_: str, target: str, homes: Mapping[str, str]) -> tuple[str, str, str]:
    """An event so that two reports of it are equal: by the sides that act and by the family of its type."""
    family = next((min(family) for family in _FAMILIES if type_ in family), type_)
    return homes.get(source, source), family, homes.get(target, target)


def words_of(text: str) -> frozenset[str]:
    """By what sayings are compared: words; of Korean ones the first two syllables, which particles leave alone."""
    return frozenset(word[:2] if "가" <= word[0] <= "힣" else word for word in _WORD.findall(text.casefold()))


@dataclass(frozen=True, slots=True)
class Known:
    """All that the articles of a story say, `sayings` with their languages; `homes` maps every actor to its side, `sides` are the homes of
    all who are named or act."""

    languages: frozenset[str]
    homes: Mapping[str, str]
    acts: frozenset[tuple[str, str, str]]
    sayings: tuple[tuple[str, Saying], ...]
    amounts: tuple[tuple[str, float], ...]
    sides: frozenset[str]

    @classmethod
    def of(cls, claims: Iterable[Claims]) -> Self:
        """What several articles say together."""
        every = tuple(claims)
        homes = {actor: home for one in every for actor, home in one.actors.items()}
        acts = frozenset(act for one in every for act in one.acts)
        return cls(
            frozenset(one.language for one in every),
            homes,
            acts,
            tuple((one.language, saying) for one in every for saying in one.sayings),
            tuple(amount for one in every for amount in one.amounts),
            frozenset(homes.values()).union(side for source, _, target in acts for side in (source, target)),
        )
