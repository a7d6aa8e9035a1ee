"""Labelled articles: our own (tests/eval/articles/*.json) and files of twice-coded ones (JSON lines), as the same records."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from handlers import Document
from handlers.dates import read_day

ARTICLES = Path(__file__).parent / "articles"


@dataclass(frozen=True, slots=True)
class LabelledActor:
    """An actor as a person wrote it down, with every name under which it counts as found (normalised)."""

    id: str
    names: frozenset[str]
    is_major: bool


@dataclass(frozen=True, slots=True)
class LabelledEvent:
    """`source` did `type` (PLOVER) to `target`, by the words of `sentence`."""

    source: str
    type: str
    target: str
    sentence: str


@dataclass(frozen=True, slots=True)
class LabelledDay:
    """Something announced for `day`, or for the week or month (`precision`) in which that day lies."""

    kind: str
    day: date
    precision: str

    def holds(self, day: date) -> bool:
        """Whether that day is as near as the text says."""
        if self.precision == "week":
            return day.isocalendar()[:2] == self.day.isocalendar()[:2]
        return (day.year, day.month) == (self.day.year, self.day.month) if self.precision == "month" else day == self.day


@dataclass(frozen=True, slots=True)
class Labels:
    """One coding of an article by the codebook. `summary` holds normalised sentences, `chosen` where they stand among `Case.sentences`.

    `quotes` (speaker, words) and `coming` are None where nobody coded them.
    """

    relevance: str
    kind: str
    tone: str
    actors: tuple[LabelledActor, ...]
    primary: frozenset[str]
    themes: frozenset[str]
    summary: tuple[str, ...]
    chosen: frozenset[int] = frozenset()
    events: tuple[LabelledEvent, ...] = ()
    quotes: tuple[tuple[str, str], ...] | None = None
    coming: tuple[LabelledDay, ...] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """An article with one coding or two. `sentences`, normalised, are those of which a summary chooses: of a twice-coded article all, of
    ours those that are wanted; `written` are the same as they stand in the text."""

    id: str
    lang: str
    document: Document
    codings: tuple[Labels, ...]
    sentences: tuple[str, ...] = ()
    written: tuple[str, ...] = ()

    @property
    def actors(self) -> tuple[LabelledActor, ...]:
        """The actors of all codings in the order in which they were written down, each with the names of all."""
        names: dict[str, frozenset[str]] = {}
        for actor in (actor for labels in self.codings for actor in labels.actors):
            names[actor.id] = names.get(actor.id, frozenset()) | actor.names
        return tuple(LabelledActor(actor_id, found, is_major=False) for actor_id, found in names.items())


def normal(text: str) -> str:
    """What is left of a name or sentence when case, spaces and punctuation are taken away: digits, Latin, Hangul and Han."""
    return re.sub("[^0-9a-z가-힣一-鿿]", "", unicodedata.normalize("NFKC", text).lower())


def own_cases(folder: Path = ARTICLES) -> list[Case]:
    """Our own articles in order of their file names."""
    return [_own(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json"))]


def gold_cases(path: Path) -> list[Case]:
    """A file of twice-coded articles, or of single ones as `feedback export` writes them. Further names of actors are in aliases.json
    beside it, where there is one."""
    beside = path.with_name("aliases.json")
    aliases = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [_gold(data, aliases) if "codings" in data else _own(data) for data in map(json.loads, lines)]


def _own(data: Mapping[str, Any]) -> Case:
    document = Document(
        title=data["title"],
        body=data["text"],
        language=data["lang"],
        published=read_day(data.get("date") or ""),
        outlet_country=data.get("outlet_country"),
        outlet_class=data.get("outlet_class"),
    )
    sentences = data["labels"]["summary"]
    labels = _labels({**data["labels"], "summary": range(len(sentences))}, sentences, {})
    return Case(data["id"], data["lang"], document, (labels,), tuple(map(normal, sentences)), tuple(sentences))


def _gold(data: Mapping[str, Any], aliases: Mapping[str, list[str]]) -> Case:
    document = Document(data["title"], data["text"], data["lang"], read_day(data.get("date") or ""))
    codings = tuple(_labels(coding, data["sentences"], aliases) for coding in data["codings"])
    return Case(data["id"], data["lang"], document, codings, tuple(map(normal, data["sentences"])), tuple(data["sentences"]))


def _labels(data: Mapping[str, Any], sentences: Sequence[str], aliases: Mapping[str, list[str]]) -> Labels:
    themes = data["themes"]
    return Labels(
        relevance=data["relevance"],
        kind=data["kind"],
        tone=data.get("tone", "neutral"),
        actors=tuple(_actor(actor, aliases) for actor in data["actors"]),
        primary=frozenset(themes["primary"]),
        themes=frozenset(themes["primary"]) | frozenset(themes["secondary"]),
        summary=tuple(normal(sentences[at]) for at in data["summary"]),
        chosen=frozenset(data["summary"]),
        events=tuple(_event(event, sentences) for event in data.get("events", ())),
        quotes=tuple((quote["speaker"], quote["text"]) for quote in data["quotes"]) if "quotes" in data else None,
        coming=tuple(map(_coming, data["coming"])) if "coming" in data else None,
    )


def _event(data: Mapping[str, Any], sentences: Sequence[str]) -> LabelledEvent:
    """Our own labels hold the sentence itself, the twice-coded ones its place."""
    told = data.get("sentence", "")
    if isinstance(told, int):
        told = sentences[told] if 0 <= told < len(sentences) else ""
    return LabelledEvent(data["source"], data["type"], data["target"], told)


def _coming(data: Mapping[str, Any]) -> LabelledDay:
    return LabelledDay(data["kind"], date.fromisoformat(data["day"]), data.get("precision", "day"))


def _actor(data: Mapping[str, Any], aliases: Mapping[str, list[str]]) -> LabelledActor:
    names = (data["id"], data["name"], *data.get("ko", ()), *aliases.get(data["id"], ()))
    return LabelledActor(data["id"], frozenset(map(normal, names)), data["salience"] == "major")
