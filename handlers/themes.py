"""What the text is about (codebook section 4), by weighted terms of both languages.

For each theme the evidence is summed up in a few figures (how many different terms of which weight, how often, where, in how many
sentences, against the other themes); two logistic functions of them say whether the theme holds and whether it is primary. Their
weights are rounded from a regression on labelled articles; the terms and their weights are the ontology's.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from handlers.findings import Findings, Mention, ThemeFinding
from handlers.gazetteer import Hit, longest
from handlers.lexicon import Role, Target
from handlers.reading import Reading

_HOLDS = 0.27
_PRIMARY = 0.25
_PRIMARY_SHARE = 0.5
_MOST_PRIMARY = 3
_MOST_EVIDENCE = 60
_FEW_WORDS = 0.3
_LEAST = 0.5
"""One weak term alone never speaks for a theme."""


@dataclass(slots=True)
class _Tally:
    """What speaks for one theme: per term its weight and number, and where."""

    weights: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    title: float = 0.0
    evidence: list[Mention] = field(default_factory=list)

    def add(self, mention: Mention, weight: float) -> None:
        term = mention.text.lower()
        self.weights[term] = max(weight, self.weights.get(term, 0.0))
        self.counts[term] = self.counts.get(term, 0) + 1
        if mention.field == "title":
            self.title = max(self.title, weight)
        self.evidence.append(mention)

    def different(self) -> float:
        """The weights of the different terms."""
        return sum(self.weights.values())

    def total(self) -> float:
        """As `different`, each term growing with the logarithm of its number, the title's counted again."""
        return sum(weight * (1.0 + math.log(self.counts[term])) for term, weight in self.weights.items()) + 2.0 * self.title


@dataclass(frozen=True, slots=True)
class _Text:
    """What all themes of a text share: starts of its sentences, its length in units of 1,000 Latin or 500 Hangul letters, its tallies."""

    starts: Sequence[int]
    length: int
    units: float
    best: float
    total: float


class ThemesHandler:
    """Tags themes with their words; runs after the actors, for some terms count only beside an actor."""

    name = "themes"
    version = 1

    def run(self, reading: Reading, findings: Findings) -> Findings:
        tallies = _tallies(reading, findings)
        totals = [tally.total() for tally in tallies.values()] or [1.0]
        body = reading.document.body
        text = _Text(
            starts=[sentence.span.start for sentence in reading.sentences],
            length=len(body) or 1,
            units=max(len(body) / (1000.0 if findings.language == "en" else 500.0), _FEW_WORDS),
            best=max(totals),
            total=sum(totals),
        )
        odds = {theme: _odds(tally, text) for theme, tally in tallies.items() if tally.different() >= _LEAST}
        held = sorted((theme for theme in odds if odds[theme][0] > _HOLDS), key=lambda theme: (-odds[theme][1], -odds[theme][0], theme))
        first = odds[held[0]][1] if held else 0.0
        primary = {theme for theme in held[:_MOST_PRIMARY] if odds[theme][1] > max(_PRIMARY, _PRIMARY_SHARE * first)}
        found = [_finding(theme, odds[theme][0], tallies[theme], primary) for theme in held]
        return replace(findings, themes=tuple(sorted(found, key=lambda theme: theme.rank)))


def _odds(tally: _Tally, text: _Text) -> tuple[float, float]:
    """The probability that the theme holds, and that it is primary."""
    repeated = math.log1p(sum(tally.counts[term] * weight for term, weight in tally.weights.items()))
    strong = sum(tally.counts[term] for term, weight in tally.weights.items() if weight >= 1.0)
    different, is_strong, often = math.log1p(tally.different()), float(strong > 0), math.log1p(strong)
    share, part, size = tally.total() / text.best, tally.total() / text.total, math.log(text.units)
    places = [mention.start for mention in tally.evidence if mention.field == "body"]
    first = min(places, default=text.length) / text.length
    spread = len({bisect_right(text.starts, place) for place in places}) / (len(text.starts) or 1)
    holds = 2.0 * different + 0.6 * repeated + 0.4 * is_strong + 0.45 * often + 0.95 * share + 1.0 * spread - 0.6 * size - 2.7 * part
    holds += 0.2 * min(tally.title, 1.0) + 0.3 * first - 2.6
    leads = 0.7 * repeated + 0.4 * is_strong + 0.7 * often + 2.7 * share + 2.6 * spread - 0.6 * size - 1.0 * part
    leads += 0.95 * min(tally.title, 1.0) - 0.3 * different - 1.4 * first - 4.2
    return _logistic(holds), _logistic(leads)


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, value))))


def _tallies(reading: Reading, findings: Findings) -> dict[str, _Tally]:
    present = {actor.id for actor in findings.actors}
    tallies: dict[str, _Tally] = {}
    for name, _, hits in reading.fields():
        for theme, own in _by_theme(hits, present).items():
            tally = tallies.setdefault(theme, _Tally())
            for hit in longest(own):
                tally.add(reading.mention(name, hit.start, hit.end), hit.target.weight)
    return tallies


def _by_theme(hits: Iterable[Hit[Target]], present: set[str]) -> dict[str, list[Hit[Target]]]:
    found: dict[str, list[Hit[Target]]] = {}
    for hit in hits:
        target = hit.target
        if target.role is Role.TERM and (not target.needs or not present.isdisjoint(target.needs)):
            found.setdefault(target.ids[0], []).append(hit)
    return found


def _finding(theme: str, score: float, tally: _Tally, primary: set[str]) -> ThemeFinding:
    return ThemeFinding(theme, "primary" if theme in primary else "secondary", score, tuple(tally.evidence[:_MOST_EVIDENCE]))
