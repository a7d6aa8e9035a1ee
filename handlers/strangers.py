"""People whom the ontology does not know, put among the places of a text where names stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from handlers.ontology.names import NameLists
from handlers.people import PeopleFinder, Person, Place, Taken
from handlers.places import Words
from handlers.reading import Reading


class Strangers:
    """Built once from the lists of names; holds no state of any text."""

    def __init__(self, lists: NameLists, people: frozenset[str]) -> None:
        self._finder = PeopleFinder(lists) if lists.first_names else None
        self._people = people

    def join(self, reading: Reading, places: list[Words], language: str) -> tuple[list[Person], list[Words]]:
        """Everybody found beyond `places`, and the places with those people's in text order.

        A short form that may also mean somebody of the ontology gets the stranger as one more reading; whoever was named last is meant.
        """
        if self._finder is None:
            return [], places
        fields = [(field, text, _taken(reading, field, text, places, self._people)) for field, text, _ in reading.fields()]
        people = self._finder.find(fields, language)
        if not people:
            return [], places
        texts = {field: text for field, text, _ in fields}
        full = _apart([(place, person.id) for person in people for place in person.places])
        named = _without(places, {place for place, _ in full})
        named.extend(Words(place.field, texts[place.field], place.start, place.end, full=(id_,)) for place, id_ in full)
        _add_later(named, self._finder.later(fields, people), texts)
        named.sort(key=lambda words: (words.field != "title", words.start, words.end))
        return people, named


def _apart(full: list[tuple[Place, str]]) -> list[tuple[Place, str]]:
    """Of overlapping places the first, people before bodies."""
    kept: list[tuple[Place, str]] = []
    for place, id_ in sorted(full, key=lambda pair: (pair[0].field, pair[0].start, pair[0].end)):
        last = kept[-1][0] if kept else None
        if last is None or last.field != place.field or last.end <= place.start:
            kept.append((place, id_))
    return kept


def _taken(reading: Reading, field: str, text: str, places: Iterable[Words], people: frozenset[str]) -> Taken:
    spans: list[tuple[int, int]] = []
    persons: list[tuple[int, int]] = []
    for words in places:
        if words.field == field and (words.full or words.pair):
            (spans if people.isdisjoint(words.full) else persons).append((words.start, words.end))
    if field == "body":
        spans.extend((sentence.span.start, sentence.span.end) for sentence in reading.sentences if sentence.is_boilerplate)
    return Taken(spans, persons, len(text))


def _without(places: list[Words], spans: Iterable[Place]) -> list[Words]:
    """The places that overlap none of the spans."""
    by_field: dict[str, list[tuple[int, int]]] = {}
    for field, start, end in sorted(spans):
        by_field.setdefault(field, []).append((start, end))
    return [words for words in places if not _overlaps(by_field.get(words.field, []), words.start, words.end)]


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(spans, (end, 0))
    return at > 0 and spans[at - 1][1] > start


def _add_later(named: list[Words], later: Iterable[tuple[Place, str]], texts: dict[str, str]) -> None:
    """Put the short forms in: as a new place, or as a further reading of a short form that stands there."""
    at = {(words.field, words.start): index for index, words in enumerate(named)}
    spans: dict[str, list[tuple[int, int]]] = {}
    for words in sorted(named, key=lambda words: words.start):
        spans.setdefault(words.field, []).append((words.start, words.end))
    for place, id_ in later:
        index = at.get((place.field, place.start))
        if index is None:
            if not _overlaps(spans.get(place.field, []), place.start, place.end):
                at[place.field, place.start] = len(named)
                named.append(Words(place.field, texts[place.field], place.start, place.end, short=(id_,)))
            continue
        words = named[index]
        if words.short and not words.full:
            named[index] = words._replace(short=(*words.short, id_))
