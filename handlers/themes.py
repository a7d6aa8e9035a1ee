"""What the text is about (codebook section 4), by weighted terms of both languages.

A theme's weight is the sum over its different terms: each counts its ontology weight, growing with the logarithm of its number and
with a place in title or lead. A theme holds from weight 1 on; of those the strongest, at most three, are primary.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from handlers.findings import Findings, Mention, ThemeFinding
from handlers.gazetteer import Hit, longest
from handlers.lexicon import Role, Target
from handlers.reading import Reading

_HOLDS = 1.0
_TITLE = 2.0
_LEAD = 0.5
_PRIMARY_SHARE = 0.5
_MOST_PRIMARY = 3
_MOST_EVIDENCE = 60


@dataclass(slots=True)
class _Tally:
    """What speaks for one theme: per term its weight, number and places."""

    weights: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    title: float = 0.0
    lead: float = 0.0
    evidence: list[Mention] = field(default_factory=list)

    def add(self, mention: Mention, weight: float, *, in_lead: bool) -> None:
        term = mention.text.lower()
        self.weights[term] = max(weight, self.weights.get(term, 0.0))
        self.counts[term] = self.counts.get(term, 0) + 1
        if mention.field == "title":
            self.title = max(self.title, weight)
        if in_lead:
            self.lead = max(self.lead, weight)
        self.evidence.append(mention)

    def total(self) -> float:
        terms = sum(weight * (1.0 + math.log(self.counts[term])) for term, weight in self.weights.items())
        return terms + _TITLE * self.title + _LEAD * self.lead


class ThemesHandler:
    """Tags themes with their words; runs after the actors, for some terms count only beside an actor."""

    name = "themes"
    version = 1

    def run(self, reading: Reading, findings: Findings) -> Findings:
        present = {actor.id for actor in findings.actors}
        tallies = _tallies(reading, present)
        held = {theme: tally for theme, tally in tallies.items() if tally.total() >= _HOLDS}
        ranked = sorted(held, key=lambda theme: (-held[theme].total(), theme))
        best = held[ranked[0]].total() if ranked else 1.0
        primary = {theme for theme in ranked[:_MOST_PRIMARY] if held[theme].total() >= max(_PRIMARY_SHARE * best, 2.0 * _HOLDS)}
        return replace(findings, themes=tuple(_finding(theme, held[theme], theme in primary, best) for theme in ranked))


def _tallies(reading: Reading, present: set[str]) -> dict[str, _Tally]:
    tallies: dict[str, _Tally] = {}
    for name, _, hits in reading.fields():
        for theme, own in _by_theme(hits, present).items():
            tally = tallies.setdefault(theme, _Tally())
            for hit in longest(own):
                in_lead = name == "body" and hit.start < reading.lead_ends[1]
                tally.add(reading.mention(name, hit.start, hit.end), hit.target.weight, in_lead=in_lead)
    return tallies


def _by_theme(hits: Iterable[Hit[Target]], present: set[str]) -> dict[str, list[Hit[Target]]]:
    found: dict[str, list[Hit[Target]]] = {}
    for hit in hits:
        target = hit.target
        if target.role is Role.TERM and (not target.needs or not present.isdisjoint(target.needs)):
            found.setdefault(target.ids[0], []).append(hit)
    return found


def _finding(theme: str, tally: _Tally, is_primary: bool, best: float) -> ThemeFinding:
    rank = "primary" if is_primary else "secondary"
    return ThemeFinding(theme, rank, tally.total() / best, tuple(tally.evidence[:_MOST_EVIDENCE]))
