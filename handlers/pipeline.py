"""The handlers in their order over one document. A handler that fails is named in `failures`; the rest run on what there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from handlers.boilerplate import Boilerplate
from handlers.document import Document
from handlers.findings import FORMAT, Analysis, Findings
from handlers.gazetteer import Gazetteer
from handlers.lexicon import Target
from handlers.ontology.records import Actor, Ontology
from handlers.reading import Reading, read


class Handler(Protocol):
    """One question asked of a text. `name` is permanent; `version` rises whenever the same text may be answered differently."""

    name: str
    version: int

    def run(self, reading: Reading, findings: Findings) -> Findings:
        """`findings` with this handler's own part replaced. Pure: the same reading and findings give the same answer."""
        ...


class Analyser:
    """Answers all questions of a document. Immutable after it is built, safe to share between threads."""

    def __init__(self, ontology: Ontology, gazetteer: Gazetteer[Target], handlers: Sequence[Handler]) -> None:
        self._ontology = ontology
        self._gazetteer = gazetteer
        self.handlers = tuple(handlers)
        self._boilerplate = Boilerplate()

    @property
    def version(self) -> str:
        """What made an analysis: format, handlers with their versions, and the ontology. Another value means: analyse again."""
        handlers = ".".join(f"{handler.name[:3]}{handler.version}" for handler in self.handlers)
        return f"{FORMAT}-{handlers}-{self._ontology.version}"

    def analyse(self, document: Document) -> Analysis:
        """Read a document with every handler. Never raises for what a text holds; time is linear in its length."""
        return self.examine(document)[1]

    def examine(self, document: Document) -> tuple[Reading, Analysis]:
        """The analysis with what was read for it, for whoever needs both (handlers.fingerprint)."""
        reading = self.read(document.clean())
        findings, failures = Findings(), []
        for handler in self.handlers:
            try:
                findings = handler.run(reading, findings)
            except Exception:  # noqa: BLE001  one handler's mistake must not cost the others' tags
                failures.append(handler.name)
        return reading, Analysis(self.version, findings, tuple(failures))

    def read(self, document: Document) -> Reading:
        """What all handlers are given of a document that has been cleaned: sentences and forms."""
        return read(document, self._gazetteer, self._boilerplate)

    def catalogue(self) -> dict[str, Any]:
        """Everything that can be tagged, as plain JSON: `version`, `actors`, `themes`, `redirects`."""
        return {
            "version": self.version,
            "actors": [_actor(actor) for actor in self._ontology.actors.values() if actor.id not in self._ontology.silenced],
            "themes": [
                {"id": theme.id, "name": {"en": theme.name_en, "ko": theme.name_ko}, "group": theme.group}
                for theme in self._ontology.themes.values()
            ],
            "redirects": dict(self._ontology.redirects),
        }


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "id": actor.id,
        "name": {"en": actor.name_en, "ko": actor.name_ko},
        "type": actor.type,
        "country": actor.country,
        "wikidata": actor.wikidata,
        "aliases": [surface.text for surface in actor.forms if surface.text not in (actor.name_en, actor.name_ko)],
    }
