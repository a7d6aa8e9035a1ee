"""From labelled articles to fingerprints, as the worker makes them."""

from __future__ import annotations

from bot.model import Fingerprint
from bot.tags import Analysis
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
        return self.examine(document)[1]

    def examine(self, document: Document) -> tuple[Analysis, Fingerprint]:
        """The tags and the fingerprint of one article, through JSON as they travel."""
        reading, analysis = self._analyser.examine(document)
        fingerprint = Fingerprint.from_json(self._fingerprinter.of(reading, analysis.findings).to_json())
        return Analysis.from_json(analysis.to_json()), fingerprint
