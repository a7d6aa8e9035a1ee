"""Which actor each name in the text stands for.

Names are read longest first; a short form ('Lee', 이 대통령) needs the full one somewhere in the text and means the candidate mentioned
last, or whoever held the titled office on the article's day; a title without a name means the office's holder on that day, else its
body, else its state; a capital means its government where metonyms.py says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from handlers.gazetteer import Hit, longest
from handlers.holders import Holders, states_by_country
from handlers.lexicon import Role, Target
from handlers.metonyms import is_government
from handlers.ontology.records import Ontology
from handlers.reading import Reading

_CAPITALISED = re.compile(r"[ -][A-Z][a-z]")
_NAME_AFTER_TITLE = re.compile(r"[\s,]{0,2}(?=[A-Z가-힣])")
_FORMER = re.compile(
    r"\b(?:former|ex-?|then|late|next|previous|future|vice|deputy|assistant|under|acting|shadow)[\s-]*$|(?:전|前|차기|역대)\s*$",
    re.IGNORECASE,
)
_TITLE_IN_SHORT = re.compile("[가-힣] [가-힣]{2,}|[A-Z][a-z]+ [A-Z]")
_TITLE_BEFORE = re.compile(
    r"\b(?:President|Secretary|Minister|Premier|Chancellor|Ambassador|Gen\.|General|Adm\.|Admiral|Leader|Chairman)\s$"
)
_GOVERNMENTAL = frozenset({"body", "force"})
_MEDIA = "MED"
_SPAN = itemgetter(0, 1)
_DATELINE = 400
_STANDS_ALONE = re.compile(
    "(?:^|[\\s,.”’\"'…])(?:오늘|이날|당시|현|우리|또|이후|이번|신임|[가-힣]*[은는이가을를의에로과와도고며서면니데자])\\s$|[,.”’\"'…]\\s?$|\\n$|^$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Words at [start, end) of a field that name these actors."""

    field: str
    start: int
    end: int
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """A place where names stand, with everything they may stand for, and the states named inside them."""

    field: str
    text: str
    start: int
    end: int
    by_role: Mapping[Role, tuple[str, ...]]
    states_inside: tuple[str, ...]
    people_inside: tuple[str, ...]

    def ids(self, role: Role) -> tuple[str, ...]:
        return self.by_role.get(role, ())


def _by_role(targets: Sequence[Target]) -> dict[Role, tuple[str, ...]]:
    found: dict[Role, tuple[str, ...]] = {}
    for target in targets:
        before = found.get(target.role)
        found[target.role] = target.ids if before is None else tuple(dict.fromkeys((*before, *target.ids)))
    return found


def _alone(text: str, start: int) -> bool:
    """Whether a Korean title is bare: no name, nationality or conjunct stands right before it (무함마드 총리, 외교·국방장관)."""
    return text[start].isascii() or _STANDS_ALONE.search(text[max(0, start - 12) : start]) is not None


