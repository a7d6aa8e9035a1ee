"""The handler: evidence, figures, and a multinomial logistic function of them, whose weights are data (weights.py)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from handlers.findings import Findings, Label, Mention
from handlers.ontology.records import Ontology
from handlers.reading import Reading
from handlers.tone.evidence import Evidence, gather
from handlers.tone.features import counts, figures
from handlers.tone.weights import WEIGHTS
from handlers.wordings import Wordings

LABELS = ("cooperation", "friction", "mixed", "neutral")
_MOST_EVIDENCE = 12
_TELLING = 0.5
"""Weaker words are shown only where there are no others."""


class ToneHandler:
    """Runs after actors, themes, kind, relevance and events."""

    name = "tone"
    version = 2

    def __init__(self, ontology: Ontology) -> None:
        self._wordings = Wordings(ontology.tone)

    def evidence(self, reading: Reading, findings: Findings) -> Evidence:
        """What the decision rests on, for the fit as well (tests/eval/fit_tone.py)."""
        return gather(reading, findings, self._wordings)

    def run(self, reading: Reading, findings: Findings) -> Findings:
        evidence = self.evidence(reading, findings)
        shares = probabilities(figures(evidence, findings), WEIGHTS)
        label = choose(shares, evidence)
        return replace(findings, tone=Label(label, shares[LABELS.index(label)]), tone_evidence=_strongest(evidence, label))


def choose(shares: Sequence[float], evidence: Evidence) -> str:
    """The likeliest label of those for which a word of the text speaks; nothing need speak for neutral."""
    spoken = {signal.sense for signal in evidence.signals if counts(signal, 1)}
    allowed = [label for label in LABELS if label in spoken or label == "neutral" or (label == "mixed" and spoken)]
    return max(allowed, key=lambda label: shares[LABELS.index(label)])


def probabilities(values: Sequence[float], weights: Sequence[Sequence[float]]) -> list[float]:
    """The probability of each of LABELS (a multinomial logistic function; Hastie, Tibshirani and Friedman 2009, section 4.4)."""
    scores = [sum(weight * value for weight, value in zip(row, values, strict=True)) for row in weights]
    top = max(scores)
    parts = [math.exp(score - top) for score in scores]
    return [part / sum(parts) for part in parts]


def _strongest(evidence: Evidence, label: str) -> tuple[Mention, ...]:
    """The words that speak for the label, heaviest and foremost first chosen, in text order; a neutral text has none."""
    senses = {"mixed": ("cooperation", "friction"), "neutral": ()}.get(label, (label,))
    spoken = [signal for signal in evidence.signals if signal.sense in senses and counts(signal, 1)]
    chosen = [signal for signal in spoken if counts(signal)] or spoken
    chosen = [signal for signal in chosen if signal.weight >= _TELLING] or chosen
    chosen = sorted(chosen, key=lambda signal: (-signal.weight, signal.place))[:_MOST_EVIDENCE]
    return tuple(sorted((signal.mention for signal in chosen), key=lambda mention: (mention.field != "title", mention.start)))
