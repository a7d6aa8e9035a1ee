"""The figures by which the tone is decided, each between about 0 and 3, so that weights compare."""

from __future__ import annotations

import math

from handlers.findings import QUAD_CLASSES, Findings
from handlers.script import words
from handlers.tone.evidence import Evidence, Signal

_CLOSE = frozenset(
    words(
        "alliance-politics extended-deterrence joint-exercises shipbuilding technology supply-chains veterans-remains "
        "opcon-transfer naval-nuclear energy"
    )
)
"""Themes in which the two mostly work together."""
_THREE = frozenset({"trilateral-cooperation"})
_TRADE = frozenset(
    words("tariffs trade-agreements visas-immigration digital-trade defense-cost-sharing autos steel-aluminum batteries-ev agriculture")
)
"""Themes in which their interests mostly part."""
_OWN_VOICE = 0.7
"""From so many words of North Korea's voice a thousand letters on the text is its own."""
_PLACE_WEIGHTS = (2.0, 1.0, 0.6, 0.0)

NAMES = (
    "always",
    "core",
    "nearness",
    "opinion",
    "other",
    "trilateral",
    "close theme",
    "trade theme",
    "north voice",
    "cooperation",
    "friction",
    "foreign friction",
    "one-sided friction",
    "front cooperation",
    "cooperative events",
    "conflictual events",
)
"""What each figure is, in order."""


def figures(evidence: Evidence, findings: Findings) -> tuple[float, ...]:
    """The figures of a text, in the order of NAMES."""
    relevance, kind = findings.relevance.label, findings.kind.label
    is_of_north = evidence.north >= _OWN_VOICE
    cooperation = 0.0 if is_of_north else _sum(evidence, "cooperation", 2)  # there it is told with scorn
    friction = _sum(evidence, "friction", 2)
    size = math.sqrt(max(evidence.sentences, 4) / 10.0)
    events = _events(findings)
    return (
        1.0,
        float(relevance == "core"),
        findings.relevance.score,
        float(kind == "opinion"),
        float(kind == "other"),
        _leaning(findings, _THREE),
        _leaning(findings, _CLOSE),
        _leaning(findings, _TRADE),
        float(is_of_north),
        math.log1p(cooperation / size),
        math.log1p(friction / size),
        math.log1p(_sum(evidence, "friction", 2, is_foreign=True) / size),
        math.log1p((_sum(evidence, "friction", 1) + _sum(evidence, "friction", 1, is_foreign=True)) / size),
        0.0 if is_of_north else math.log1p(_front(evidence)),
        math.log1p(events[0]),
        math.log1p(events[1]),
    )


def _leaning(findings: Findings, group: frozenset[str]) -> float:
    """The score of the strongest theme of a group."""
    return max((theme.score for theme in findings.themes if theme.id in group), default=0.0)


def _sum(evidence: Evidence, sense: str, sides: int, *, is_foreign: bool = False) -> float:
    """Weights of the signals of a sense in sentences about so many sides; cooperation counts whoever else is there.

    A word that comes again counts ever less, with the logarithm of its number.
    """
    numbers: dict[str, int] = {}
    weights: dict[str, float] = {}
    for signal in evidence.signals:
        if signal.sense == sense and signal.sides == sides and (sense == "cooperation" or signal.is_foreign == is_foreign):
            word = signal.mention.text.lower()
            numbers[word] = numbers.get(word, 0) + 1
            weights[word] = max(signal.weight, weights.get(word, 0.0))
    return sum(weight * (1.0 + math.log(numbers[word])) for word, weight in weights.items())


def _front(evidence: Evidence) -> float:
    """Weights of cooperation in title, lead and end."""
    return sum(_PLACE_WEIGHTS[one.place] * one.weight for one in evidence.signals if one.sense == "cooperation" and counts(one))


def counts(signal: Signal, sides: int = 2) -> bool:
    """Whether the signal speaks of the relation: its sentence is about so many of the two at least, and the friction is not with others."""
    return signal.sides >= sides and not (signal.sense == "friction" and signal.is_foreign)


def _events(findings: Findings) -> tuple[float, float]:
    """Scores of the events between the two countries' actors: cooperative ones and conflictual ones, once events are found."""
    countries = {actor.id: actor.country for actor in findings.actors}
    sums = [0.0, 0.0]
    for event in findings.events:
        if {countries.get(event.source), countries.get(event.target)} == {"KR", "US"} and not event.is_negated:
            sums[QUAD_CLASSES[event.type] > 2] += event.score
    return sums[0], sums[1]
