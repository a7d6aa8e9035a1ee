"""What the handlers say of one article, as frozen records, and the JSON document that is made of it (docs/analysis-format.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

Json = dict[str, Any]

FORMAT = 1
"""Version of the shape of docs/analysis-format.md; a change that a reader must know of raises it."""


class Mention(NamedTuple):
    """The words that caused a tag: [start, end) code points of `field` (title or body)."""

    field: str
    start: int
    end: int
    text: str

    def to_json(self) -> Json:
        return {"field": self.field, "start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Label:
    """A class with the handler's confidence, 0 to 1."""

    label: str
    score: float

    def to_json(self) -> Json:
        return {"label": self.label, "score": round(self.score, 3)}


@dataclass(frozen=True, slots=True)
class ActorFinding:
    """One real-world entity with everything that it is called in the text. `salience` is major or minor."""

    id: str
    name_en: str
    name_ko: str
    aliases: tuple[str, ...]
    wikidata: str | None
    type: str
    country: str | None
    salience: str
    mentions: tuple[Mention, ...]

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "name": {"en": self.name_en, "ko": self.name_ko},
            "aliases": list(self.aliases),
            "wikidata": self.wikidata,
            "type": self.type,
            "country": self.country,
            "salience": self.salience,
            "mentions": [mention.to_json() for mention in self.mentions],
        }


@dataclass(frozen=True, slots=True)
class ThemeFinding:
    """A theme of the codebook. `rank` is primary or secondary, `score` 0 to 1 within the text."""

    id: str
    rank: str
    score: float
    evidence: tuple[Mention, ...]

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "rank": self.rank,
            "score": round(self.score, 3),
            "evidence": [mention.to_json() for mention in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of the body, [start, end) in code points."""

    text: str
    start: int
    end: int

    def to_json(self) -> Json:
        return {"text": self.text, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known after some of the handlers; each handler returns it with its own part replaced."""

    language: str = "en"
    kind: Label = Label("news", 0.0)
    relevance: Label = Label("none", 0.0)
    actors: tuple[ActorFinding, ...] = ()
    themes: tuple[ThemeFinding, ...] = ()
    tone: Label = Label("neutral", 0.0)
    summary: tuple[SummarySentence, ...] = ()

    def actor(self, actor_id: str) -> ActorFinding | None:
        """The finding of this actor, None where it is not in the text."""
        return next((actor for actor in self.actors if actor.id == actor_id), None)


@dataclass(frozen=True, slots=True)
class Analysis:
    """All findings of one article. `failures` names the handlers that failed; the others' findings are whole."""

    version: str
    findings: Findings
    failures: tuple[str, ...] = ()

    def to_json(self) -> Json:
        """The document of docs/analysis-format.md, without the `id`, which belongs to the caller."""
        found = self.findings
        return {
            "version": self.version,
            "language": found.language,
            "kind": found.kind.label,
            "relevance": found.relevance.to_json(),
            "actors": [actor.to_json() for actor in found.actors],
            "themes": [theme.to_json() for theme in found.themes],
            "tone": found.tone.to_json(),
            "events": [],
            "quotes": [],
            "summary": [sentence.to_json() for sentence in found.summary],
            "failures": list(self.failures),
        }
