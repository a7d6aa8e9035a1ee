"""`alliance-desk feedback export`: what readers reported as wrong, as labelled cases (docs/feedback.md).

A case has the shape of tests/eval/articles: the article with the labels that the analysis gave it, corrected by its reports. A reported
actor or theme is taken out. What a note names with a plus (`+theme:autos`, `+actor:nato`, `+tone:mixed`) is put in. A reported kind or
relevance whose right value no note tells stays and is listed under `doubted`. Who reported is not told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Protocol, TextIO

from bot.app.parts import open_parts
from bot.config import Configuration
from bot.model import ArticleView, StoryView, TagReport
from bot.tags import Analysis
from handlers.sentences import split_sentences

Json = dict[str, Any]

_STORIES_AT_ONCE = 50
_ADDED = re.compile(r"(?<!\S)\+(actor|theme|kind|relevance|tone):([a-z0-9]+(?:-[a-z0-9]+)*)(?![\w-])")
_CLASSES = {
    "kind": frozenset({"news", "opinion", "statement", "other"}),
    "relevance": frozenset({"core", "partial", "none"}),
    "tone": frozenset({"cooperation", "friction", "mixed", "neutral"}),
}


class Reported(Protocol):
    """What the export asks of a store."""

    async def reports(self, *, since: datetime | None = None) -> Sequence[TagReport]:
        """In the order in which they came."""
        ...

    async def stories(self, story_ids: Sequence[int]) -> Sequence[StoryView]:
        """In the order asked for."""
        ...


async def export(configuration: Configuration, out: TextIO, *, since: date | None = None) -> int:
    """Write one case a line for each reported article. `since` begins at midnight in the desk's time zone. Raises StoreError."""
    start = None if since is None else datetime.combine(since, time(), configuration.settings.zone)
    async with open_parts(configuration) as parts:
        for case in await cases(parts.store, since=start):
            out.write(json.dumps(case, ensure_ascii=False) + "\n")
    return 0


async def cases(store: Reported, *, since: datetime | None = None) -> list[Json]:
    """A case for each reported article in the order of first reports; articles that were never analysed give none."""
    by_story: dict[int, list[TagReport]] = {}
    for report in await store.reports(since=since):
        by_story.setdefault(report.story_id, []).append(report)
    found: list[Json] = []
    ids = list(by_story)
    for at in range(0, len(ids), _STORIES_AT_ONCE):
        for story in await store.stories(ids[at : at + _STORIES_AT_ONCE]):
            found.extend(_cases_of(story, by_story[story.id]))
    return found


def _cases_of(story: StoryView, reports: Iterable[TagReport]) -> Iterator[Json]:
    by_article: dict[int, list[TagReport]] = {}
    articles = {article.id: article for article in story.articles}
    for report in reports:
        meant = _meant(story, report)
        if meant is not None:
            by_article.setdefault(meant.id, []).append(report)
    for article_id, about in by_article.items():
        analysis = articles[article_id].analysis
        if analysis is not None:
            yield _case(articles[article_id], analysis, about)


def _meant(story: StoryView, report: TagReport) -> ArticleView | None:
    """The article that the reader was shown; of an older report one that was there at the time and bears the tag."""
    analysed = [article for article in (story.lead, *story.articles) if article.analysis is not None]
    seen = [article for article in analysed if article.id == report.article_id]
    ranked = seen or sorted(analysed, key=lambda article: (not _bears(article, report.tag), article.first_seen_at > report.at))
    return ranked[0] if ranked else None


def _bears(article: ArticleView, tag: str) -> bool:
    kind, _, name = tag.partition(":")
    if article.analysis is None or kind not in ("actor", "theme"):
        return True
    return any(item.id == name for item in (article.analysis.actors if kind == "actor" else article.analysis.themes))


def _case(article: ArticleView, analysis: Analysis, reports: Sequence[TagReport]) -> Json:
    text = article.body or article.lead
    labels, doubted = _corrected(_labels(analysis, text), reports)
    return {
        "id": f"{article.language}-reported-{article.id}",
        "lang": article.language,
        "date": (article.published_at or article.first_seen_at).date().isoformat(),
        "title": article.title,
        "text": text,
        "outlet_country": article.outlet.country,
        "outlet_class": article.outlet.outlet_class.value,
        "labels": labels,
        "doubted": doubted,
        "reports": [{"tag": report.tag, "note": report.note, "at": report.at.isoformat()} for report in reports],
    }


def _labels(analysis: Analysis, text: str) -> Json:
    """What the analysis said in the shape of labels; quotes and coming days only where it was asked for them."""
    raw = analysis.raw
    labels: Json = {
        "relevance": analysis.relevance.label,
        "kind": analysis.kind,
        "actors": [{"id": actor.id, "name": actor.name_en, "salience": actor.salience} for actor in analysis.actors],
        "themes": {rank: [theme.id for theme in analysis.themes if theme.rank == rank] for rank in ("primary", "secondary")},
        "tone": analysis.tone.label,
        "events": _events(raw, text),
        "summary": [sentence.text for sentence in analysis.summary if sentence.text in text],
    }
    for name, keys in (("quotes", ("speaker", "text", "direct")), ("coming", ("kind", "day", "until", "precision"))):
        if name in raw:
            labels[name] = [{key: item.get(key) for key in keys} for item in raw[name]]
    return labels


def _events(raw: Mapping[str, Any], text: str) -> list[Json]:
    told = raw.get("events") or ()
    spans = split_sentences(text) if told else ()
    return [{key: event[key] for key in ("source", "type", "target")} | {"sentence": _told(event, spans, text)} for event in told]


def _told(event: Mapping[str, Any], spans: Sequence[Any], text: str) -> str:
    """The sentence by its place; empty for the title, and where the text was taken away in the meantime."""
    at = int(event.get("sentence", -1))
    return text[spans[at].start : spans[at].end] if 0 <= at < len(spans) else ""


def _corrected(labels: Json, reports: Sequence[TagReport]) -> tuple[Json, list[str]]:
    """The labels as the reports want them, and which of them are known to be wrong and not what would be right."""
    doubted: dict[str, None] = {}
    for report in reports:
        kind, _, name = report.tag.partition(":")
        if kind == "actor":
            labels["actors"] = [actor for actor in labels["actors"] if actor["id"] != name]
            labels["events"] = [event for event in labels["events"] if name not in (event["source"], event["target"])]
            if "quotes" in labels:
                labels["quotes"] = [quote for quote in labels["quotes"] if quote["speaker"] != name]
        elif kind == "theme":
            labels["themes"] = {rank: [theme for theme in themes if theme != name] for rank, themes in labels["themes"].items()}
        elif kind in _CLASSES:
            doubted[kind] = None
    for kind, name in (found for report in reports for found in _ADDED.findall(report.note)):
        if _add(labels, kind, name):
            doubted.pop(kind, None)
    return labels, list(doubted)


def _add(labels: Json, kind: str, name: str) -> bool:
    """Put what a note names into the labels; False for a label that the codebook does not have."""
    if kind in _CLASSES:
        if name not in _CLASSES[kind]:
            return False
        labels[kind] = name
    elif kind == "actor" and all(actor["id"] != name for actor in labels["actors"]):
        labels["actors"].append({"id": name, "name": name, "salience": "minor"})
    elif kind == "theme" and all(name not in themes for themes in labels["themes"].values()):
        labels["themes"]["secondary"].append(name)
    return True
