"""The handler of events: the main things that actors of the text do to each other (codebook section 6)."""

from __future__ import annotations

from dataclasses import replace

from handlers.events.candidates import Candidate, Finder
from handlers.events.judge import Judge, everything
from handlers.events.rank import choose, load_weights
from handlers.events.verbs import Vocabulary
from handlers.findings import EventFinding, Findings
from handlers.ontology.records import Ontology
from handlers.reading import Reading


class EventsHandler:
    """Runs after actors and kind. At most five events, by PLOVER type, in order of their likelihood."""

    name = "events"
    version = 8

    def __init__(self, ontology: Ontology) -> None:
        self._english = Vocabulary(ontology.acts, "en")
        self._korean = Vocabulary(ontology.acts, "ko")
        self._weights = load_weights()
        self._judge = Judge(self._weights.marks)

    def candidates(self, reading: Reading, findings: Findings) -> list[Candidate]:
        """Everything that may be an event of the text, for fitting."""
        return [candidate for _, candidate in Finder(reading, findings, self._vocabulary(findings), everything()).run()]

    def run(self, reading: Reading, findings: Findings) -> Findings:
        """The findings with their events."""
        if len(findings.actors) < 2:
            return replace(findings, events=())
        chosen = choose(Finder(reading, findings, self._vocabulary(findings), self._judge).run(), self._weights)
        return replace(findings, events=tuple(_event(reading, score, candidate) for score, candidate in chosen))

    def _vocabulary(self, findings: Findings) -> Vocabulary:
        return self._korean if findings.language == "ko" else self._english


def _event(reading: Reading, score: float, candidate: Candidate) -> EventFinding:
    return EventFinding(
        source=candidate.source,
        type=candidate.type,
        target=candidate.target,
        sentence=candidate.sentence,
        score=score,
        is_negated=candidate.is_negated,
        is_hypothetical=candidate.is_hypothetical,
        evidence=reading.mention(candidate.field, candidate.start, candidate.end),
    )
