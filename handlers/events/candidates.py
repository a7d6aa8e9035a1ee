"""Every (source, act, target) that the sentences of a text may tell, with the marks by which rank.py judges it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from handlers.events import english, korean
from handlers.events.anaphora import Memory, voices
from handlers.events.arguments import Cast, Scene, cast_of
from handlers.events.links import Link, Links
from handlers.events.verbs import Told, Vocabulary
from handlers.findings import QUAD_CLASSES, Findings
from handlers.mentions import MentionIndex
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
_OURS = re.compile(r"\b(?:our|each other|us|together|trilateral|bilateral)\b", re.IGNORECASE)
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

    def __init__(
        self, reading: Reading, findings: Findings, vocabulary: Vocabulary, order: Mapping[frozenset[str], tuple[str, ...]]
    ) -> None:
        self._reading = reading
        self._findings = findings
        self._vocabulary = vocabulary
        self._index = MentionIndex(findings.actors)
        self._cast = cast_of(findings.actors, order)
        self._is_korean = findings.language == "ko"
        self._country = {actor.id: actor.country for actor in findings.actors}
        self._marks = {actor.id: _actor_marks(actor.id, self._cast, len(reading.sentences)) for actor in findings.actors}
        self._memory = Memory(self._cast)
        self._voice = voices(self._index, self._cast, reading.document.body)
        self._context = tuple(actor.id for actor in findings.actors if actor.salience == "major")[:4]

    def run(self) -> Iterator[Candidate]:
        """All candidates in text order, the title's first."""
        document = self._reading.document
        yield from self._field(document.title, [_Place("title", -1, 0, len(document.title))])
        self._memory = Memory(self._cast)
        sentences = [
            _Place("body", number, sentence.span.start, sentence.span.end)
            for number, sentence in enumerate(self._reading.sentences)
            if not sentence.is_boilerplate
        ]
        yield from self._field(document.body, sentences)

    def _field(self, text: str, places: Sequence[_Place]) -> Iterator[Candidate]:
        told = self._vocabulary.scan(text)
        at = 0
        for place in places:
            while at < len(told) and told[at].start < place.start:
                at += 1
            here = at
            while at < len(told) and told[at].start < place.end:
                at += 1
            yield from self._sentence(text, place, told[here:at])

    def _scene(self, text: str, place: _Place) -> Scene:
        named = self._index.within(place.field, place.start, place.end)
        quotes = [match.start() for match in _QUOTES.finditer(text, place.start, place.end)]
        if self._is_korean:
            arguments = korean.arguments(text, place.end, named, self._cast)
        else:
            arguments = english.arguments(text, place.start, named, self._cast)
        for argument in arguments:
            argument.quote = sum(mark < argument.start for mark in quotes)
        if self._is_korean:
            return Scene(text, place.start, place.end, arguments, (), quotes, None, place.field == "title")
        said = english.speaker(text, arguments)
        return Scene(
            text, place.start, place.end, arguments, english.breaks(text, place.start, place.end), quotes, said, place.field == "title"
        )

    def _sentence(self, text: str, place: _Place, told: Sequence[Told]) -> Iterator[Candidate]:
        scene = self._scene(text, place)
        for at, act in enumerate(told):
            links = korean.links(scene, act) if self._is_korean else english.links(scene, act)
            self._extend(scene, links, act)
            chained = _chained(told, at)
            yield from self._pairs(scene, place, act, links, chained)
        self._memory.note(scene, _KOREAN_SUBJECTS if self._is_korean else _ENGLISH_SUBJECTS)

    def _extend(self, scene: Scene, links: Links, told: Told) -> None:
        """Sources and targets that the sentence does not name."""
        if not self._is_korean and (pronoun := english.pronoun(scene, told)):
            before = links.sources
            links.sources = {}
            meant = self._meant(pronoun, scene, told)
            for at, actor in enumerate(meant):
                links.source_id(actor, Link.BESIDE if at else Link.PRONOUN)
            for actor, link in before.items():
                links.source_id(actor, Link.FAR if link in _SUBJECTS else link)
            if len(meant) > 1 and told.word.act.shape == "mutual":
                for actor in meant:
                    links.target_id(actor, Link.MUTUAL)
        weak = not any(link in _SURE for link in links.sources.values())
        if weak:
            for actor in self._memory.person if self._is_korean and scene.text.startswith("그", scene.start) else self._memory.subject:
                links.source_id(actor, Link.CARRIED)
        if (weak and self._findings.kind.label in ("statement", "opinion")) or _FIRST.search(scene.text, scene.start, told.start):
            for actor in self._voice[:1]:
                links.source_id(actor, Link.VOICE)
            if _OURS.search(scene.text, told.start, scene.end):
                for actor in self._voice[1:]:
                    links.target_id(actor, Link.OURS)
        if not links.targets:
            for actor in self._context[:3]:
                links.target_id(actor, Link.CONTEXT)

    def _meant(self, pronoun: str, scene: Scene, told: Told) -> tuple[str, ...]:
        """Whom an English pronoun means."""
        memory = self._memory
        if pronoun in ("we", "i"):
            return self._voice
        if pronoun in ("he", "she"):
            near = [argument for argument in scene.arguments if argument.end <= told.start and self._cast.is_person(argument.ids)]
            return near[0].ids[:1] if near else memory.person
        if pronoun in ("they", "both") or pronoun.startswith("the two") or pronoun.endswith(("leaders", "sides", "allies", "countries")):
            return memory.list or memory.subject
        return memory.body

    def _pairs(self, scene: Scene, place: _Place, told: Told, links: Links, chained: tuple[str, ...]) -> Iterator[Candidate]:
        act = told.word.act
        common = (*self._common(scene, place, told), *chained)
        negated, hypothetical = "negated" in common, "hypothetical" in common
        first: dict[str, int] = {}
        groups: dict[str, int] = {}
        for argument in scene.arguments:
            for at, id_ in enumerate(argument.ids):
                first.setdefault(id_, argument.start * 8 + at)
                groups.setdefault(id_, argument.group)
        for source, from_ in links.sources.items():
            default = act.defaults.get(source)
            for target, to in (*links.targets.items(), *(((default, Link.DEFAULT),) if default is not None else ())):
                if source == target or source not in self._marks or target not in self._marks:
                    continue
                link = to
                together = source in groups and target in groups and groups[source] == groups[target]
                if act.shape == "mutual" and (together or (from_ in _SUBJECTS and to is Link.LEFT)):
                    link = Link.MUTUAL
                marks = self._pair_marks(source, from_, target, link, common)
                if source in first and target in first:
                    marks += ("backward",) if first[source] > first[target] and link is Link.MUTUAL else ()
                    marks += ("together",) if together and link is not Link.MUTUAL else ()
                    marks += ("only these",) if len(first) == 2 else ()
                marks = (*common, *marks)
                yield Candidate(source, act.type, target, place.field, place.number, told.start, told.end, negated, hypothetical, marks)

    def _common(self, scene: Scene, place: _Place, told: Told) -> tuple[str, ...]:
        act, text = told.word.act, scene.text
        quad = QUAD_CLASSES[act.type]
        form = korean.form(scene, told) if self._is_korean else "noun" if english.is_noun(scene, told) else "verb"
        marks = [f"type {act.type}", f"quad {quad}", f"act {act.id}", form, f"word {told.word.lemma}"]
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
        if scene.quote(told.start) % 2:
            marks.append("quoted")
        number = place.number
        marks.append(f"at {'title' if number < 0 else number if number < 4 else 'early' if number < 12 else 'late'}")
        if self._findings.kind.label in ("statement", "opinion"):
            marks.append(f"kind {self._findings.kind.label}")
        return tuple(marks)

    def _pair_marks(self, source: str, from_: Link, target: str, to: Link, common: Sequence[str]) -> tuple[str, ...]:
        language = common[3]
        marks = [f"{language} source {from_.name}", f"{language} target {to.name}", f"{common[1]} {from_.name}", f"{common[1]} {to.name}"]
        marks += [f"source {mark}" for mark in self._marks[source]]
        marks += [f"target {mark}" for mark in self._marks[target]]
        if self._country[source] is not None and self._country[source] == self._country[target]:
            marks.append("same country")
        return tuple(marks)


_CHAIN = 12


def _chained(told: Sequence[Told], at: int) -> tuple[str, ...]:
    """Whether another act stands right before or after: 대화를 제안했다 proposes, agreed to meet agrees."""
    marks = ("before another",) if at + 1 < len(told) and told[at + 1].start - told[at].end < _CHAIN else ()
    return (*marks, "after another") if at and told[at].start - told[at - 1].end < _CHAIN else marks


_ENGLISH_SUBJECTS = frozenset({"free"})
_KOREAN_SUBJECTS = frozenset({"topic", "subject"})
_SUBJECTS = frozenset({Link.SUBJECT, Link.NEXT, Link.BESIDE, Link.FAR, Link.TOPIC})
_SURE = frozenset({Link.SUBJECT, Link.NEXT, Link.SPEAKER, Link.HAS, Link.BY, Link.PRONOUN, Link.TOPIC, Link.BETWEEN})


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
