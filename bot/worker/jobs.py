"""What the worker process can do. Each job imports what it needs when the first such job comes, so that the worker starts at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.desk.ports import ReadJob
from bot.worker import codec
from bot.worker.collector import spare_what_is_loaded

if TYPE_CHECKING:
    from handlers import Analyser
    from handlers.fingerprint import Fingerprinter
    from handlers.ontology.records import Ontology

Json = dict[str, Any]
Job = Callable[[Mapping[str, Any], bytes], Json]


class RefusedJobError(Exception):
    """A job that cannot be done for a reason that people can mend; the message says all, and no traceback is wanted."""


class Jobs:
    """The jobs by name. `local_ontology` is the team's own override file, if any."""

    def __init__(self, local_ontology: Path | None = None) -> None:
        self._local = local_ontology

    def by_name(self) -> Mapping[str, Job]:
        """Every job that the main process may ask for."""
        return {"parse": self.parse, "read": self.read, "catalogue": self.catalogue}

    @cached_property
    def ontology(self) -> Ontology:
        from handlers.ontology.load import OntologyError, load_ontology

        try:
            return load_ontology(local=self._local)
        except OntologyError as error:
            raise RefusedJobError(f"The ontology cannot be used.\n{error}") from error

    @cached_property
    def analyser(self) -> Analyser:
        from handlers import build_analyser

        built = build_analyser(self.ontology)
        spare_what_is_loaded()
        return built

    @cached_property
    def fingerprinter(self) -> Fingerprinter:
        from handlers.fingerprint import Fingerprinter

        return Fingerprinter(self.ontology)

    def parse(self, data: Mapping[str, Any], blob: bytes) -> Json:
        """Feed bytes to entries."""
        from bot.pollers.parse import parse_feed

        return codec.parsed_to_json(parse_feed(blob, codec.hints_from_json(data)))

    def catalogue(self, _data: Mapping[str, Any], _blob: bytes) -> Json:
        """What the handlers can tag."""
        return self.analyser.catalogue()

    def read(self, data: Mapping[str, Any], blob: bytes) -> Json:
        """An article to its text and tags."""
        job = codec.job_from_json(data, blob)
        title, body, is_full_text = _text_of(job)
        return {"title": title, "body": body, "is_full_text": is_full_text, **self._analyse(job, title, body)}

    def _analyse(self, job: ReadJob, title: str, body: str) -> Json:
        from handlers import Document

        outlet = job.outlet
        document = Document(
            title=title,
            body=body,
            published=job.published_at.date() if job.published_at else None,
            outlet_country=outlet.country if outlet else None,
            outlet_class=outlet.outlet_class.value if outlet else None,
        )
        reading, analysis = self.analyser.examine(document)
        return {"analysis": analysis.to_json(), "fingerprint": self.fingerprinter.of(reading, analysis.findings).to_json()}


def _text_of(job: ReadJob) -> tuple[str, str, bool]:
    """Title, body and whether it is the full text: the page's where it says more than the feed, else the feed's own. What stands in front
    of an article (a paywall, a question for consent) is taken only where there is nothing else."""
    own = job.body or job.lead
    if job.html is not None:
        from bot.pollers.fulltext import extract

        found = extract(job.html, job.url or "", "")
        if found is not None and not (found.is_wall and own):
            title = job.title or found.title
            body = without_headline(found.body, title)
            if len(body) > len(own):
                return title, body, True
    return job.title, own, bool(job.body)


def without_headline(body: str, title: str) -> str:
    """A page's text without the headline that pages repeat above it, which is no sentence of the article."""
    first, _, rest = body.partition("\n")
    return rest.lstrip("\n") if rest and _letters(first) == _letters(title) else body


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
