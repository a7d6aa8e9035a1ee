"""From labelled articles to fingerprints, as the worker makes them."""

from __future__ import annotations

from bot.model import Fingerprint
from handlers import Document, build_analyser
from handlers.fingerprint import Fingerprinter
from handlers.ontology.load import load_ontology


class Reader:
    """Reads documents with the packaged ontology."""

    def __init__(self) -> None:
        ontology = load_ontology()
        self._analyser = build_analyser(ontology)
        self._fingerprinter = Fingerprinter(ontology)

    def fingerprint(self, document: Document) -> Fingerprint:
        """The fingerprint of one article, through JSON as it travels."""
        reading, analysis = self._analyser.examine(document)
        return Fingerprint.from_json(self._fingerprinter.of(reading, analysis.findings).to_json())
