"""Bodies and companies that the ontology does not know, where their name says what they are.

English: three words or more in capitals with a noun of bodies (`National Health Insurance Service`, `University of Chicago`). Korean: a
long word that ends in such a noun (한국자유총연맹). Where they only tell who a person is, affiliation.py leaves them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.ontology.names import NameLists
from handlers.people.records import Person, Place, Taken
from handlers.people.romanise import slug
from handlers.script import words

_REST = r"[\w'’&-]*"
_WORD = f"[A-Z]{_REST}"
_SPACE = "[ \u00a0]"
_JOINED = rf"(?:(?:of|for|on(?! (?:[MTWFS]\w+day|[A-Z])\b)){_SPACE}(?:the{_SPACE})?|and{_SPACE}|&{_SPACE})?"
_NAME = re.compile(rf"[A-Z](?<![\w@#.].){_REST}(?:{_SPACE}{_JOINED}{_WORD}|(?:, {_WORD}){{1,4}},? and {_WORD})+")
_TAIL = re.compile(r"(?:['’]s?|[ \u00a0](?:of|for|on|in|and|the|&))+$")
_HOSTS = re.compile("[은는이가과와측]|\\([A-Z]{2,8}\\)[은는이가과와]")
_LETTERS = re.compile(r"[\w&-]+")
_FIRST = re.compile(r"[^ \u00a0]+")
_AND = re.compile(" and ")
_FEWEST = 3
_LEADS = frozenset(
    words(
        "The A An In On At By For From With And But As According Last This That When While If Citing Also Both Its His Her Their Our "
        "New of the"
    )
)
_KOREAN = re.compile("[가-힣]{5,18}")
_NUMBER = re.compile("(?<![0-9])[0-9]{1,3}$")
_HELD = re.compile("(?:열린|열리는|열릴|개최된|개최되는|개최한|'[0-9]{4}|제[0-9]+회)[ \u00a0]$")


class UnknownBodies:
    """Built once from the lists of names; holds no state of any text."""

    def __init__(self, lists: NameLists) -> None:
        self._lists = lists
        self._heads = tuple(sorted(lists.korean_body_heads))
        self._head_ends = frozenset(head[-1] for head in lists.korean_body_heads)
        self._heads_english = frozenset(part for head in lists.english_body_heads for part in _LETTERS.findall(head))

    def find(self, fields: list[tuple[str, str, Taken]], language: str, people: list[Person]) -> list[Person]:
        """Every body found in (field, text, what is taken) beside the `people`, in text order."""
        places: dict[str, list[Place]] = {}
        for field, text, taken in fields:
            starts = frozenset(place.start for person in people for place in person.places if place.field == field)
            for start, end in self._korean(text) if language == "ko" else self._english(text, starts):
                if not taken.overlaps(start, end):
                    places.setdefault(text[start:end], []).append(Place(field, start, end))
        return [
            Person(f"body-{slug(name)}", name, name, tuple(where), "", self._type(name)) for name, where in places.items() if slug(name)
        ]

    def _type(self, name: str) -> str:
        return "company" if self._lists.english_company_heads.intersection(name.split()) else "organisation"

    def _english(self, text: str, people: frozenset[int]) -> Iterator[tuple[int, int]]:
        for match in _NAME.finditer(text):
            if self._heads_english.isdisjoint(_LETTERS.findall(match.group())):
                continue
            for start, end in self._parted(text, match.start(), match.end(), people):
                parts = text[start:end].split()
                if len(parts) >= _FEWEST and (parts[-1] in self._lists.english_body_heads or self._heads_of(parts)):
                    yield start, end

    def _parted(self, text: str, start: int, end: int, people: frozenset[int]) -> Iterator[tuple[int, int]]:
        """The run without what stands before the name, cut where a person's name begins and between two bodies."""
        end = min((at for at in range(start + 1, end) if at in people), default=end)
        first = _FIRST.match(text, start, end)
        while first and (first.group() in _LEADS or first.group() in self._lists.english_titles) and first.end() + 1 < end:
            start = first.end() + 1
            first = _FIRST.match(text, start, end)
        for joint in _AND.finditer(text, start, end):
            left = text[start : joint.start()].split()
            if len(left) > 1 and left[-1] in self._lists.english_body_heads:
                yield start, joint.start()
                start = joint.end()
        end = start + len(_TAIL.sub("", text[start:end].rstrip()))
        if end > start:
            yield start, end

    def _heads_of(self, parts: list[str]) -> bool:
        """University of Chicago, Bureau of Alcohol."""
        return any(parts[at] in self._lists.english_body_heads and parts[at + 1] in ("of", "for") for at in range(len(parts) - 1))

    def _korean(self, text: str) -> Iterator[tuple[int, int]]:
        for match in _KOREAN.finditer(text):
            start, end = match.span()
            if self._head_ends.isdisjoint(text[end - 4 : end]):
                continue
            if number := _NUMBER.search(text, max(0, start - 4), start):
                start = number.start()
            if _HELD.search(text[max(0, start - 8) : start]):
                continue
            word = text[start:end]
            for cut in range(min(3, len(word) - 5), -1, -1):
                name = word[: len(word) - cut]
                if name.endswith("포럼") and _HOSTS.match(text, start + len(name)) is None:
                    break  # a venue
                if name.endswith(self._heads) and name not in self._lists.korean_not_bodies and (not cut or word[-cut:] in _PARTICLES):
                    yield start, start + len(name)
                    break


_PARTICLES = frozenset(
    words("은 는 이 가 을 를 의 에 와 과 로 으로 도 만 측 측은 에서 에서는 에서도 과의 와의 과는 이라고 에도 에는 등 등은 등이")
)
