"""People and bodies whom the ontology does not know, in both languages: by the shape of a name and by what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.ontology.names import NameLists
from handlers.people.bodies import UnknownBodies
from handlers.people.english import EnglishPeople
from handlers.people.korean import KoreanPeople
from handlers.people.records import Person, Place, Taken
from handlers.script import is_hangul, is_latin

__all__ = ["PeopleFinder", "Person", "Place", "Taken"]

_MOST = 150
_GOES_ON = re.compile(r"[ \u00a0](?:[A-Z][a-z]|[A-Z]\. )")


class PeopleFinder:
    """Built once from the ontology's lists of names; holds no state of any text."""

    def __init__(self, lists: NameLists) -> None:
        self._english = EnglishPeople(lists)
        self._korean = KoreanPeople(lists)
        self._bodies = UnknownBodies(lists)

    def find(self, fields: list[tuple[str, str, Taken]], language: str) -> list[Person]:
        """The first of those named in full in (field, text, spans already taken) and found to act, speak or hold an office."""
        people = (self._korean.find(fields) if language == "ko" else self._english.find(fields))[:_MOST]
        return [*people, *self._bodies.find(fields, language, people)[:_MOST]]

    def later(self, fields: list[tuple[str, str, Taken]], people: list[Person]) -> Iterator[tuple[Place, str]]:
        """Where family names of `people` stand without the given name, with the person's id. The places of one name come in text order."""
        for person in (person for person in people if person.family):
            for field, text, _ in fields:
                yield from ((Place(field, start, end), person.id) for start, end in self._short(text, person))

    def _short(self, text: str, person: Person) -> Iterator[tuple[int, int]]:
        family = person.family
        at = text.find(family)
        while at >= 0:
            end = at + len(family)
            stop = self._ends(text, at, end)
            if stop is not None:
                yield at, stop
            at = text.find(family, end)

    def _ends(self, text: str, start: int, end: int) -> int | None:
        before, after = text[start - 1 : start], text[end : end + 1]
        if is_hangul(text[start]):
            if before and (is_hangul(before) or is_latin(before)):
                return None
            if end - start == 1:
                return self._korean.title_at(text, end + 1) if after == " " else None
            return end if self._korean.stands(text, end) else None
        if (before and (before.isalnum() or before in "-@#")) or (after and (after.isalnum() or after == "-")):
            return None
        return None if _GOES_ON.match(text, end) or self._english.is_first_name_before(text, start) else end
