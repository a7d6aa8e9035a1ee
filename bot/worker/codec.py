"""Records of jobs and answers as JSON-able dicts and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.desk.ports import ReadJob, ReadResult
from bot.model import Catalogue, CatalogueActor, CatalogueTheme, Entry, FailureDetail, Fingerprint, Outlet, OutletClass
from bot.pollers.links import FeedLinks
from bot.pollers.ports import NotAFeed, ParsedFeed, ParseHints
from bot.tags import Analysis

Json = dict[str, Any]


def _time(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _read_time(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


def hints_to_json(hints: ParseHints) -> Json:
    return {
        "url": hints.url,
        "content_type": hints.content_type,
        "timezone": hints.timezone,
        "now": hints.now.isoformat(),
        "marks": hints.marks,
    }


def hints_from_json(data: Mapping[str, Any]) -> ParseHints:
    return ParseHints(data["url"], data["content_type"], data["timezone"], datetime.fromisoformat(data["now"]), data["marks"])


def parsed_to_json(parsed: ParsedFeed | NotAFeed) -> Json:
    """A parsed feed, or what the bytes were instead."""
    if isinstance(parsed, NotAFeed):
        return {"not_a_feed": parsed.detail.to_text()}
    entries = [_entry_to_json(entry) for entry in parsed.entries]
    skips = {"skip_hours": parsed.skip_hours, "skip_days": parsed.skip_days}
    links = {"hubs": parsed.links.hubs, "own": parsed.links.own}
    return {"title": parsed.title, "entries": entries, "ttl_seconds": parsed.ttl_seconds, "marks": parsed.marks, "links": links, **skips}


def parsed_from_json(data: Mapping[str, Any]) -> ParsedFeed | NotAFeed:
    if "not_a_feed" in data:
        return NotAFeed(FailureDetail.from_text(str(data["not_a_feed"])))
    return ParsedFeed(
        title=str(data["title"]),
        entries=tuple(_entry_from_json(item) for item in data["entries"]),
        ttl_seconds=data["ttl_seconds"],
        marks=str(data["marks"]),
        skip_hours=tuple(data["skip_hours"]),
        skip_days=tuple(data["skip_days"]),
        links=FeedLinks(tuple(data["links"]["hubs"]), tuple(data["links"]["own"])),
    )


def _entry_to_json(entry: Entry) -> Json:
    return {
        "key": entry.key,
        "title": entry.title,
        "url": entry.url,
        "canonical_url": entry.canonical_url,
        "published_at": _time(entry.published_at),
        "lead": entry.lead,
        "body": entry.body,
        "source_name": entry.source_name,
        "source_url": entry.source_url,
    }


def _entry_from_json(data: Mapping[str, Any]) -> Entry:
    return Entry(**{**data, "published_at": _read_time(data["published_at"])})


def _outlet_to_json(outlet: Outlet | None) -> Json | None:
    if outlet is None:
        return None
    return {
        "id": outlet.id,
        "name": outlet.name,
        "name_ko": outlet.name_ko,
        "family": outlet.family,
        "language": outlet.language,
        "country": outlet.country,
        "outlet_class": outlet.outlet_class.value,
    }


def _outlet_from_json(data: Mapping[str, Any] | None) -> Outlet | None:
    return None if data is None else Outlet(**{**data, "outlet_class": OutletClass(data["outlet_class"])})


def job_to_json(job: ReadJob) -> Json:
    """A read job without its `html`, which travels as the frame's blob; `has_html` tells an empty page from none."""
    return {
        "title": job.title,
        "lead": job.lead,
        "body": job.body,
        "url": job.url,
        "has_html": job.html is not None,
        "outlet": _outlet_to_json(job.outlet),
        "published_at": _time(job.published_at),
    }


def job_from_json(data: Mapping[str, Any], html: bytes) -> ReadJob:
    return ReadJob(
        title=data["title"],
        lead=data["lead"],
        body=data["body"],
        url=data["url"],
        html=html if data["has_html"] else None,
        outlet=_outlet_from_json(data["outlet"]),
        published_at=_read_time(data["published_at"]),
    )


def result_from_json(data: Mapping[str, Any]) -> ReadResult:
    """What the worker answered to a read job; the analysis is in the shape of docs/analysis-format.md."""
    return ReadResult(
        title=str(data["title"]),
        body=str(data["body"]),
        is_full_text=bool(data["is_full_text"]),
        analysis=Analysis.from_json(data["analysis"]),
        fingerprint=Fingerprint.from_json(data["fingerprint"]),
    )


def catalogue_from_json(data: Mapping[str, Any]) -> Catalogue:
    return Catalogue(
        version=str(data["version"]),
        actors=tuple(
            CatalogueActor(
                id=str(a["id"]),
                name_en=str(a["name"]["en"]),
                name_ko=str(a["name"]["ko"]),
                type=str(a["type"]),
                country=a.get("country"),
                wikidata=a.get("wikidata"),
                aliases=tuple(str(alias) for alias in a.get("aliases", ())),
            )
            for a in data["actors"]
        ),
        themes=tuple(CatalogueTheme(str(t["id"]), str(t["name"]["en"]), str(t["name"]["ko"]), str(t["group"])) for t in data["themes"]),
        redirects={str(old): str(new) for old, new in data.get("redirects", {}).items()},
    )
