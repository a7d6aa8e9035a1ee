"""Every (source, act, target) that the sentences of a text may tell, with the marks by which it is judged.

Title and the first sentences are read: of the events that people write down of an article, one in a hundred stands behind them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from handlers.events import english, korean
from handlers.events.anaphora import Memory, voices
from handlers.events.arguments import Argument, Scene, cast_of
from handlers.events.judge import Judge, Weighed
from handlers.events.links import OF_SUBJECTS, SURE, Link, Links, too_loose
from handlers.events.marks import Part, act_part, actor_part, moods, near, rank_of, sentence_part
from handlers.events.verbs import Told, Vocabulary
from handlers.findings import QUAD_CLASSES, Findings
from handlers.mentions import Place as Named
from handlers.reading import Reading
from handlers.script import words

_SENTENCES = 35
_QUOTES = re.compile('["“”]')
_FIRST = frozenset(words("we our us i my"))
_OURS = frozenset(words("our us together trilateral bilateral"))
_SHOULD = re.compile(r"(?:을|를)?\s?(?:강화|확대|추진|재개)?(?:해야|하여야|할 필요가)")
_COOPERATION = (1, 2)
_CLOSE = 12
_LONGEST = 1_500
"""Letters of a sentence that are read as one; what is longer is no sentence, and reading it as one takes time by its square."""
_SUBJECT_ROLES = {"en": frozenset({"free"}), "ko": frozenset({"topic", "subject"})}
_MOST_TO_COME = 3.0
"""What the marks that are looked at last may add to the log-odds; what lacks more than that has no hope."""
_LOOK_BACK = 3
"""Sentences before that may tell whom a sentence without a subject means."""


class Candidate(NamedTuple):
    """One way to read the words at [start, end) of a field. `key` is what the codebook's comparison looks at: source, quad class,
    target; `parts` are its marks."""

    key: tuple[str, int, str]
    type: str
    field: str
    sentence: int
    start: int
    end: int
    is_negated: bool
    is_hypothetical: bool
    parts: tuple[Part, ...]

    @property
    def source(self) -> str:
        """The actor that does it."""
        return self.key[0]

    @property
    def target(self) -> str:
        """The actor to whom it is done."""
        return self.key[2]

    @property
    def marks(self) -> tuple[str, ...]:
        """All marks."""
        return tuple(chain.from_iterable(self.parts))


Judged = tuple[float, Candidate]


class _Place(NamedTuple):
    """A sentence or the title (number -1): [start, end) of the field."""

    field: str
    number: int
    start: int
    end: int


class _Act(NamedTuple):
    """An act as its candidates share it: the type that counts, moods, marks and what these weigh."""

    told: Told
    type: str
    quad: int
    mood: tuple[bool, bool]
    parts: tuple[Part, ...]
    weight: float


class Finder:
    """Finds the candidates of one text."""

    def __init__(self, reading: Reading, findings: Findings, vocabulary: Vocabulary, judge: Judge) -> None:
        self._reading = reading
        self._findings = findings
        self._vocabulary = vocabulary
        self._judge = judge
        self._places = _places(reading)
        self._index = findings.places()
        self._cast = cast_of(findings.actors)
        self._is_korean = findings.language == "ko"
        self._backward = "backward mutual ko" if self._is_korean else "backward mutual en"
        self._letters = 2 if self._is_korean else 1
        self._roles = _SUBJECT_ROLES["ko" if self._is_korean else "en"]
        self._sources: dict[str, Weighed] = {}
        self._targets: dict[str, Weighed] = {}
        self._whose: dict[tuple[str, int, str], tuple[tuple[Part, ...], float]] = {}
        self._rank = {actor.id: rank_of(actor) for actor in findings.actors}
        self._memory = Memory(self._cast)
        self._unread: list[tuple[_Place, Sequence[Named], Scene | None]] = []
        self._voice = voices(self._index, self._cast, reading.document.title, reading.document.body)
        self._speaks = findings.kind.label in ("statement", "opinion")
        self._context = tuple(actor.id for actor in findings.actors if actor.salience == "major")[:4]
        self._topics = (findings.kind.label, *(theme.id for theme in findings.themes if theme.rank == "primary"))
        self._found: list[Judged] = []

    def run(self) -> list[Judged]:
        """All candidates that are not hopeless with their log-odds, in text order, the title's first."""
        document = self._reading.document
        title = min(len(document.title), _LONGEST)
        self._field(document.title, title, [_Place("title", -1, 0, title)])
        self._memory, self._unread = Memory(self._cast), []
        if self._places:
            self._field(document.body, self._places[-1].end, self._places)
        return self._found

    def _field(self, text: str, end: int, places: Sequence[_Place]) -> None:
        told = self._vocabulary.scan(text[:end])
        at = 0
        for place in places:
            while at < len(told) and told[at].start < place.start:
                at += 1
            here = at
            while at < len(told) and told[at].start < place.end:
                at += 1
            named = self._index.within(place.field, place.start, place.end)
            if here < at and (named or (self._speaks and not self._is_korean)):
                scene = self._scene(text, place, named)
                self._sentence(scene, place, told[here:at])
                self._unread.append((place, named, scene))
            elif named:
                self._unread.append((place, named, None))

    def _recall(self, text: str) -> Memory:
        """What the sentences before leave, read only when it is asked for."""
        if self._unread:
            for place, named, scene in self._unread[-_LOOK_BACK:]:
                self._memory.note(scene or self._scene(text, place, named), self._roles)
            self._unread.clear()
        return self._memory

    def _scene(self, text: str, place: _Place, named: Sequence[Named]) -> Scene:
        _, _, start, end = place
        quotes = [match.start() for match in _QUOTES.finditer(text, start, end)]
        low, is_title, cast, is_korean = text[start:end].lower(), place.field == "title", self._cast, self._is_korean
        arguments = korean.arguments(text, end, named, cast) if is_korean else english.arguments(text, start, named, cast)
        if quotes:
            for argument in arguments:
                argument.quote = bisect_left(quotes, argument.start)
        if is_korean:
            return Scene(text, start, end, arguments, (), quotes, None, is_title, low)
        known = english.words_of(low)
        said = english.speaker(text, arguments, known)
        return Scene(text, start, end, arguments, english.breaks(text, start, end), quotes, said, is_title, low, known)

    def _sentence(self, scene: Scene, place: _Place, told: Sequence[Told]) -> None:
        is_korean, judge = self._is_korean, self._judge
        ids = {id_ for argument in scene.arguments for id_ in argument.ids}
        shared = sentence_part(scene, place.number, len(told), len(ids), self._findings)
        weight = judge.bias + judge.weigh(shared)
        low = scene.low
        first_person = "우리" in low or "저는" in low or "나는" in low if is_korean else not _FIRST.isdisjoint(scene.words)
        ours = not is_korean and first_person and (not _OURS.isdisjoint(scene.words) or "each other" in low)
        for at, one in enumerate(told):
            links = korean.links(scene, one) if is_korean else english.links(scene, one)
            if not is_korean:
                self._pronoun(scene, one, links)
            self._complete(scene, links, first_person=first_person, ours=ours)
            if not links.sources or not (links.targets or one.word.act.defaults):
                continue
            mood = moods(scene, one, is_korean=is_korean)
            how = act_part(scene, told, at, links.form, mood)
            type_ = "REQUEST" if self._is_urged(scene, told, at) else one.word.act.type
            parts = shared, one.word.marks, how
            act = _Act(one, type_, QUAD_CLASSES[type_], mood, parts, weight + judge.weigh(one.word.marks) + judge.weigh(how))
            self._pairs(scene, place, act, links)

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
        whom = self._recall(scene.text).meant(pronoun, scene, told.start, self._voice)
        for at, actor in enumerate(whom):
            links.source_id(actor, Link.BESIDE if at else Link.PRONOUN)
        for actor, link in before.items():
            links.source_id(actor, Link.FAR if link in OF_SUBJECTS else link)
        if len(whom) > 1 and told.word.act.shape == "mutual":
            for actor in whom:
                links.target_id(actor, Link.MUTUAL)

    def _complete(self, scene: Scene, links: Links, *, first_person: bool, ours: bool) -> None:
        """Sources and targets that the sentence does not name."""
        is_sure = not SURE.isdisjoint(links.sources.values())
        if not is_sure:
            memory = self._recall(scene.text)
            for actor in memory.person if self._is_korean and scene.text.startswith("그", scene.start) else memory.subject:
                links.source_id(actor, Link.CARRIED)
        if first_person or (self._speaks and not is_sure):
            for actor in self._voice[:1]:
                links.source_id(actor, Link.VOICE)
        if ours:
            for actor in self._voice[1:]:
                links.target_id(actor, Link.OURS)
        if not links.targets.keys() - links.sources.keys():
            link = Link.MAIN
            for actor in self._context:
                if actor not in links.sources:
                    links.target_id(actor, link)
                    link = Link.CONTEXT

    def _pairs(self, scene: Scene, place: _Place, act: _Act, links: Links) -> None:
        judge, quad, actors, told = self._judge, act.quad, self._cast.actors, act.told
        least = judge.least
        is_mutual, default_of = told.word.act.shape == "mutual", told.word.act.defaults
        at = _nearest(scene, told)
        targets = [(target, to) for target, to in links.targets.items() if target in actors]
        for source, from_ in links.sources.items():
            if source not in actors:
                continue
            default, one = default_of.get(source), at.get(source)
            by, base = self._sources.get(source) or self._weigh(source, "source", self._sources)
            base += act.weight
            for target, to in targets if default is None or default not in actors else (*targets, (default, Link.DEFAULT)):
                if source == target:
                    continue
                other = at.get(target)
                together = one is not None and other is not None and one[1].group == other[1].group
                link = Link.MUTUAL if is_mutual and (together or (to is Link.LEFT and from_ in OF_SUBJECTS)) else to
                if too_loose(from_, link):
                    continue
                linked, held = judge.linked(links.form, quad, from_, link)
                toward, aimed = self._targets.get(target) or self._weigh(target, "target", self._targets)
                odds = base + held + aimed
                if odds <= least - _MOST_TO_COME:
                    continue
                key = source, quad, target
                whose, named = self._whose.get(key) or self._who(key)
                related = self._relation(source, target, one, other, link)
                odds += named + judge.weigh(related)
                if odds > least:
                    parts = *act.parts, linked, by, toward, related, *whose
                    found = Candidate(key, act.type, place.field, place.number, told.start, told.end, *act.mood, parts)
                    self._found.append((odds, found))

    def _weigh(self, actor: str, part: str, known: dict[str, Weighed]) -> Weighed:
        """The marks of an actor as source or target, with their weight."""
        marks = actor_part(self._cast.actors[actor], part, self._findings, len(self._reading.sentences))
        found = known[actor] = marks, self._judge.weigh(marks)
        return found

    def _who(self, key: tuple[str, int, str]) -> tuple[tuple[Part, ...], float]:
        """Marks of who they are, with their weight."""
        source, _, target = key
        found = self._whose[key] = self._judge.whose(key, self._rank[source], self._rank[target], self._topics)
        return found

    def _relation(self, source: str, target: str, one: _Near | None, other: _Near | None, link: Link) -> Part:
        """Marks of the two together."""
        marks = []
        country = self._cast.actors[source].country
        if country is not None and country == self._cast.actors[target].country:
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


def _places(reading: Reading) -> list[_Place]:
    """The sentences that are read, over-long ones in pieces."""
    told = [(number, sentence.span) for number, sentence in enumerate(reading.sentences) if not sentence.is_boilerplate][:_SENTENCES]
    return [
        _Place("body", number, start, min(start + _LONGEST, span.end))
        for number, span in told
        for start in range(span.start, span.end, _LONGEST)
    ]


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
