"""What the analysis says of one article, as the desk reads it.

The worker process runs `handlers` and answers in the JSON shape of docs/analysis-format.md; the main process must not import `handlers`
(memory), so these records are the reading side of that shape. Offsets are code points into `title` or `body`, end exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

Rank = Literal["primary", "secondary"]
Salience = Literal["major", "minor"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the article that caused a tag; `field` is `title` or `body`."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A label with the handler's confidence, 0 to 1."""

    label: str
    score: float


@dataclass(frozen=True, slots=True)
class ActorTag:
    """One real-world entity that acts in the article. `type` is state, body, force, party, organisation, company, group or person;
    `is_leader`: the head of a state or government on the article's day."""

    id: str
    name_en: str
    name_ko: str
    salience: Salience
    type: str
    country: str | None
    wikidata: str | None
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]
    is_leader: bool = False


@dataclass(frozen=True, slots=True)
class ThemeTag:
    """One theme of the codebook, with the words that show it."""

    id: str
    rank: Rank
    score: float
    evidence: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of the body chosen to stand for it."""

    text: str
    start: int
    end: int


RELEVANCES = ("none", "partial", "core")
"""Labels of relevance, the farthest from the alliance first."""


@dataclass(frozen=True, slots=True)
class EventTag:
    """`source` did `type` (a PLOVER event type) to `target`; `sentence` is its zero-based index in the body, -1 the title. `score` is the
    probability that it is one of the text's main events.

    `is_negated`: the text says that it did not happen, `is_hypothetical`: that it may or should. `evidence` is the words of the act.
    """

    source: str
    type: str
    target: str
    sentence: int
    is_negated: bool = False
    is_hypothetical: bool = False
    evidence: Mention | None = None
    score: float = 1.0

    @property
    def is_fact(self) -> bool:
        """Whether the text tells it as done."""
        return not (self.is_negated or self.is_hypothetical)


@dataclass(frozen=True, slots=True)
class QuoteTag:
    """Words that the actor `speaker` said: [start, end) of the body. `is_direct`: between quotation marks."""

    speaker: str
    text: str
    start: int
    end: int
    is_direct: bool


@dataclass(frozen=True, slots=True)
class ComingTag:
    """Something that the article announces for a day to come, with its `kind`, its first and last day, how exact the day is (day, week,
    month), and the words of the date."""

    kind: str
    day: date
    until: date | None
    precision: str
    actors: tuple[str, ...]
    text: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class Analysis:
    """All tags of one article. `version` names the handlers and the ontology that made them.

    `failures` names the handlers that failed; the others' tags are kept. `raw` is the whole JSON document as stored.
    """

    version: str
    language: str
    kind: str
    relevance: Scored
    tone: Scored
    actors: tuple[ActorTag, ...]
    themes: tuple[ThemeTag, ...]
    events: tuple[EventTag, ...]
    summary: tuple[SummarySentence, ...]
    failures: tuple[str, ...]
    raw: Mapping[str, Any]
    quotes: tuple[QuoteTag, ...] = ()
    coming: tuple[ComingTag, ...] = ()
    tone_evidence: tuple[Mention, ...] = ()

    @property
    def nearness(self) -> int:
        """How near it is to the alliance: the place of its relevance in RELEVANCES, 0 for a label that this program does not know."""
        return RELEVANCES.index(self.relevance.label) if self.relevance.label in RELEVANCES else 0

    @staticmethod
    def from_json(document: Mapping[str, Any]) -> Analysis:
        """Read a document of docs/analysis-format.md. Missing optional parts are empty; unknown parts are kept in `raw` only."""
        tone = document.get("tone") or {}
        return Analysis(
            version=str(document.get("version", "")),
            language=str(document["language"]),
            kind=str(document["kind"]),
            relevance=Scored(str(document["relevance"]["label"]), float(document["relevance"]["score"])),
            tone=Scored(str(tone.get("label") or "neutral"), float(tone.get("score") or 0.0)),
            actors=tuple(_actor(item) for item in document.get("actors", ())),
            themes=tuple(_theme(item) for item in document.get("themes", ())),
            events=tuple(_event(item) for item in document.get("events", ())),
            summary=tuple(SummarySentence(str(s["text"]), int(s["start"]), int(s["end"])) for s in document.get("summary", ())),
            failures=tuple(str(name) for name in document.get("failures", ())),
            raw=document,
            quotes=tuple(_quote(item) for item in document.get("quotes", ())),
            coming=tuple(_coming(item) for item in document.get("coming", ())),
            tone_evidence=_mentions(tone.get("evidence")),
        )

    @staticmethod
    def without_words(document: Mapping[str, Any]) -> Analysis:
        """Read a document without the words behind its tags, which are most of it, and without `raw`: for reading many at once."""
        tone = document.get("tone") or {}
        bare = {
            **document,
            "tone": {**tone, "evidence": ()},
            "actors": [{**item, "aliases": (), "mentions": ()} for item in document.get("actors", ())],
            "themes": [{**item, "evidence": ()} for item in document.get("themes", ())],
            "events": [{**item, "evidence": None} for item in document.get("events", ())],
        }
        return replace(Analysis.from_json(bare), raw={})


def _mention(item: Mapping[str, Any]) -> Mention:
    return Mention(str(item["field"]), int(item["start"]), int(item["end"]), str(item["text"]))


def _mentions(items: Any) -> tuple[Mention, ...]:
    return tuple(_mention(item) for item in items or ())


def _event(item: Mapping[str, Any]) -> EventTag:
    return EventTag(
        source=str(item["source"]),
        type=str(item["type"]),
        target=str(item["target"]),
        sentence=int(item.get("sentence", 0)),
        is_negated=bool(item.get("negated")),
        is_hypothetical=bool(item.get("hypothetical")),
        evidence=_mention(item["evidence"]) if item.get("evidence") else None,
        score=float(item.get("score", 1.0)),
    )


def _quote(item: Mapping[str, Any]) -> QuoteTag:
    return QuoteTag(str(item["speaker"]), str(item["text"]), int(item["start"]), int(item["end"]), bool(item.get("direct")))


def _coming(item: Mapping[str, Any]) -> ComingTag:
    until = item.get("until")
    return ComingTag(
        kind=str(item["kind"]),
        day=date.fromisoformat(str(item["day"])),
        until=date.fromisoformat(str(until)) if until else None,
        precision=str(item.get("precision", "day")),
        actors=tuple(str(actor) for actor in item.get("actors", ())),
        text=str(item["text"]),
        mention=_mention(item["mention"]),
    )


def _actor(item: Mapping[str, Any]) -> ActorTag:
    return ActorTag(
        id=str(item["id"]),
        name_en=str(item["name"]["en"]),
        name_ko=str(item["name"]["ko"]),
        salience="major" if item.get("salience") == "major" else "minor",
        type=str(item.get("type", "")),
        country=item.get("country"),
        wikidata=item.get("wikidata"),
        aliases=tuple(str(alias) for alias in item.get("aliases", ())),
        mentions=_mentions(item.get("mentions")),
        is_leader=bool(item.get("leader")),
    )


def _theme(item: Mapping[str, Any]) -> ThemeTag:
    return ThemeTag(
        id=str(item["id"]),
        rank="primary" if item.get("rank") == "primary" else "secondary",
        score=float(item.get("score", 0.0)),
        evidence=_mentions(item.get("evidence")),
    )
