"""What in a text speaks for each theme: its terms found, where they stand, and the figures made of them by which themes.py decides.

The figures are those of document ranking (Manning, Raghavan and Schuetze 2008, chapter 6: damped frequency, zones, length) and of where
news tells what it is about: title, lead, spread over the text, share of all themes' words; and how much the actors between whom a theme
plays do in the text.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from handlers.findings import Findings, Mention
from handlers.gazetteer import Hit, longest
from handlers.lexicon import Role, Target
from handlers.reading import Reading
from handlers.script import LATIN, fold, is_latin

_REACH = {True: 120, False: 60}
"""How far from a term in Latin script, or in another, the words beside which it counts may stand, within its sentence."""
_FEW_WORDS = 0.3
_MOST_TEXT = 200_000
"""What stands behind so many letters of a text that is no article any more is no evidence."""
_LEAST = 0.5
"""One weak term alone never speaks for a theme."""
_TERM, _FULL = Role.TERM, Role.FULL
_NAMES_BACK = 4
_SALIENCE = {"major": 1.0, "minor": 0.5}

FIGURES: tuple[str, ...] = (
    "different",  # weights of the different terms
    "repeated",  # weights of all mentions, damped
    "is_strong",  # a strong term stands in the text
    "often",  # mentions of strong terms, damped
    "share",  # weight beside that of the heaviest theme
    "part",  # weight beside that of all themes together
    "size",  # the text's length
    "spread",  # share of the sentences with a term
    "first",  # place of the first term in the body
    "title",  # heaviest term of the title
    "lead",  # heaviest term of the first sentence
    "opening",  # heaviest term of the first three sentences
    "sentences",  # sentences with a strong or fair term, damped
    "rank",  # one over one more than the theme's place among the text's
    "korean",
    "cast",  # how much the least of the theme's actors does
    "has_cast",
    "others",  # number of themes with a term, damped
    "dominance",  # share of its sentences in which no other theme weighs more
)


@dataclass(slots=True)
class Tally:
    """What speaks for one theme: per term its weight and number, and where, each mention with its weight."""

    weights: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    title: float = 0.0
    evidence: list[tuple[Mention, float]] = field(default_factory=list)

    def add(self, mention: Mention, weight: float) -> None:
        """Count a mention of one of the theme's terms."""
        term = mention.text.lower()
        self.weights[term] = max(weight, self.weights.get(term, 0.0))
        self.counts[term] = self.counts.get(term, 0) + 1
        if mention.field == "title":
            self.title = max(self.title, weight)
        self.evidence.append((mention, weight))

    def different(self) -> float:
        """The weights of the different terms."""
        return sum(self.weights.values())

    def total(self) -> float:
        """As `different`, each term growing with the logarithm of its number, the title's counted again."""
        return sum(weight * (1.0 + math.log(self.counts[term])) for term, weight in self.weights.items()) + 2.0 * self.title


def tallies(reading: Reading, findings: Findings, states: Mapping[str, str]) -> dict[str, Tally]:
    """The tally of every theme with a term in the text; some terms count only beside an actor or a word.

    `states` are the states by country: a leader, body or company of a country stands for it, where a term counts only beside the state.
    """
    present = {actor.id for actor in findings.actors}
    present |= {states[country] for actor in findings.actors if (country := actor.country) and country in states}
    found: dict[str, Tally] = {}
    starts = [sentence.span.start for sentence in reading.sentences]
    for name, text, hits in reading.fields():
        by_theme: dict[str, list[Hit[Target]]] = {}
        folded = ""
        names = sorted((start, -end) for start, end, target in hits if target.role is _FULL)
        for hit in hits:
            target = hit[2]
            if target.role is not _TERM or _is_part_of_name(hit[0], hit[1], names):
                continue
            if hit.end > _MOST_TEXT:
                break
            if target.needs and present.isdisjoint(target.needs):
                continue
            if target.near:
                folded = folded or fold(text[:_MOST_TEXT])
            if not target.near or _has_near(folded, hit, _sentence(reading, starts, hit, name)):
                by_theme.setdefault(target.ids[0], []).append(hit)
        for theme, own in by_theme.items():
            tally = found.setdefault(theme, Tally())
            for start, end, weight in _once(own if len(own) == 1 else longest(own)):
                tally.add(reading.mention(name, start, end), weight)
    return {theme: tally for theme, tally in found.items() if tally.different() >= _LEAST}


def _is_part_of_name(start: int, end: int, names: Sequence[tuple[int, int]]) -> bool:
    """Whether the term is only a part of an actor's name, which speaks of the actor: 관세 in 관세청, trade in `U.S. Trade Representative`.

    `names` are (start, -end), in text order and of the same start the longest first; of those that begin before the term the last few can
    reach beyond it.
    """
    at = bisect_right(names, (start, 0))
    for first, last in names[max(at - _NAMES_BACK, 0) : at]:
        if end <= -last:
            return -last - first > end - start
    return False


