"""Every (source, act, target) that the sentences of a text may tell, with the marks by which rank.py judges it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from handlers.events import english, korean
from handlers.events.anaphora import Memory, voices
from handlers.events.arguments import Argument, Scene, cast_of
from handlers.events.links import OF_SUBJECTS, SURE, Link, Links, too_loose
from handlers.events.marks import Part, act_part, actor_parts, link_part, moods, near, sentence_part
from handlers.events.verbs import Told, Vocabulary
from handlers.findings import QUAD_CLASSES, Findings
from handlers.mentions import Place as Named
from handlers.reading import Reading

_QUOTES = re.compile('["“”]')
_FIRST = re.compile(r"\b(?:we|our|us|i|my)\b|우리|저는|나는", re.IGNORECASE)
_OURS = re.compile(r"\b(?:our|each other|us|together|trilateral|bilateral)\b", re.IGNORECASE)
_SHOULD = re.compile(r"(?:을|를)?\s?(?:강화|확대|추진|재개)?(?:해야|하여야|할 필요가)")
_COOPERATION = (1, 2)
_CLOSE = 12
_LONGEST = 1_500
"""Letters of a sentence that are read as one; what is longer is no sentence, and reading it as one takes time by its square."""
_SUBJECT_ROLES = {"en": frozenset({"free"}), "ko": frozenset({"topic", "subject"})}


class Candidate(NamedTuple):
    """One way to read the words at [start, end) of a field. `parts` are its marks."""

    source: str
    type: str
    target: str
    field: str
    sentence: int
    start: int
    end: int
    is_negated: bool
    is_hypothetical: bool
    parts: tuple[Part, ...]

    @property
    def key(self) -> tuple[str, int, str]:
        """What the codebook's comparison looks at: source, quad class, target."""
        return self.source, QUAD_CLASSES[self.type], self.target

    @property
    def marks(self) -> tuple[str, ...]:
        """All marks."""
        return tuple(chain.from_iterable(self.parts))