def _credits(text: str, start: int, end: int) -> bool:
    """Whether an agency's name is a credit or a dateline: (서울=연합뉴스), (KCNA), /로이터 연합뉴스/, ⓒ연합뉴스."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return before in ("=", "/", "ⓒ", "©") or (before == "(" and after in (")", ",", "=")) or after == "/"


class Resolver:
    """Built once from an ontology; holds no state of any text."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._holders = Holders(ontology)
        self._states = states_by_country(ontology)
        self._state_ids = frozenset(actor.id for actor in ontology.actors.values() if actor.type == "state")
        self._person_ids = frozenset(actor.id for actor in ontology.actors.values() if actor.type == "person")
        self._media_ids = frozenset(actor.id for actor in ontology.actors.values() if (actor.code or "").endswith(_MEDIA))

    def resolve(self, reading: Reading, language: str) -> list[Named]:
        """Every mention of every actor, in text order. A Korean text of unknown origin is read as one of South Korea."""
        home = reading.document.outlet_country or ("KR" if language == "ko" else self._country_of_dateline(reading))
        places = [words for field, text, hits in reading.fields() for words in self._places(field, text, hits, home)]
        return _Walk(self, reading, places).run()

    def _country_of_dateline(self, reading: Reading) -> str | None:
        """The country of the news agency in a dateline: SEOUL, Jan. 4 (Yonhap)."""
        body = reading.document.body
        for hit in reading.body_hits:
            if hit.start > _DATELINE:
                break
            if self._is_media(hit.target) and body[max(0, hit.start - 1) : hit.start] == "(" and body[hit.end : hit.end + 1] == ")":
                return self._ontology.actors[hit.target.ids[0]].country
        return None

    def _is_media(self, target: Target) -> bool:
        return target.role in (Role.FULL, Role.SHORT) and target.ids[0] in self._media_ids

    def _places(self, field: str, text: str, hits: Iterable[Hit[Target]], home: str | None) -> list[_Words]:
        named = [hit for hit in hits if hit.target.role is not Role.TERM and self._stands(text, hit, home)]
        full = sorted((hit.start, hit.end, hit.target.ids[0]) for hit in named if hit.target.role is Role.FULL)
        states = [place for place in full if place[2] in self._state_ids]
        people = [place for place in full if place[2] in self._person_ids]
        found = []
        for (start, end), group in groupby(longest(named), key=_SPAN):
            targets = [hit.target for hit in group]
            inside, leaders = self._inside(states, start, end, targets), self._leaders(people, start, end, targets)
            found.append(_Words(field, text, start, end, _by_role(targets), inside, leaders))
        return found

    def _stands(self, text: str, hit: Hit[Target], home: str | None) -> bool:
        """Whether the words may name their target at all where they stand."""
        match hit.target.role:
            case Role.FULL | Role.SHORT:
                return self._is_whole(text, hit) and not (self._is_media(hit.target) and _credits(text, hit.start, hit.end))
            case Role.CAPITAL:
                return is_government(text, hit.start, hit.end)
            case Role.OWN:
                return self._ontology.actors[hit.target.ids[0]].country == home
            case Role.HOME:
                return self._ontology.offices[hit.target.ids[0]].country == home and _alone(text, hit.start)
        return True

    def _is_whole(self, text: str, hit: Hit[Target]) -> bool:
        """Whether no longer name goes on from here: Kim Min-seok, the North Atlantic."""
        has_article = text.startswith(("the ", "The ", "THE "), hit.start)
        if has_article and not text[hit.start + 4].isupper():
            return False
        may_go_on = has_article or (hit.target.role is Role.SHORT and text[hit.start].isascii())
        return not may_go_on or _CAPITALISED.match(text, hit.end) is None

    def _inside(self, states: list[tuple[int, int, str]], start: int, end: int, targets: Sequence[Target]) -> tuple[str, ...]:
        """The states whose names are a part of an office's or a body's name ('U.S. president', 'South Korean military')."""
        if not any(target.role is Role.TITLE or self._type(target.ids[0]) in _GOVERNMENTAL for target in targets):
            return ()
        return _within(states, start, end)

    def _leaders(self, people: list[tuple[int, int, str]], start: int, end: int, targets: Sequence[Target]) -> tuple[str, ...]:
        """The people whose names are a part of a state's ('the Moon Jae-in administration', 문재인 정부)."""
        return _within(people, start, end) if targets[0].role is Role.FULL and targets[0].ids[0] in self._state_ids else ()

    def _type(self, actor_id: str) -> str:
        actor = self._ontology.actors.get(actor_id)
        return actor.type if actor else ""

    def country(self, actor_id: str) -> str | None:
        actor = self._ontology.actors.get(actor_id)
        return actor.country if actor else None

    def is_person(self, actor_id: str) -> bool:
        return actor_id in self._person_ids

    def holder(self, office_id: str, reading: Reading) -> str | None:
        """Who is meant by the office's bare title on the article's day: its holder, else its body, else its state."""
        office = self._ontology.offices[office_id]
        return self._holders.of(office_id, reading.document.published) or office.body or self._states.get(office.country)

    def state_of(self, office_id: str) -> str | None:
        return self._states.get(self._ontology.offices[office_id].country)

    def in_office(self, actor_ids: Iterable[str], reading: Reading) -> tuple[str, ...]:
        return tuple(actor for actor in actor_ids if self._holders.in_office(actor, reading.document.published))


def _within(found: list[tuple[int, int, str]], start: int, end: int) -> tuple[str, ...]:
    """The ids of the shorter spans inside [start, end); `found` is sorted."""
    near = found[bisect_left(found, (start, 0, "")) : bisect_left(found, (end, 0, ""))]
    return tuple(id_ for from_, to, id_ in near if to <= end and to - from_ < end - start)


