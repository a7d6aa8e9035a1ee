"""What in a text speaks of closeness or of dispute between South Korea and the United States, place by place.

Words of tone (ontology/tone) count by whose relation their sentence is about: both sides or the alliance, one of the two, or neither. A
friction whose sentence has North Korea, China or Russia in it is kept apart, for it is mostly theirs. After the lexicon-and-shifter method
of Polanyi and Zaenen (2006): a word beside it, or a negation, turns a word round or takes it away.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handlers.findings import ActorFinding, Findings, Mention
from handlers.reading import Reading
from handlers.script import fold
from handlers.wordings import Found, Wordings

_REACH_LATIN, _REACH_HANGUL = 28, 10
_NOT_BEFORE = {
    "friction": re.compile(r"(?:\b(?:no|not|never|without|nor|neither)|n't)\s+(?:[^\s.;:]+\s+){0,3}$"),
    "cooperation": re.compile(r"(?:\b(?:no|not|never|without|nor|neither)|n't)\s+(?:[^\s.;:]+\s+){0,2}$"),
}
"""No sign of a dispute is none; no gap in the combined posture is no lack of it."""
_NOT_AFTER = re.compile(r"^[가-힣]{0,3}\s?(?:[가-힣]{0,2}\s)?(?:없|않|아니|못)")
_TURNS = 0.5
"""Lighter words are taken away, not turned round."""
_SIDES = {"KR": "south", "US": "states", "KP": "others", "CN": "others", "RU": "others"}


@dataclass(frozen=True, slots=True)
class Signal:
    """A word of tone as it counts: `sense` cooperation or friction, `place` 0 title, 1 first three sentences, 2 last tenth, 3 elsewhere.

    `sides` says how many of the two the sentence concerns; `is_foreign` whether North Korea, China or Russia stands in it.
    """

    sense: str
    weight: float
    place: int
    sides: int
    is_foreign: bool
    mention: Mention


@dataclass(frozen=True, slots=True)
class Evidence:
    """All signals of a text, the number of its sentences, and the words of North Korea's own voice a thousand letters (`north`)."""

    signals: tuple[Signal, ...]
    sentences: int
    north: float


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A sentence or the title: [start, end) of its field, where it stands, and whom it concerns."""

    field: str
    start: int
    end: int
    place: int


def gather(reading: Reading, findings: Findings, wordings: Wordings) -> Evidence:
    """The evidence of a text whose actors are tagged."""
    named = _Named(findings.actors)
    signals: list[Signal] = []
    sentences = voices = 0
    folded = {"title": fold(reading.document.title), "body": fold(reading.document.body)}
    found = {field: wordings.find(text) for field, text in folded.items()}
    starts = {field: [one.start for one in some] for field, some in found.items()}
    for stretch in _stretches(reading):
        own = _within(found[stretch.field], starts[stretch.field], stretch)
        sentences += 1
        if not own:
            continue
        sides = _concerned(stretch, own, named)
        voices += sum(one.sense == "north-voice" for one in own)
        is_foreign = named.stands("others", stretch)
        for sense, weight, one in _turned(own, folded[stretch.field][stretch.start : stretch.end], stretch.start):
            mention = reading.mention(stretch.field, one.start, one.end)
            signals.append(Signal(sense, weight, stretch.place, len(sides), is_foreign, mention))
    length = len(reading.document.body) / (1000.0 if findings.language == "en" else 500.0)
    return Evidence(tuple(signals), sentences, voices / max(length, 1.0))


def _stretches(reading: Reading) -> Iterator[_Stretch]:
    title = reading.document.title
    if title:
        yield _Stretch("title", 0, len(title), 0)
    lead, size = reading.lead_ends[2], len(reading.document.body)
    for sentence in reading.sentences:
        if not sentence.is_boilerplate:
            span = sentence.span
            place = 1 if span.start < lead else 2 if span.start > 0.85 * size else 3
            yield _Stretch("body", span.start, span.end, place)


def _within(found: Sequence[Found], starts: Sequence[int], stretch: _Stretch) -> Sequence[Found]:
    return found[bisect_left(starts, stretch.start) : bisect_left(starts, stretch.end)]


class _Named:
    """Where the two countries and the others of the region are named, by their actors that are no firms."""

    def __init__(self, actors: Iterable[ActorFinding]) -> None:
        self._places: dict[tuple[str, str], list[int]] = {}
        for actor in actors:
            side = _SIDES.get(actor.country or "")
            if side is not None and actor.type != "company":
                for mention in actor.mentions:
                    self._places.setdefault((side, mention.field), []).append(mention.start)
        for places in self._places.values():
            places.sort()

    def stands(self, side: str, stretch: _Stretch) -> bool:
        """Whether one of the side is named in the stretch."""
        places = self._places.get((side, stretch.field), ())
        at = bisect_left(places, stretch.start)
        return at < len(places) and places[at] < stretch.end


def _concerned(stretch: _Stretch, own: Sequence[Found], named: _Named) -> set[str]:
    """The sides that the sentence concerns."""
    sides = {side for side in ("south", "states") if named.stands(side, stretch)}
    if len(sides) < 2:
        senses = {one.sense for one in own}
        sides |= senses & {"south", "states"}
        if "both" in senses and (sides or len(own) > 1):
            sides = {"south", "states"}
    return sides


def _turned(own: Sequence[Found], text: str, offset: int) -> Iterator[tuple[str, float, Found]]:
    """The words of tone of one sentence as they count beside each other and after a negation."""
    for at, one in enumerate(own):
        if one.sense not in ("cooperation", "friction"):
            continue
        start, end = one.start - offset, one.end - offset
        is_latin = text[start:end].isascii()
        reach = _REACH_LATIN if is_latin else _REACH_HANGUL
        is_negated = bool(
            _NOT_BEFORE[one.sense].search(text[max(0, start - reach) : start]) if is_latin else _NOT_AFTER.match(text[end : end + reach])
        )
        shifter = "relief" if one.sense == "friction" else "undoing"
        beside = own[max(0, at - 3) : at] if is_latin else ()
        is_shifted = any(other.sense == shifter and one.start - other.end <= reach for other in beside) or any(
            other.sense == shifter and other.start - one.end <= reach for other in own[at + 1 : at + 4]
        )
        if is_negated != is_shifted and one.weight < _TURNS:
            continue  # a talk that was not held is no quarrel yet
        if is_negated != is_shifted:
            yield ("cooperation" if one.sense == "friction" else "friction"), 0.5 * one.weight, one
        else:
            yield one.sense, one.weight, one