class _Place(NamedTuple):
    """A sentence or the title (number -1): [start, end) of the field."""

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
        self._index = findings.places()
        self._cast = cast_of(findings.actors)
        self._is_korean = findings.language == "ko"
        self._backward = "backward mutual ko" if self._is_korean else "backward mutual en"
        self._letters = 2 if self._is_korean else 1
        self._roles = _SUBJECT_ROLES["ko" if self._is_korean else "en"]
        self._country = {actor.id: actor.country for actor in findings.actors}
        self._actors = actor_parts(findings, self._cast, len(reading.sentences))
        self._memory = Memory(self._cast)
        self._voice = voices(self._index, self._cast, reading.document.title, reading.document.body)
        self._speaks = findings.kind.label in ("statement", "opinion")
        self._context = tuple(actor.id for actor in findings.actors if actor.salience == "major")[:3]
        self._links: dict[tuple[str, int, Link, Link], Part] = {}
        self._names: dict[tuple[str, int, str], Part] = {}

    def run(self) -> Iterator[Candidate]:
        """All candidates in text order, the title's first."""
        document = self._reading.document
        yield from self._field(document.title, [_Place("title", -1, 0, min(len(document.title), _LONGEST))])
        self._memory = Memory(self._cast)
        sentences = [
            _Place("body", number, start, min(start + _LONGEST, sentence.span.end))
            for number, sentence in enumerate(self._reading.sentences)
            if not sentence.is_boilerplate
            for start in range(sentence.span.start, sentence.span.end, _LONGEST)
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
            named = self._index.within(place.field, place.start, place.end)
            if named or (self._speaks and here < at and not self._is_korean):
                scene = self._scene(text, place, named, has_acts=here < at)
                yield from self._sentence(scene, place, told[here:at])
                self._memory.note(scene, self._roles)

    def _scene(self, text: str, place: _Place, named: Sequence[Named], *, has_acts: bool) -> Scene:
        _, _, start, end = place
        quotes = [match.start() for match in _QUOTES.finditer(text, start, end)]
        if self._is_korean:
            arguments, breaks = korean.arguments(text, end, named, self._cast), []
        else:
            arguments = english.arguments(text, start, named, self._cast)
            breaks = english.breaks(text, start, end) if has_acts else []
        if quotes:
            for argument in arguments:
                argument.quote = sum(mark < argument.start for mark in quotes)
        said = None if self._is_korean else english.speaker(text, start, end, arguments)
        return Scene(text, start, end, arguments, breaks, quotes, said, place.field == "title")

    def _sentence(self, scene: Scene, place: _Place, told: Sequence[Told]) -> Iterator[Candidate]:
        if not told:
            return
        ids = {id_ for argument in scene.arguments for id_ in argument.ids}
        shared = sentence_part(scene, place.number, len(told), len(ids), self._findings)
        first_person = _FIRST.search(scene.text, scene.start, scene.end) is not None
        ours = first_person and _OURS.search(scene.text, scene.start, scene.end) is not None
        for at, act in enumerate(told):
            links = korean.links(scene, act) if self._is_korean else english.links(scene, act)
            if not self._is_korean:
                self._pronoun(scene, act, links)
            self._complete(scene, links, first_person=first_person, ours=ours)
            mood = moods(scene, act, is_korean=self._is_korean)
            parts = shared, act.word.marks, act_part(scene, told, at, links.form, mood)
            type_ = "REQUEST" if self._is_urged(scene, told, at) else act.word.act.type
            for source, target, more in self._pairs(scene, act, links):
                yield Candidate(source, type_, target, place.field, place.number, act.start, act.end, *mood, (*parts, *more))

    def _is_urged(self, scene: Scene, told: Sequence[Told], at: int) -> bool:
        """Whether the text asks for it, so that it is a request: must engage in closer talks, 협의해야 한다."""
        this = told[at]
        if QUAD_CLASSES[this.word.act.type] not in _COOPERATION:
            return False
        if self._is_korean:
            return _SHOULD.match(scene.text, this.end) is not None
        while at > 0 and told[at].start - told[at - 1].end <= _CLOSE:
            at -= 1
            if told[at].word.act.shape == "exhort":
                return True
            if QUAD_CLASSES[told[at].word.act.type] not in _COOPERATION:
                return False
        return False

    def _pronoun(self, scene: Scene, told: Told, links: Links) -> None:
        """A pronoun before the verb is its subject."""
        pronoun = english.pronoun(scene, told)
        if not pronoun:
            return
        before, links.sources = links.sources, {}
        whom = self._memory.meant(pronoun, scene, told.start, self._voice)
        for at, actor in enumerate(whom):
            links.source_id(actor, Link.BESIDE if at else Link.PRONOUN)
        for actor, link in before.items():
            links.source_id(actor, Link.FAR if link in OF_SUBJECTS else link)
        if len(whom) > 1 and told.word.act.shape == "mutual":
            for actor in whom:
                links.target_id(actor, Link.MUTUAL)

    def _complete(self, scene: Scene, links: Links, *, first_person: bool, ours: bool) -> None:
        """Sources and targets that the sentence does not name."""
        is_sure = any(link in SURE for link in links.sources.values())
        if not is_sure:
            for actor in self._memory.person if self._is_korean and scene.text.startswith("그", scene.start) else self._memory.subject:
                links.source_id(actor, Link.CARRIED)
        if first_person or (self._speaks and not is_sure):
            for actor in self._voice[:1]:
                links.source_id(actor, Link.VOICE)
        if ours:
            for actor in self._voice[1:]:
                links.target_id(actor, Link.OURS)
        if not links.targets:
            for actor in self._context:
                links.target_id(actor, Link.CONTEXT)

    def _pairs(self, scene: Scene, told: Told, links: Links) -> Iterator[tuple[str, str, tuple[Part, ...]]]:
        act, quad = told.word.act, QUAD_CLASSES[told.word.act.type]
        at = _nearest(scene, told)
        for source, from_ in links.sources.items():
            if source not in self._actors:
                continue
            default = act.defaults.get(source)
            one = at.get(source)
            for target, to in (*links.targets.items(), *(((default, Link.DEFAULT),) if default is not None else ())):
                if source == target or target not in self._actors:
                    continue
                other = at.get(target)
                together = one is not None and other is not None and one[1].group == other[1].group
                is_mutual = act.shape == "mutual" and (together or (to is Link.LEFT and from_ in OF_SUBJECTS))
                link = Link.MUTUAL if is_mutual else to
                if too_loose(from_, link):
                    continue
                key = (links.form, quad, from_, link)
                linked = self._links.get(key) or self._links.setdefault(key, link_part(*key))
                related = self._relation(source, target, one, other, link)
                yield source, target, (linked, self._actors[source][0], self._actors[target][1], related, self._whose(source, quad, target))

    def _whose(self, source: str, quad: int, target: str) -> Part:
        """Marks of who they are: what a state usually does, and to whom."""
        key = (source, quad, target)
        known = self._names.get(key)
        if known is None:
            known = self._names[key] = (f"from {source} {quad}", f"to {target} {quad}", f"from {source} to {target} {quad}")
        return known

    def _relation(self, source: str, target: str, one: _Near | None, other: _Near | None, link: Link) -> Part:
        """Marks of the two together."""
        marks = []
        country = self._country[source]
        if country is not None and country == self._country[target]:
            marks.append("same country")
        if one is not None:
            marks.append(_SOURCE_AT[near(one[0] * self._letters)])
        if other is not None:
            marks.append(_TARGET_AT[near(other[0] * self._letters)])
        if one is not None and other is not None:
            first, second = one[1], other[1]
            if first.start > second.start or (first is second and first.ids.index(source) > first.ids.index(target)):
                marks.append(self._backward if link is Link.MUTUAL else "backward")
            if first.group == second.group and link is not Link.MUTUAL:
                marks.append("together")
        return tuple(marks)


_Near = tuple[int, Argument]
_DISTANCES = ("near", "close", "off", "far")
_SOURCE_AT = {name: f"source {name}" for name in _DISTANCES}
_TARGET_AT = {name: f"target {name}" for name in _DISTANCES}


def _nearest(scene: Scene, told: Told) -> dict[str, _Near]:
    """Where each actor of the sentence stands nearest to the act, with the distance."""
    found: dict[str, _Near] = {}
    start, end = told.start, told.end
    for argument in scene.arguments:
        gap = start - argument.end if argument.start < start else argument.start - end
        for id_ in argument.ids:
            before = found.get(id_)
            if before is None or gap < before[0]:
                found[id_] = (gap, argument)
    return found
