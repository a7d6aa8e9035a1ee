"""The places of one text in their order, and whom each of them means, given who was named before."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handlers.administrations import government_after, only_when
from handlers.known import Known
from handlers.lexicon import Role
from handlers.places import Named, Words
from handlers.reading import Reading
from handlers.uses import Use, is_ours, use_of

_FORMER = re.compile(
    r"\b(?:former|ex-?|then|late|next|previous|future|vice|deputy|assistant|under|acting|shadow)[\s-]*$|(?:전|前|차기|역대)\s*$",
    re.IGNORECASE,
)
_TITLE_IN_SHORT = re.compile("[가-힣] [가-힣]{2,}|[A-Z][a-z]+ [A-Z]")
_TITLE_BEFORE = re.compile(
    r"\b(?:President|Secretary|Minister|Premier|Chancellor|Ambassador|Gen\.|General|Adm\.|Admiral|Leader|Chairman)\s$"
)


_ADJECTIVES = ("an", "ese", "ish", "ch", "i", "U.S.", "US", "ROK", "DPRK")
_NOUNS = ("Japan", "Iran", "Taiwan", "Pakistan", "Azerbaijan", "Vatican", "Sudan", "Jordan")
_NOUN_AFTER = re.compile(r"[ -][a-z]")
_KOREAN_NOUN_AFTER = re.compile("[ \u00a0][가-힣]")


class Walk:
    """One pass over the places of one text, remembering who was mentioned last."""

    def __init__(self, known: Known, reading: Reading, places: list[Words], strangers: Mapping[str, str]) -> None:
        self._known = known
        self._day = reading.document.published
        self._strangers = strangers
        self._affiliation = known.affiliation
        self._places = places
        self._certain = {ids[0] for words in places if len(ids := words.ids(Role.FULL)) == 1}
        self._last: dict[str, int] = {}
        self._before: tuple[Words, tuple[str, ...], Use] = (Words("", "", 0, 0, {}), (), Use.ACTOR)

    def run(self) -> list[Named]:
        found = []
        for at, words in enumerate(self._places):
            actors = self._actors(at, words)
            for actor in actors:
                self._last[actor] = at
            use = self._use(at, words, actors)
            self._before = (words, actors, use)
            if actors:
                found.append(Named(words.field, words.start, words.end, actors, use, self._is_adjective(words, actors)))
            if states := tuple(state for state in words.states_inside if state not in actors):
                found.append(Named(words.field, words.start, words.end, states, is_attribute=True))
        return found

    def _is_adjective(self, words: Words, actors: tuple[str, ...]) -> bool:
        """Whether a state is named by its adjective, or in Korean right before another noun."""
        if len(actors) != 1 or actors[0] not in self._known.states:
            return False
        if words.text[words.end - 1].isascii():
            return (
                words.written.endswith(_ADJECTIVES)
                and not words.written.endswith(_NOUNS)
                and _NOUN_AFTER.match(words.text, words.end) is not None
            )
        return _KOREAN_NOUN_AFTER.match(words.text, words.end) is not None

    def _use(self, at: int, words: Words, actors: tuple[str, ...]) -> Use:
        """Whether the words name the actor as one that acts: not as a place, a venue or what a person belongs to."""
        if len(actors) != 1 or words.ids(Role.PAIR) or words.ids(Role.TITLE) or words.ids(Role.HOME):
            return Use.ACTOR
        kind = self._kind(actors[0])
        if self._glosses(words, actors):
            return self._before[2]
        if self._is_affiliation(at, words, actors):
            return Use.NONE
        if words.ids(Role.OWN) and not words.ids(Role.FULL) and not is_ours(words.text, words.start, words.end):
            return Use.NONE
        if kind == "person" and words.people_inside:
            return Use.ACTOR
        return use_of(kind, words.text, words.start, words.end)

    def _glosses(self, words: Words, actors: tuple[str, ...]) -> bool:
        """Whether the words are the short name of the actor right before them: 한국국방연구원(KIDA), `the Army (KPA)`."""
        before, named, _ = self._before
        if before.field != words.field or named != actors or words.start - before.end > len(" ("):
            return False
        return words.text[before.end : words.start].strip() == "("

    def _kind(self, actor: str) -> str:
        return self._strangers.get(actor) or self._known.type_of(actor)

    def _is_affiliation(self, at: int, words: Words, actors: tuple[str, ...]) -> bool:
        """Whether the body named here only says what a person beside it belongs to."""
        if len(actors) != 1 or self._is_person(actors[0]) or actors[0] in self._known.states:
            return False
        before = [place for place in self._places[max(0, at - 3) : at] if self._names_person(place, words)]
        after = [place for place in self._places[at + 1 : at + 4] if self._names_person(place, words)]
        return self._affiliation.holds(words, before[-1:], after[:1])

    def _names_person(self, place: Words, words: Words) -> bool:
        return place.field == words.field and any(self._is_person(id_) for id_ in (*place.ids(Role.FULL), *place.ids(Role.SHORT)))

    def _actors(self, at: int, words: Words) -> tuple[str, ...]:
        if full := words.ids(Role.FULL):
            if words.people_inside and full[0] in self._known.states:
                return self._administration(words.people_inside[0], full[0], words, words.end)
            return self._person_or_state(self._full(full), words)
        found = words.ids(Role.PAIR) or self._person_or_state(self._short(words.ids(Role.SHORT), words), words) or words.ids(Role.CAPITAL)
        if not found and (own := words.ids(Role.OWN)):
            return () if self._belongs_to_another(at, words, own[0]) else own
        offices = () if found else words.ids(Role.TITLE) or words.ids(Role.HOME)
        return self._office(at, words, offices[0]) if offices else found

    def _is_person(self, actor_id: str) -> bool:
        return actor_id in self._known.people or self._strangers.get(actor_id) == "person"

    @staticmethod
    def _one(actor: str | None) -> tuple[str, ...]:
        return (actor,) if actor else ()

    def _person_or_state(self, actor: str | None, words: Words) -> tuple[str, ...]:
        """The actor; the state instead where a leader's name stands for the government of the day."""
        if actor is None or actor not in self._known.people:
            return self._one(actor)
        end = government_after(words.text, words.end)
        state = self._known.state_of_country(self._known.country(actor))
        return self._one(actor) if end is None or state is None else self._administration(actor, state, words, end)

    def _administration(self, leader: str, state: str, words: Words, end: int) -> tuple[str, ...]:
        if self._day is None or self._known.in_office((leader,), self._day) or not self._known.held_office(leader):
            return (state,)
        return () if only_when(words.text, words.start, end) else (leader,)

    def _full(self, ids: tuple[str, ...]) -> str | None:
        """Of several actors of the same name: one named otherwise too, else one in office on the day, else the first."""
        if len(ids) == 1:
            return ids[0]
        certain = [actor for actor in ids if actor in self._certain]
        return self._latest(certain) or next(iter(self._known.in_office(ids, self._day)), None) or ids[0]

    def _short(self, ids: tuple[str, ...], words: Words) -> str | None:
        certain = [actor for actor in ids if actor in self._certain]
        if certain:
            return self._latest(certain)
        before = words.text[max(0, words.start - 24) : words.start]
        if _TITLE_IN_SHORT.fullmatch(words.text[words.start : words.end]) or _TITLE_BEFORE.search(before):
            holders = self._known.in_office(ids, self._day)
            return holders[0] if len(holders) == 1 else None
        return None

    def _latest(self, ids: list[str]) -> str | None:
        return max(ids, key=lambda actor: self._last.get(actor, -1), default=None)

    def _belongs_to_another(self, at: int, words: Words, actor: str) -> bool:
        """Whether another country's name stands right before it: 미국 정부, 中 외교부."""
        if at == 0:
            return False
        before = self._places[at - 1]
        if before.field != words.field or words.start - before.end > 1:
            return False
        country = self._known.country(actor)
        named = (*before.ids(Role.FULL), *before.ids(Role.SHORT))
        return any(self._known.country(other) not in (None, country) for other in named)

    def _office(self, at: int, words: Words, office: str) -> tuple[str, ...]:
        """Nobody where a name follows (the name says who), the state alone where the holder is of another time."""
        following = self._places[at + 1] if at + 1 < len(self._places) else None
        if following and following.field == words.field:
            gap = words.text[words.end : following.start]
            if len(gap) <= 2 and any(self._is_person(id_) for id_ in (*following.ids(Role.FULL), *following.ids(Role.SHORT))):
                return self._one(self._known.state_of(office)) if words.ids(Role.TITLE) else ()
        if at and self._name_before(self._places[at - 1], words):
            return self._one(self._known.state_of(office)) if words.ids(Role.TITLE) else ()
        if _FORMER.search(words.text[max(0, words.start - 12) : words.start]):
            return self._one(self._known.state_of(office)) if words.ids(Role.TITLE) else ()
        if self._unknown_name_follows(words):
            return self._one(self._known.state_of(office)) if words.ids(Role.TITLE) else ()
        return self._one(self._known.holder(office, self._day))

    def _name_before(self, before: Words, words: Words) -> bool:
        """Whether a name stands right before a Korean title and says who is meant: 부시 미 대통령."""
        if words.text[words.start].isascii() or before.field != words.field or words.start - before.end > 1:
            return False
        return any(self._is_person(id_) for id_ in (*before.ids(Role.FULL), *before.ids(Role.SHORT)))

    @staticmethod
    def _unknown_name_follows(words: Words) -> bool:
        return words.text[words.start].isascii() and re.match(r" [A-Z][a-z]+ [A-Z]", words.text[words.end : words.end + 40]) is not None
