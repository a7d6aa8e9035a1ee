"""Which of a text's actors are major: in the title or the lead, or a main actor of the piece (codebook section 3).

A logistic function of where and how often an actor is named, as the subject or in passing, of its kind and of its company. Its weights
are fitted by tests/eval/fit_salience.py and stand in salience_weights.py.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import mul

from handlers.ontology.records import Actor
from handlers.places import Named
from handlers.reading import Reading
from handlers.salience_weights import BIAS, BOUND, WEIGHTS
from handlers.uses import Use

_SUBJECT_KO = re.compile("(?:[ \u00a0]?[가-힣]{2,9}?)?(?:\\([^)\n]{1,30}\\))?(?:은|는|이|가|측은|측이|측|께서|께서는|에서는)(?![가-힣])")
_VERB = (
    r" (?:also |on \w{3,9}day |has |have |had |will |would )?"
    r"(?:\w{2,20}ed|said|says|told|will|would|has|have|had|is|was|are|were|may|can|could|should|must|did|does|made|gave|took|went|held|met|"
    r"put|let|left|sent|set|led|kept|saw|began|came|wants|seeks|plans|remains|faces|warns|calls|urges|hopes|believes|needs)\b"
)
_OWNED = r"(?:[’']s? [\w-]{1,30})?"
_SUBJECT_EN = re.compile(_OWNED + _VERB)
_EXPLAINED_EN = re.compile(rf"{_OWNED},? [^,.\n]{{3,60}},{_VERB}")
_EXPLAINED = 100
_TITLE_SUBJECT_KO = re.compile("(?:[ \u00a0][가-힣]{2,6})?(?:은|는|이|가)?[,…:\"“'‘]|(?:은|는|이|가)(?![가-힣])|[ \u00a0][\"“'‘]")
_TITLE_VERB = re.compile(r"(?:[’']s \w{1,30})? (?:\w{2,20}s|to|will|says|\w{1,20}ed)\b|[:,]")
_GOVERNMENTAL = frozenset({"body", "force"})
_THE_TWO = frozenset({"south-korea", "united-states"})
_END = 0.8
_WEIGHTS = tuple(WEIGHTS.values())


@dataclass(slots=True)
class _Part:
    """What one actor's mentions come to."""

    count: int = 0
    titles: int = 0
    is_title_subject: bool = False
    subjects: int = 0
    attributes: int = 0
    pairs: int = 0
    sentences: set[int] = field(default_factory=set)
    first: float = 1.0


@dataclass(frozen=True, slots=True)
class _Cast:
    """What all actors of one text come to together. `led`: by country, whether a person or body of it is in title or lead."""

    actors: int
    most: int
    length: int
    led: frozenset[str]
    is_korean: bool


def major(named: Sequence[Named], reading: Reading, actors: Mapping[str, Actor], language: str) -> frozenset[str]:
    """The actors that the piece puts first."""
    return frozenset(actor for actor, row in figures(named, reading, actors, language).items() if worth(row) > BOUND)


def worth(row: Sequence[float]) -> float:
    """The log-odds of major."""
    odds: float = BIAS + sum(map(mul, _WEIGHTS, row))
    return odds


def figures(named: Sequence[Named], reading: Reading, actors: Mapping[str, Actor], language: str) -> dict[str, tuple[float, ...]]:
    """The figures of each actor that acts, in the order of the weights."""
    starts = [sentence.span.start for sentence in reading.sentences if not sentence.is_boilerplate] or [0]
    parts = _parts(named, reading, starts, is_korean=language == "ko")
    if not parts:
        return {}
    led = {
        actor.country
        for id_, part in parts.items()
        if (actor := actors.get(id_)) and actor.type != "state" and actor.country and (part.titles or 0 in part.sentences)
    }
    counts = [part.count for part in parts.values()]
    cast = _Cast(len(parts), max(counts), len(starts), frozenset(led), language == "ko")
    return {id_: _row(id_, part, actors.get(id_), cast) for id_, part in parts.items()}


def _row(id_: str, part: _Part, actor: Actor | None, cast: _Cast) -> tuple[float, ...]:
    kind = actor.type if actor else "person" if id_.startswith("person-") else "organisation"
    title, lead = float(part.titles > 0), float(0 in part.sentences)
    person, governmental = float(kind == "person"), float(kind in _GOVERNMENTAL)
    return (
        title,  # title
        float(part.is_title_subject),  # title subject
        lead,  # lead
        float(1 in part.sentences),  # second
        float(2 in part.sentences),  # third
        part.first,  # how far
        part.count / cast.most,  # of most
        math.log1p(len(part.sentences)),  # log sentences
        math.log1p(part.subjects),  # subjects
        person,  # person
        governmental,  # governmental
        math.log(cast.actors),  # log actors
        math.log(cast.length),  # log length
        part.attributes / part.count,  # attributes
        part.pairs / part.count,  # pairs
        float(kind == "state" and actor is not None and actor.country in cast.led),  # state led
        float(any(at >= _END * cast.length for at in part.sentences)),  # at the end
        cast.is_korean * lead,  # Korean lead
        float(id_ in _THE_TWO),  # the two
        person * title,  # person title
        person * lead,  # person lead
        title * (part.count == part.titles),  # only title
        governmental * title,  # governmental title
        float(part.count == cast.most),  # first by count
    )


def _parts(named: Sequence[Named], reading: Reading, starts: list[int], *, is_korean: bool) -> dict[str, _Part]:
    parts: dict[str, _Part] = {}
    for place in named:
        if place.use is Use.NONE:
            continue
        in_title = place.field == "title"
        acts = _acts(reading.document.title if in_title else reading.document.body, place, is_korean=is_korean)
        for actor in place.actors:
            part = parts.setdefault(actor, _Part())
            part.count += 1
            part.attributes += place.is_attribute
            part.pairs += len(place.actors) > 1
            part.subjects += acts
            if in_title:
                part.titles += 1
                part.is_title_subject = part.is_title_subject or acts
            else:
                at = bisect_right(starts, place.start) - 1
                part.sentences.add(at)
                part.first = min(part.first, max(at, 0) / len(starts))
    return parts


def _acts(text: str, place: Named, *, is_korean: bool) -> bool:
    """Whether the words look like the subject of their sentence or headline."""
    if place.field == "title":
        return (_TITLE_SUBJECT_KO if is_korean else _TITLE_VERB).match(text, place.end) is not None
    if is_korean:
        return _SUBJECT_KO.match(text, place.end) is not None
    if _SUBJECT_EN.match(text, place.end) is not None:
        return True
    return text.find(",", place.end, place.end + _EXPLAINED) >= 0 and _EXPLAINED_EN.match(text, place.end) is not None
