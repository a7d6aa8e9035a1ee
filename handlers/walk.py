"""The places of one text in their order, and whom each of them means, given who was named before."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handlers.administrations import government_after, only_when
from handlers.known import Known
from handlers.places import Named, Words
from handlers.reading import Reading
from handlers.uses import Use, is_ours, use_of

_FORMER = re.compile(
    r"\b(?:former|ex-?|then|late|next|previous|future|(?<!well )(?<!such )as|vice|deputy|assistant|under|acting|shadow)[\s-]*$"
    r"|(?:전|前|차기|역대)\s*$",
    re.IGNORECASE,
)
_TITLE_IN_SHORT = re.compile("[가-힣] [가-힣]{2,}|[A-Z][a-z]+ [A-Z]")
_TITLE_BEFORE = re.compile(
    r"\b(?:President|Secretary|Minister|Premier|Chancellor|Ambassador|Gen\.|General|Adm\.|Admiral|Leader|Chairman)\s$"
)


_ADJECTIVES = ("an", "ese", "ish", "ch", "i", "U.S.", "US", "ROK", "DPRK")
_NOUNS = ("Japan", "Iran", "Taiwan", "Pakistan", "Azerbaijan", "Vatican", "Sudan", "Jordan")
_NEAR = 3
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
        self._certain = {ids[0] for words in places if len(ids := words.full) == 1}
        self._naming = [self._names_person(words) for words in places]
        self._last: dict[str, int] = {}
        self._before: tuple[Words, tuple[str, ...], Use] = (Words("", "", 0, 0), (), Use.ACTOR)

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
            if words.states_inside and (states := tuple(state for state in words.states_inside if state not in actors)):
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
        if len(actors) != 1 or words.pair or words.title or words.home:
            return Use.ACTOR
        kind = self._strangers.get(actors[0]) or self._known.type_of(actors[0])
        if self._in_brackets(words) and (glossed := self._glossed(words, actors, kind)):
            return glossed
        if kind not in ("state", "person") and self._is_affiliation(at, words):
            return Use.NONE
        if words.own and not words.full and not is_ours(words.text, words.start, words.end):
            return Use.NONE
        if kind == "person" and words.people_inside:
            return Use.ACTOR
        return use_of(kind, words.text, words.start, words.end)

    def _in_brackets(self, words: Words) -> bool:
        """Whether the words open the brackets right behind the name before: 한국국방연구원(KIDA), `the Army (KPA)`."""
        before = self._before[0]
        if before.field != words.field or words.start - before.end > len(" ("):
            return False
        return words.text[before.end : words.start].strip() == "("

    def _glossed(self, words: Words, actors: tuple[str, ...], kind: str) -> Use | None:
        """The use of the name before for its own short name; none for another body that only explains it: 참의원(상원)."""
        _, named, use = self._before
        if actors == named:
            return use
        explains = kind == "body" and words.text.startswith(")", words.end)
        return Use.NONE if explains and len(named) == 1 and self._known.type_of(named[0]) == "body" else None

    def _is_affiliation(self, at: int, words: Words) -> bool:
        """Whether the body named here only says what a person beside it belongs to."""
        before = self._person_among(range(at - 1, max(-1, at - _NEAR - 1), -1), words.field)
        after = self._person_among(range(at + 1, min(len(self._places), at + _NEAR + 1)), words.field)
        return (before is not None or after is not None) and self._affiliation.holds(words, before, after)

    def _person_among(self, near: range, field: str) -> Words | None:
        """The first of the places that names a person in the same field."""
        return next((self._places[at] for at in near if self._naming[at] and self._places[at].field == field), None)

    def _names_person(self, place: Words) -> bool:
        people, strangers = self._known.people, self._strangers
        return any(id_ in people or strangers.get(id_) == "person" for ids in (place.full, place.short) for id_ in ids)

    def _actors(self, at: int, words: Words) -> tuple[str, ...]:
        if full := words.full:
            if words.people_inside and full[0] in self._known.states:
                return self._administration(words.people_inside[0], full[0], words, words.end)
            return self._person_or_state(self._full(full), words)
        found = words.pair or (self._person_or_state(self._short(words.short, words), words) if words.short else ()) or words.capital
        if not found and (own := words.own):
            return () if self._belongs_to_another(at, words, own[0]) else own
        offices = () if found else words.title or words.home
        return self._office(at, words, offices[0]) if offices else found

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
        named = (*before.full, *before.short)
        return any(self._known.country(other) not in (None, country) for other in named)

    def _office(self, at: int, words: Words, office: str) -> tuple[str, ...]:
        """Nobody where a name follows (the name says who), the state alone where the holder is of another time."""
        following = self._places[at + 1] if at + 1 < len(self._places) else None
        if following and following.field == words.field:
            gap = words.text[words.end : following.start]
            if len(gap) <= 2 and self._naming[at + 1]:
                return self._one(self._known.state_of(office)) if words.title else ()
        if at and self._naming[at - 1] and self._is_right_before(self._places[at - 1], words):
            return self._one(self._known.state_of(office)) if words.title else ()
        if _FORMER.search(words.text[max(0, words.start - 12) : words.start]):
            return self._one(self._known.state_of(office)) if words.title else ()
        if self._unknown_name_follows(words):
            return self._one(self._known.state_of(office)) if words.title else ()
        return self._one(self._known.holder(office, self._day))

    @staticmethod
    def _is_right_before(before: Words, words: Words) -> bool:
        """Whether a person's name stands right before a Korean title and says who is meant: 부시 미 대통령."""
        return not words.text[words.start].isascii() and before.field == words.field and words.start - before.end <= 1

    @staticmethod
    def _unknown_name_follows(words: Words) -> bool:
        return words.text[words.start].isascii() and re.match(r" [A-Z][a-z]+ [A-Z]", words.text[words.end : words.end + 40]) is not None
