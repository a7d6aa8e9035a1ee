"""What the finders of people hand over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """[start, end) of a field (title or body)."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the ontology does not know: where the full name stands, and `family`, the part of it that later stands alone.

    A body or company (`type` organisation or company) has no `family`. In Korean text a one-syllable family name stands with a
    title (`홍 교수`), a foreign one alone.
    """

    id: str
    name_en: str
    name_ko: str
    places: tuple[Place, ...]
    family: str
    type: str = "person"


class Taken:
    """The spans of a field that already name somebody or something; a name is found only beside them."""

    __slots__ = ("_at",)

    def __init__(self, spans: Iterable[tuple[int, int]], people: Iterable[tuple[int, int]], size: int) -> None:
        self._at = bytearray(size + 1)
        for mark, taken in ((b"\1", spans), (b"\2", people)):
            for start, end in taken:
                self._at[start:end] = mark * (end - start)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any of [start, end) is taken."""
        return any(self._at[start:end])

    def covers(self, start: int, end: int) -> bool:
        """Whether all of [start, end) is taken."""
        return self._at.find(0, start, end) < 0

    def by_person(self, start: int) -> bool:
        """Whether the name of a person stands at `start`."""
        return self._at[start] == 2
