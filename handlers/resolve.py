"""Which actor each name in the text stands for.

Names are read longest first; a short form ('Lee', 이 대통령) needs the full one somewhere in the text and means the candidate mentioned
last, or whoever held the titled office on the article's day; a title without a name means the office's holder on that day, else its
body, else its state; a capital means its government where metonyms.py says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter

from handlers.gazetteer import Hit, longest
from handlers.home import home_of, owner_of
from handlers.known import Known
from handlers.leaders import leaders_named
from handlers.lexicon import Role, Target
from handlers.metonyms import is_government
from handlers.ontology.records import Ontology
from handlers.people import Person
from handlers.places import Named, Words, by_role
from handlers.reading import Reading
from handlers.strangers import Strangers
from handlers.walk import Walk

_CAPITALISED = re.compile(r"[ -][A-Z][a-z]")
_GOVERNMENTAL = frozenset({"body", "force"})
_SPAN = itemgetter(0, 1)
_CREDITING = "=/ⓒ©("
_STANDS_ALONE = re.compile(
    "(?:^|[\\s,.”’\"'…])(?:오늘|이날|당시|현|우리|또|이후|이번|신임|[가-힣]*[은는이가을를의에로과와도고며서면니데자])\\s$|[,.”’\"'…]\\s?$|\\n$|^$"
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The mentions of all actors, and the people among them whom the ontology does not know."""

    named: list[Named]
    people: list[Person]


def _alone(text: str, start: int) -> bool:
    """Whether a Korean title is bare: no name, nationality or conjunct stands right before it (무함마드 총리, 외교·국방장관)."""
    return text[start].isascii() or _STANDS_ALONE.search(text[max(0, start - 12) : start]) is not None


def _credits(text: str, start: int, end: int) -> bool:
    """Whether an agency's name is a credit or a dateline: (서울=연합뉴스), (KCNA), /로이터 연합뉴스/, ⓒ연합뉴스."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return before in ("=", "/", "ⓒ", "©") or (before == "(" and after in (")", ",")) or after in ("=", "/")


def _is_whole(text: str, start: int, end: int, role: Role) -> bool:
    """Whether no longer name goes on from here: Kim Min-seok, the North Atlantic."""
    first = text[start]
    has_article = first in "tT" and text.startswith(("the ", "The ", "THE "), start)
    if has_article and not text[start + 4].isupper():
        return False
    may_go_on = has_article or (role is Role.SHORT and first.isascii())
    return not may_go_on or _CAPITALISED.match(text, end) is None


class Resolver:
    """Built once from an ontology; holds no state of any text."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._known = Known(ontology)
        self._governmental = frozenset(actor.id for actor in ontology.actors.values() if actor.type in _GOVERNMENTAL)
        self._strangers = Strangers(ontology.names, self._known.people)

    def resolve(self, reading: Reading, language: str) -> Resolved:
        """Every mention of every actor, in text order. A Korean text of unknown origin is read as one of South Korea."""
        home = reading.document.outlet_country or home_of(reading.document.body, reading.body_hits, language, self._known)
        places = [words for field, text, hits in reading.fields() for words in self._places(field, text, hits, home)]
        people, places = self._strangers.join(reading, places, language)
        named = Walk(self._known, reading, places, {person.id: person.type for person in people}).run()
        return Resolved([*named, *leaders_named(places, self._known, reading.document.published)], people)

    def leads(self, actor_id: str, day: date | None) -> bool:
        """Whether the actor was the head of its state or government on the day."""
        return self._known.leads(actor_id, day)

    def _places(self, field: str, text: str, hits: Iterable[Hit[Target]], home: str | None) -> list[Words]:
        named = [hit for hit in hits if hit.target.role is not Role.TERM and self._stands(text, hit, home)]
        states, people = [], []
        for start, end, target in named:
            if target.role is Role.FULL:
                if target.ids[0] in self._known.states:
                    states.append((start, end, target.ids[0]))
                elif target.ids[0] in self._known.people:
                    people.append((start, end, target.ids[0]))
        states.sort()
        people.sort()
        found = []
        for (start, end), group in groupby(longest(named), key=_SPAN):
            targets = [hit.target for hit in group]
            inside = _within(states, start, end) if states and self._holds_states(targets) else ()
            leaders = _within(people, start, end) if people and self._is_state(targets[0]) else ()
            found.append(Words(field, text, start, end, inside, leaders, *by_role(targets)))
        return found

    def _stands(self, text: str, hit: Hit[Target], home: str | None) -> bool:
        """Whether the words may name their target at all where they stand."""
        start, end, target = hit
        match target.role:
            case Role.FULL | Role.SHORT:
                is_media = (text[start - 1 : start] in _CREDITING or text[end : end + 1] in "=/") and target.ids[0] in self._known.media
                return _is_whole(text, start, end, target.role) and not (is_media and _credits(text, start, end))
            case Role.CAPITAL:
                return is_government(text, start, end)
            case Role.OWN:
                return self._known.country(target.ids[0]) == (owner_of(text, start, end) or home)
            case Role.HOME:
                return self._ontology.offices[target.ids[0]].country == home and _alone(text, start)
        return True

    def _holds_states(self, targets: Iterable[Target]) -> bool:
        """Whether states may be named inside an office's or a body's name ('U.S. president', 'South Korean military')."""
        return any(target.role is Role.TITLE or target.ids[0] in self._governmental for target in targets)

    def _is_state(self, target: Target) -> bool:
        """Whether people may be named inside a state's name ('the Moon Jae-in administration', 문재인 정부)."""
        return target.role is Role.FULL and target.ids[0] in self._known.states


def _within(found: list[tuple[int, int, str]], start: int, end: int) -> tuple[str, ...]:
    """The ids of the shorter spans inside [start, end); `found` is sorted."""
    near = found[bisect_left(found, (start, 0, "")) : bisect_left(found, (end, 0, ""))]
    return tuple(id_ for from_, to, id_ in near if to <= end and to - from_ < end - start)