def _once(hits: Iterable[Hit[Target]]) -> Iterator[tuple[int, int, float]]:
    """Each span once, with the weight of the heaviest term that names it."""
    heaviest: dict[tuple[int, int], float] = {}
    for start, end, target in hits:
        weight = heaviest.get((start, end))
        if weight is None or target.weight > weight:
            heaviest[start, end] = target.weight
    for (start, end), weight in heaviest.items():
        yield start, end, weight


def _sentence(reading: Reading, starts: Sequence[int], hit: Hit[Target], name: str) -> tuple[int, int]:
    if name == "title" or not starts:
        return 0, len(reading.document.title)
    span = reading.sentences[max(bisect_right(starts, hit.start) - 1, 0)].span
    return span.start, max(span.end, hit.end)


def _has_near(folded: str, hit: Hit[Target], sentence: tuple[int, int]) -> bool:
    """Whether one of the term's words stands near it in the sentence, beginning as a word where it is Latin."""
    reach = _REACH[is_latin(folded[hit.end - 1])]
    before, after = max(sentence[0], hit.start - reach), min(sentence[1], hit.end + reach)
    around = folded[before:after]
    for word in hit.target.near:
        # Most words are not there at all, which one look tells.
        if word in around and (_begins(folded, word, before, hit.start) or _begins(folded, word, hit.end, after)):
            return True
    return False


def _begins(folded: str, word: str, start: int, end: int) -> bool:
    at = folded.find(word, start, end)
    while at >= 0:
        if word[0] not in LATIN or at == 0 or folded[at - 1] not in LATIN:
            return True
        at = folded.find(word, at + 1, end)
    return False


@dataclass(frozen=True, slots=True)
class _Text:
    """What the themes of a text share. `heaviest`: per sentence (-1: the title) the weight of its heaviest theme."""

    starts: Sequence[int]
    length: int
    size: float
    is_korean: float
    lead_ends: tuple[int, int, int]
    best: float
    total: float
    heaviest: Mapping[int, float]
    salience: Mapping[str, float]
    count: float


def figures(
    reading: Reading, findings: Findings, found: Mapping[str, Tally], casts: Mapping[str, tuple[str, ...]]
) -> dict[str, list[float]]:
    """Per theme its figures, in the order of FIGURES. `casts` are the actors of the themes that have any."""
    totals = {theme: tally.total() for theme, tally in found.items()}
    starts = [sentence.span.start for sentence in reading.sentences]
    places = {theme: _places(tally, starts) for theme, tally in found.items()}
    heaviest: dict[int, float] = {}
    for weights in places.values():
        for at, weight in weights.items():
            heaviest[at] = max(weight, heaviest.get(at, 0.0))
    length = min(len(reading.document.body), _MOST_TEXT) or 1
    text = _Text(
        starts=starts,
        length=length,
        size=math.log(max(length / (1000.0 if findings.language == "en" else 500.0), _FEW_WORDS)),
        is_korean=float(findings.language == "ko"),
        lead_ends=reading.lead_ends,
        best=max(totals.values(), default=1.0),
        total=sum(totals.values()) or 1.0,
        heaviest=heaviest,
        salience={actor.id: _SALIENCE[actor.salience] for actor in findings.actors},
        count=math.log1p(len(found)),
    )
    order = sorted(found, key=lambda theme: (-totals[theme], theme))
    return {
        theme: _figures(found[theme], 1.0 / (rank + 1), places[theme], casts.get(theme, ()), text) for rank, theme in enumerate(order, 1)
    }


def _places(tally: Tally, starts: Sequence[int]) -> dict[int, float]:
    """Per sentence (-1: the title) the weight of the theme's terms in it."""
    weights: dict[int, float] = {}
    for mention, weight in tally.evidence:
        at = -1 if mention.field == "title" else bisect_right(starts, mention.start)
        weights[at] = weights.get(at, 0.0) + weight
    return weights


def _figures(tally: Tally, rank: float, places: Mapping[int, float], cast: tuple[str, ...], text: _Text) -> list[float]:
    total = tally.total()
    body = [(mention.start, weight) for mention, weight in tally.evidence if mention.field == "body"]
    sentences = len(places) - (-1 in places)
    strong = sum(tally.counts[term] for term, weight in tally.weights.items() if weight >= 1.0)
    clear = {bisect_right(text.starts, start) for start, weight in body if weight >= 0.5}
    return [
        math.log1p(tally.different()),
        math.log1p(sum(tally.counts[term] * weight for term, weight in tally.weights.items())),
        float(strong > 0),
        math.log1p(strong),
        total / text.best,
        total / text.total,
        text.size,
        sentences / (len(text.starts) or 1),
        min((start for start, _ in body), default=text.length) / text.length,
        min(tally.title, 1.0),
        max((weight for start, weight in body if start < text.lead_ends[0]), default=0.0),
        max((weight for start, weight in body if start < text.lead_ends[2]), default=0.0),
        math.log1p(len(clear)),
        rank,
        text.is_korean,
        min((text.salience.get(actor, 0.0) for actor in cast), default=0.0),
        float(bool(cast)),
        text.count,
        sum(weight >= text.heaviest[at] for at, weight in places.items()) / (len(places) or 1),
    ]
