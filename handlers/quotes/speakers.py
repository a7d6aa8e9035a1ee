"""Who may be heard in a text: its tagged actors at their places, and the persons and bodies that were heard or named last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from handlers.findings import ActorFinding
from handlers.mentions import MentionIndex, Place

_RANK = {"person": 0, "body": 1, "force": 1, "company": 1, "organisation": 1, "party": 1, "group": 1, "state": 2}
_LOOK_BACK = 4_000
_MOST_BACK = 60
_BEARS = {
    "command": ("command", "forces korea", "forces"),
    "military": ("military", "joint chiefs", "armed forces", "army"),
    "alliance": ("nato", "treaty organization"),
    "agency": ("agency", "service", "administration"),
    "council": ("council",),
}
_OFFICES = re.compile(
    r"minister|secretary|president|chairman|chief|general|ambassador|commander|leader|envoy|장관|대통령|위원장|사령관|대사"
)


@dataclass(frozen=True, slots=True)
class Said:
    """Words at [start, end) of the body and who said them; [cue_start, cue_end) is the verb of saying."""

    speaker: str
    start: int
    end: int
    is_direct: bool
    cue_start: int
    cue_end: int


class Speakers:
    """The speakers of one text, asked from its beginning to its end."""

    def __init__(self, actors: Iterable[ActorFinding], index: MentionIndex) -> None:
        found = {actor.id: actor for actor in actors}
        self._type = {id_: actor.type for id_, actor in found.items()}
        self._name = {id_: f"{actor.name_en} {actor.name_ko}".lower() for id_, actor in found.items()}
        self._index = index
        self.last: str | None = None
        self._person: str | None = None
        self._body: str | None = None
        self._unsettled: list[str | Callable[[], str | None]] = []

    @property
    def person(self) -> str | None:
        """The person that was heard or named last."""
        self._settle()
        return self._person

    @property
    def body(self) -> str | None:
        """The body, state or other actor but a person that was heard or named last."""
        self._settle()
        return self._body

    def places(self, start: int, end: int) -> list[Place]:
        """The places of the body that begin in [start, end)."""
        return self._index.within("body", start, end)

    def is_person(self, id_: str | None) -> bool:
        """Whether the actor is a person."""
        return id_ is not None and self._type.get(id_) == "person"

    def is_state(self, id_: str | None) -> bool:
        """Whether the actor is a state."""
        return id_ is not None and self._type.get(id_) == "state"

    def head(self, place: Place) -> str | None:
        """The one actor that a place speaks of: a person before a body before a state; None for a pair of states."""
        if len(place.actors) == 1:
            return place.actors[0]
        ids = sorted(place.actors, key=lambda id_: _RANK.get(self._type.get(id_, ""), 3))
        if not ids or (len(ids) > 1 and self._type.get(ids[0]) == self._type.get(ids[1])):
            return None
        return ids[0]

    def heard(self, id_: str) -> None:
        """Remember who spoke."""
        self.last = id_
        self._unsettled.append(id_)

    def named(self, who: Callable[[], str | None]) -> None:
        """Remember whom a sentence begins with: a pronoun in a later one may mean it, and only then `who` is asked."""
        self._unsettled.append(who)

    def _settle(self) -> None:
        """Look back for the last person and the last body."""
        person = body = None
        while self._unsettled and (person is None or body is None):
            one = self._unsettled.pop()
            id_ = one if isinstance(one, str) else one()
            if self.is_person(id_):
                person = person or id_
            else:
                body = body or id_
        self._unsettled.clear()
        self._person, self._body = person or self._person, body or self._body

    def by_noun(self, noun: str, before: int) -> str | None:
        """Whom 'the ministry', 'the official' or 'the minister' means: the last body of that name, the last one heard, the last person."""
        noun = noun.lower()
        if noun.startswith(("official", "officer", "spokes", "source")):
            return self.last
        if _OFFICES.search(noun):
            return self.person
        if noun == "government":
            return self._last_where(before, lambda id_: self._type.get(id_) == "state")
        if noun == "company":
            companies = [id_ for id_, type_ in self._type.items() if type_ == "company"]
            return self.last if self.last in companies else companies[0] if len(companies) == 1 else None
        marks = _BEARS.get(noun, (noun,))
        return self._last_where(before, lambda id_: not self.is_person(id_) and any(mark in self._name[id_] for mark in marks))

    def _last_where(self, before: int, holds: Callable[[str], bool]) -> str | None:
        near: Sequence[Place] = self.places(max(0, before - _LOOK_BACK), before)[-_MOST_BACK:]
        for place in reversed(near):
            for id_ in place.actors:
                if holds(id_):
                    return id_
        return None
