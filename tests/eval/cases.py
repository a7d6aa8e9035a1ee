"""Labelled articles: our own (tests/eval/articles/*.json) and files of twice-coded ones (JSON lines), as the same records."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
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
class Labels:
    """One coding of an article by the codebook. `summary` holds normalised sentences."""

    relevance: str
    kind: str
    tone: str
    actors: tuple[LabelledActor, ...]
    primary: frozenset[str]
    themes: frozenset[str]
    summary: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """An article with one coding or two."""

    id: str
    lang: str
    document: Document
    codings: tuple[Labels, ...]


def normal(text: str) -> str:
    """What is left of a name or sentence when case, spaces and punctuation are taken away."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).lower()


def own_cases(folder: Path = ARTICLES) -> list[Case]:
    """Our own articles in order of their file names."""
    return [_own(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(folder.glob("*.json"))]


def gold_cases(path: Path) -> list[Case]:
    """A file of twice-coded articles; further names of actors are read from aliases.json beside it, where there is one."""
    beside = path.with_name("aliases.json")
    aliases = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [_gold(json.loads(line), aliases) for line in lines]


def _own(data: Mapping[str, Any]) -> Case:
    document = Document(
        title=data["title"],
        body=data["text"],
        language=data["lang"],
        published=read_day(data.get("date") or ""),
        outlet_country=data.get("outlet_country"),
        outlet_class=data.get("outlet_class"),
    )
    labels = data["labels"]
    return Case(data["id"], data["lang"], document, (_labels(labels, tuple(map(normal, labels["summary"])), {}),))


def _gold(data: Mapping[str, Any], aliases: Mapping[str, list[str]]) -> Case:
    document = Document(data["title"], data["text"], data["lang"], read_day(data.get("date") or ""))
    codings = tuple(_labels(c, tuple(normal(data["sentences"][at]) for at in c["summary"]), aliases) for c in data["codings"])
    return Case(data["id"], data["lang"], document, codings)


def _labels(data: Mapping[str, Any], summary: tuple[str, ...], aliases: Mapping[str, list[str]]) -> Labels:
    themes = data["themes"]
    return Labels(
        relevance=data["relevance"],
        kind=data["kind"],
        tone=data.get("tone", "neutral"),
        actors=tuple(_actor(actor, aliases) for actor in data["actors"]),
        primary=frozenset(themes["primary"]),
        themes=frozenset(themes["primary"]) | frozenset(themes["secondary"]),
        summary=summary,
    )


def _actor(data: Mapping[str, Any], aliases: Mapping[str, list[str]]) -> LabelledActor:
    names = (data["id"], data["name"], *data.get("ko", ()), *aliases.get(data["id"], ()))
    return LabelledActor(data["id"], frozenset(map(normal, names)), data["salience"] == "major")