class _Walk:
    """One pass over the places of one text, remembering who was mentioned last."""

    def __init__(self, resolver: Resolver, reading: Reading, places: list[_Words]) -> None:
        self._resolver = resolver
        self._reading = reading
        self._places = places
        self._certain = {ids[0] for words in places if len(ids := words.ids(Role.FULL)) == 1}
        self._last: dict[str, int] = {}

    def run(self) -> list[Named]:
        found = []
        for at, words in enumerate(self._places):
            actors = self._actors(at, words)
            for actor in actors:
                self._last[actor] = at
            everyone = tuple(dict.fromkeys((*actors, *words.states_inside)))
            if everyone:
                found.append(Named(words.field, words.start, words.end, everyone))
        return found

    def _actors(self, at: int, words: _Words) -> tuple[str, ...]:
        if full := words.ids(Role.FULL):
            former = [leader for leader in words.people_inside if not self._resolver.in_office((leader,), self._reading)]
            return self._one(former[0] if former and self._reading.document.published else self._full(full))
        found = words.ids(Role.PAIR) or self._one(self._short(words.ids(Role.SHORT), words)) or words.ids(Role.CAPITAL)
        if not found and (own := words.ids(Role.OWN)):
            return () if self._belongs_to_another(at, words, own[0]) else own
        offices = () if found else words.ids(Role.TITLE) or words.ids(Role.HOME)
        return self._office(at, words, offices[0]) if offices else found

    @staticmethod
    def _one(actor: str | None) -> tuple[str, ...]:
        return (actor,) if actor else ()

    def _full(self, ids: tuple[str, ...]) -> str | None:
        """Of several actors of the same name: one named otherwise too, else one in office on the day, else the first."""
        if len(ids) == 1:
            return ids[0]
        certain = [actor for actor in ids if actor in self._certain]
        return self._latest(certain) or next(iter(self._resolver.in_office(ids, self._reading)), None) or ids[0]

    def _short(self, ids: tuple[str, ...], words: _Words) -> str | None:
        certain = [actor for actor in ids if actor in self._certain]
        if certain:
            return self._latest(certain)
        before = words.text[max(0, words.start - 24) : words.start]
        if _TITLE_IN_SHORT.fullmatch(words.text[words.start : words.end]) or _TITLE_BEFORE.search(before):
            holders = self._resolver.in_office(ids, self._reading)
            return holders[0] if len(holders) == 1 else None
        return None

    def _latest(self, ids: list[str]) -> str | None:
        return max(ids, key=lambda actor: self._last.get(actor, -1), default=None)

    def _belongs_to_another(self, at: int, words: _Words, actor: str) -> bool:
        """Whether another country's name stands right before it: 미국 정부, 中 외교부."""
        if at == 0:
            return False
        before = self._places[at - 1]
        if before.field != words.field or words.start - before.end > 1:
            return False
        country = self._resolver.country(actor)
        named = (*before.ids(Role.FULL), *before.ids(Role.SHORT))
        return any(self._resolver.country(other) not in (None, country) for other in named)

    def _office(self, at: int, words: _Words, office: str) -> tuple[str, ...]:
        """Nobody where a name follows (the name says who), the state alone where the holder is of another time."""
        following = self._places[at + 1] if at + 1 < len(self._places) else None
        if following and following.field == words.field:
            gap = words.text[words.end : following.start]
            if len(gap) <= 2 and any(self._resolver.is_person(id_) for id_ in (*following.ids(Role.FULL), *following.ids(Role.SHORT))):
                return self._one(self._resolver.state_of(office)) if words.ids(Role.TITLE) else ()
        if at and self._name_before(self._places[at - 1], words):
            return self._one(self._resolver.state_of(office)) if words.ids(Role.TITLE) else ()
        if _FORMER.search(words.text[max(0, words.start - 12) : words.start]):
            return self._one(self._resolver.state_of(office)) if words.ids(Role.TITLE) else ()
        if self._unknown_name_follows(words):
            return self._one(self._resolver.state_of(office)) if words.ids(Role.TITLE) else ()
        return self._one(self._resolver.holder(office, self._reading))

    def _name_before(self, before: _Words, words: _Words) -> bool:
        """Whether a name stands right before a Korean title and says who is meant: 부시 미 대통령."""
        if words.text[words.start].isascii() or before.field != words.field or words.start - before.end > 1:
            return False
        return any(self._resolver.is_person(id_) for id_ in (*before.ids(Role.FULL), *before.ids(Role.SHORT)))

    @staticmethod
    def _unknown_name_follows(words: _Words) -> bool:
        return words.text[words.start].isascii() and re.match(r" [A-Z][a-z]+ [A-Z]", words.text[words.end : words.end + 40]) is not None
