"""The events of a short text with the packaged ontology, as plain tuples."""

from __future__ import annotations

from datetime import date
from functools import cache

from handlers import Analyser, Document, build_analyser
from handlers.findings import QUAD_CLASSES, EventFinding
from handlers.ontology.load import load_ontology

DAY = date(2026, 3, 4)


@cache
def analyser() -> Analyser:
    """The analyser over the packaged ontology."""
    return build_analyser(load_ontology())


def events(title: str, body: str) -> tuple[EventFinding, ...]:
    """What the handler finds, likeliest first."""
    return analyser().analyse(Document(title, body, published=DAY)).findings.events


def keys(title: str, body: str) -> set[tuple[str, int, str]]:
    """Source, quad class and target of each event."""
    return {(event.source, QUAD_CLASSES[event.type], event.target) for event in events(title, body)}
