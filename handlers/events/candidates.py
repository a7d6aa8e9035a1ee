"""Every (source, act, target) that the sentences of a text may tell, with the marks by which rank.py judges it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from handlers.events import english, korean
from handlers.events.arguments import Argument, Cast, cast_of
from handlers.events.links import Link, Links
from handlers.events.verbs import Told, Vocabulary
from handlers.findings import QUAD_CLASSES, Findings
from handlers.mentions import MentionIndex
from handlers.ontology.records import Act
from handlers.reading import Reading

_QUOTES = re.compile('["“”]')
_NOT = re.compile(r"\b(?:not|never|no|neither|nor|without|n't|denied|refus\w+|fail\w+ to)\b[\w\s]{0,12}$|n['’]t [\w\s]{0,10}$")
_MAY = re.compile(
    r"\b(?:would|could|may|might|if|whether|should|can|must|likely|possible|possibly|potential|future|plans? to|hop\w+|expected|unless|looming|to)\b[\w\s]{0,14}$"
)
_NOT_KO = re.compile("^[가-힣]{0,3}(?:지 않|지 못|지 말|은 없|이 없|할 수 없|할 의사가 없|하지는 않)|^[가-힣]{0,2} (?:않|못|안)")
_MAY_KO = re.compile(
    "^[가-힣\\s]{0,8}(?:가능성|전망|수 있|것으로 보|것으로 예상|듯|할지|라면|다면|으면|하면|경우|예정|계획|방침|우려|해야|할 것|수도)"
)
_BACK = re.compile(r"\b(?:19|20)\d\d\b|last year|years? ago|decades?|earlier|previous|former|지난해|작년|당시|과거|이전|년 전|재임")
_PRONOUN = re.compile(r"^[\"“'‘\s-]*(?:he|she|they|it|both|the two|this|i|we|our|my)\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:we|our|us|i|my)\b|우리|저는|나는", re.IGNORECASE)


class Candidate(NamedTuple):
    """One way to read the words at [start, end) of a field. `marks` are what rank.py weighs."""

    source: str
    type: str
    target: str
    field: str
    sentence: int
    start: int
    end: int
    is_negated: bool
    is_hypothetical: bool
    marks: tuple[str, ...]

    @property
    def key(self) -> tuple[str, int, str]:
        """What the codebook's comparison looks at: source, quad class, target."""
        return self.source, QUAD_CLASSES[self.type], self.target


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence or the title: [start, end) of the field."""

    field: str
    number: int
    start: int
    end: int


class Finder:
    """Finds the candidates of one text."""

    def __init__(self, reading: Reading, findings: Findings, vocabulary: Vocabulary) -> None:
        self._reading = reading
        self._findings = findings
        self._vocabulary = vocabulary
        self._index = MentionIndex(findings.actors)
        self._cast = cast_of(findings.actors)
        self._is_korean = findings.language == "ko"
        self._country = {actor.id: actor.country for actor in findings.actors}
        self._marks = {actor.id: _actor_marks(actor.id, self._cast, len(reading.sentences)) for actor in findings.actors}
        self._carried: tuple[str, ...] = ()
        self._voice = self._voices()
        self._context = tuple(actor.id for actor in findings.actors if actor.salience == "major")[:4]

    def _voices(self) -> tuple[str, ...]:
        """Who speaks in the first person: the first person or body of the title or the first lines, a state where there is none."""
        places = [*self._index.within("title", 0, 1000), *self._index.within("body", 0, 600)]
        ids = [self._cast.heads(place) for place in places]
        ids.sort(key=lambda some: not self._cast.is_person(some))
        return ids[0][:1] if ids else ()

    def run(self) -> Iterator[Candidate]:
        """All candidates in text order, the title's first."""
        document = self._reading.document
        yield from self._field("title", document.title, [_Place("title", -1, 0, len(document.title))])
        self._carried = ()
        sentences = [
            _Place("body", number, sentence.span.start, sentence.span.end)
            for number, sentence in enumerate(self._reading.sentences)
            if not sentence.is_boilerplate
        ]
        yield from self._field("body", document.body, sentences)

    def _field(self, field: str, text: str, places: Sequence[_Place]) -> Iterator[Candidate]:
        told = self._vocabulary.scan(text)
        at = 0
        for place in places:
            while at < len(told) and told[at].start < place.start:
                at += 1
            here = at
            while at < len(told) and told[at].start < place.end:
                at += 1
            yield from self._sentence(text, place, told[here:at])

    def _sentence(self, text: str, place: _Place, told: Sequence[Told]) -> Iterator[Candidate]:
        named = self._index.within(place.field, place.start, place.end)
        if self._is_korean:
            arguments = korean.arguments(text, place.end, named, self._cast)
        else:
            arguments = english.arguments(text, place.start, named, self._cast)
        said = None if self._is_korean else english.speaker(text, arguments)
        quotes = [match.start() for match in _QUOTES.finditer(text, place.start, place.end)]
        for act in told:
            if self._is_korean:
                links = korean.links(act, arguments, place.field == "title")
            else:
                links = english.links(text, place.start, act, arguments, said)
            self._extend(text, place, links, act)
            yield from self._pairs(text, place, act, links, arguments, sum(at < act.start for at in quotes) % 2 == 1)
        self._carry(arguments, said)

    def _carry(self, arguments: Sequence[Argument], said: Argument | None) -> None:
        roles = ("topic", "subject") if self._is_korean else ("free",)
        first = said or next((argument for argument in arguments if argument.role in roles), None)
        if first is not None:
            self._carried = first.ids[:1]

    def _extend(self, text: str, place: _Place, links: Links, told: Told) -> None:
        """Sources and targets that the sentence does not name."""
        start = text[place.start : place.start + 40]
        weak = not any(link in (Link.SUBJECT, Link.SPEAKER, Link.POSS, Link.BY) for link in links.sources.values())
        if weak or _PRONOUN.match(start):
            for actor in self._carried:
                links.source_id(actor, Link.CARRIED)
        if (weak and self._findings.kind.label in ("statement", "opinion")) or _FIRST.search(text, place.start, min(place.end, told.start)):
            for actor in self._voice:
                links.source_id(actor, Link.VOICE)
        for source in tuple(links.sources):
            default = told.word.act.defaults.get(source)
            if default is not None and default in self._country:
                links.target_id(default, Link.DEFAULT)
        for actor in self._context[:2]:
            links.target_id(actor, Link.CONTEXT)

    def _pairs(
        self, text: str, place: _Place, told: Told, links: Links, arguments: Sequence[Argument], in_quote: bool
    ) -> Iterator[Candidate]:
        act = told.word.act
        common = self._common(text, place, told, act, in_quote)
        negated, hypothetical = "negated" in common, "hypothetical" in common
        first: dict[str, int] = {}
        groups: dict[str, int] = {}
        for argument in arguments:
            for at, id_ in enumerate(argument.ids):
                first.setdefault(id_, argument.start * 8 + at)
                groups.setdefault(id_, argument.group)
        for source, from_ in links.sources.items():
            for target, to in links.targets.items():
                if source == target or source not in self._marks or target not in self._marks:
                    continue
                link = to
                together = source in groups and target in groups and groups[source] == groups[target]
                if act.shape == "mutual" and (together or (from_ in _SUBJECTS and to is Link.LEFT)):
                    link = Link.MUTUAL
                    if first[source] > first[target]:
                        continue
                marks = (*common, *self._pair_marks(source, from_, target, link, act, together))
                yield Candidate(source, act.type, target, place.field, place.number, told.start, told.end, negated, hypothetical, marks)

    def _common(self, text: str, place: _Place, told: Told, act: Act, in_quote: bool) -> tuple[str, ...]:
        marks = [f"type {act.type}", f"quad {QUAD_CLASSES[act.type]}", f"act {act.id}", f"form {told.word.form.value}"]
        if self._is_korean:
            after = text[told.end : told.end + 24]
            negated, hypothetical = _NOT_KO.match(after) is not None, _MAY_KO.match(after) is not None
        else:
            before = text[max(place.start, told.start - 40) : told.start]
            negated, hypothetical = _NOT.search(before) is not None, _MAY.search(before) is not None
        if negated:
            marks.append("negated")
        if hypothetical:
            marks.append("hypothetical")
        if _BACK.search(text, place.start, place.end):
            marks.append("past")
        if in_quote:
            marks.append("quoted")
        marks.append(
            f"at {'title' if place.number < 0 else min(place.number, 4) if place.number < 4 else 'early' if place.number < 12 else 'late'}"
        )
        if self._findings.kind.label in ("statement", "opinion"):
            marks.append(f"kind {self._findings.kind.label}")
        return tuple(marks)

    def _pair_marks(self, source: str, from_: Link, target: str, to: Link, act: Act, together: bool) -> tuple[str, ...]:
        language = "ko" if self._is_korean else "en"
        marks = [f"{language} source {from_.name}", f"{language} target {to.name}"]
        marks += [f"source {mark}" for mark in self._marks[source]]
        marks += [f"target {mark}" for mark in self._marks[target]]
        if self._country[source] is not None and self._country[source] == self._country[target]:
            marks.append("same country")
        if together and act.shape != "mutual":
            marks.append("together")
        return tuple(marks)


_SUBJECTS = frozenset({Link.SUBJECT, Link.SUBJECT2, Link.FAR})


def _actor_marks(actor_id: str, cast: Cast, sentences: int) -> tuple[str, ...]:
    actor = cast.actors[actor_id]
    marks = [actor.type if actor.type in ("person", "state") else "body"]
    if actor.salience == "major":
        marks.append("major")
    if any(mention.field == "title" for mention in actor.mentions[:3]):
        marks.append("title")
    share = len(actor.mentions) / (sentences or 1)
    marks.append("often" if share > 0.35 else "some" if share > 0.1 else "seldom")
    return tuple(marks)
