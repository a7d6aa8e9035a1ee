"""What the handlers say of one article, as frozen records, and the JSON document that is made of it (docs/analysis-format.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from handlers.mentions import MentionIndex

Json = dict[str, Any]

FORMAT = 1
"""Version of the shape of docs/analysis-format.md; a change that a reader must know of raises it."""


QUAD_CLASSES = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
"""PLOVER event type to its quad class: verbal and material cooperation, verbal and material conflict."""


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
    """One real-world entity with everything that it is called in the text. `salience` is major or minor; `is_leader`: the head of a state
    or government on the article's day."""

    id: str
    name_en: str
    name_ko: str
    aliases: tuple[str, ...]
    wikidata: str | None
    type: str
    country: str | None
    salience: str
    mentions: tuple[Mention, ...]
    is_leader: bool = False

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "name": {"en": self.name_en, "ko": self.name_ko},
            "aliases": list(self.aliases),
            "wikidata": self.wikidata,
            "type": self.type,
            "country": self.country,
            "salience": self.salience,
            **({"leader": True} if self.is_leader else {}),
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
class EventFinding:
    """`source` did `type` to `target`: actor ids and a PLOVER event type (Halterman et al. 2023), told by body sentence `sentence`.

    -1 stands for the title. `is_negated`: the text says that it did not happen; `is_hypothetical`: that it may or should.
    `score` is the probability, 0 to 1, that this is one of the text's main events. `evidence` is the words of the act.
    """

    source: str
    type: str
    target: str
    sentence: int
    score: float
    is_negated: bool
    is_hypothetical: bool
    evidence: Mention

    def to_json(self) -> Json:
        return {
            "source": self.source,
            "type": self.type,
            "quad": QUAD_CLASSES[self.type],
            "target": self.target,
            "sentence": self.sentence,
            "score": round(self.score, 3),
            "negated": self.is_negated,
            "hypothetical": self.is_hypothetical,
            "evidence": self.evidence.to_json(),
        }


@dataclass(frozen=True, slots=True)
class QuoteFinding:
    """Words that somebody said: [start, end) of the body, without the quotation marks. `speaker` is an actor id of the same findings.

    `is_direct`: between quotation marks; else the reported clause ("said that", -다고 밝혔다). `cue` is the verb of saying.
    """

    speaker: str
    text: str
    start: int
    end: int
    is_direct: bool
    cue: Mention

    def to_json(self) -> Json:
        return {
            "speaker": self.speaker,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "direct": self.is_direct,
            "cue": self.cue.to_json(),
        }


@dataclass(frozen=True, slots=True)
class ComingFinding:
    """Something that the text announces for a day to come, seen from the article's day.

    `kind` is summit, talks, visit, exercise, deadline, election, hearing, launch, effective, anniversary or event; `day` is the first one
    (of a month or week too), `until` the last one, None for a single day; `precision` day, week or month; `actors` are those of the
    sentence [start, end) of the body, `mention` the words of the date.
    """

    kind: str
    day: date
    until: date | None
    precision: str
    actors: tuple[str, ...]
    text: str
    start: int
    end: int
    mention: Mention

    def to_json(self) -> Json:
        return {
            "kind": self.kind,
            "day": self.day.isoformat(),
            "until": None if self.until is None else self.until.isoformat(),
            "precision": self.precision,
            "actors": list(self.actors),
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "mention": self.mention.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known after some of the handlers; each handler returns it with its own part replaced.

    `index` is where the actors stand, laid beside them by their handler so that the later ones need not build it again.
    """

    language: str = "en"
    kind: Label = Label("news", 0.0)
    relevance: Label = Label("none", 0.0)
    actors: tuple[ActorFinding, ...] = ()
    themes: tuple[ThemeFinding, ...] = ()
    tone: Label = Label("neutral", 0.0)
    tone_evidence: tuple[Mention, ...] = ()
    events: tuple[EventFinding, ...] = ()
    quotes: tuple[QuoteFinding, ...] = ()
    coming: tuple[ComingFinding, ...] = ()
    summary: tuple[SummarySentence, ...] = ()
    index: MentionIndex | None = field(default=None, repr=False, compare=False)

    def places(self) -> MentionIndex:
        """Where the actors stand."""
        return self.index or MentionIndex(self.actors)

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
            "tone": {**found.tone.to_json(), "evidence": [mention.to_json() for mention in found.tone_evidence]},
            "events": [event.to_json() for event in found.events],
            "quotes": [quote.to_json() for quote in found.quotes],
            "coming": [coming.to_json() for coming in found.coming],
            "summary": [sentence.to_json() for sentence in found.summary],
            "failures": list(self.failures),
        }
