"""Feed bytes to entries. Runs in the worker process: feedparser is slow and holds the interpreter.

feedparser reads RSS 0.9x, 1.0 and 2.0 and Atom, well-formed or not; what it is given is UTF-8 already (encoding.py), and its HTML cleaning
is off because the text is taken out in items.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import Any, TypeVar
from xml.sax import SAXException, SAXParseException
from zoneinfo import ZoneInfo

import feedparser
from lxml import etree  # type: ignore[import-untyped]

from bot.model import DetailKind, Entry, FailureDetail
from bot.pollers.encoding import as_document, feed_content
from bot.pollers.identity import identify
from bot.pollers.items import ItemReader
from bot.pollers.known import cut, marks_after, shares_a_name
from bot.pollers.links import document_links
from bot.pollers.ports import NotAFeed, ParsedFeed, ParseHints
from bot.pollers.shape import overbuilt
from bot.pollers.skips import skipped_days, skipped_hours
from bot.pollers.text import title_text

T = TypeVar("T")

_HTML = re.compile(rb"(?:<!--(?:[^-]|-(?!->)){0,2000}-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)

_FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What feedparser's lenient parser raises at some ill-formed documents: it fails in the middle of an element that it does not expect."""


@dataclass(frozen=True, slots=True)
class Document:
    """What feedparser made of a document: its items, what it says of itself, and the error that ended the strict parse, if one did."""

    items: list[Mapping[str, Any]]
    feed: Mapping[str, Any]
    version: str
    error: SAXException | None

    @property
    def is_feed(self) -> bool:
        """Whether anything in it is of a feed."""
        return bool(self.version or self.items)

    def is_cut_off(self, content: bytes) -> bool:
        """Whether the document ends in the middle of its last item: that may lack its guid, and comes again with the next poll."""
        return bool(self.error is not None and self.items and not _END.search(content[-1_000:]))


def parse_feed(body: bytes, hints: ParseHints) -> ParsedFeed | NotAFeed:
    """The entries of a feed, oldest first; or what the bytes are instead. Broken XML is read as far as it goes. Items that the hints'
    marks know are taken out first, where that cannot change how the others are read.

    Raises ZoneInfoNotFoundError where `hints.timezone` is no IANA zone.
    """
    content = feed_content(body, hints.content_type)
    read = _read_news(content, hints) if hints.marks else None
    return read or not_a_feed(content) or _read_whole(content, hints)


def _read_news(content: bytes, hints: ParseHints) -> ParsedFeed | None:
    """The feed without its known items; None where it is to be read whole."""
    parts = cut(content, hints.marks)
    if parts is None or not parts.taken or not_a_feed(parts.rest) is not None:
        return None
    document = read_document(parts.rest, hints.url)
    readers = [ItemReader(item, hints.url) for item in document.items]
    ids = [reader.ids for reader in readers]
    if document.error is not None or len(ids) != len(parts.hashes) or shares_a_name(parts, ids):
        return None
    return _parsed(parts.rest, document.feed, readers, hints, marks_after(parts, ids))


def _read_whole(content: bytes, hints: ParseHints) -> ParsedFeed | NotAFeed:
    document = read_document(content, hints.url)
    items = document.items
    if not document.is_feed:
        return NotAFeed(FailureDetail(DetailKind.NO_FEED))
    if document.is_cut_off(content):
        items = items[:-1]
    if document.error is not None and not items:
        return NotAFeed(FailureDetail.of(DetailKind.BROKEN_XML, line=_line(document.error)))
    readers = [ItemReader(item, hints.url) for item in items]
    parts = cut(content, "") if document.error is None else None
    marks = marks_after(parts, [reader.ids for reader in readers]) if parts is not None else ""
    return _parsed(content, document.feed, readers, hints, marks)


def read_document(content: bytes, url: str) -> Document:
    """What feedparser makes of a feed's content (bot.pollers.encoding.feed_content) from an address."""
    try:
        return _feedparsed(content, url)
    except _FAULTS as fault:
        error = SAXException(f"feedparser fails with {type(fault).__name__}")
    try:
        return replace(_feedparsed(_made_well_formed(content), url), error=error)
    except (*_FAULTS, etree.LxmlError):
        return Document([], {}, "broken", error)


def _feedparsed(content: bytes, url: str) -> Document:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    parsed = feedparser.parse(as_document(content), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    error = parsed.get("bozo_exception")
    return Document(list(parsed.entries), parsed.feed, parsed.version, error if isinstance(error, SAXException) else None)


def _made_well_formed(content: bytes) -> bytes:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(as_document(content), parser)
    return bytes(etree.tostring(root)) if root is not None else b""


def not_a_feed(whole: bytes) -> NotAFeed | None:
    """What a content is that is not worth the parsing; None where it may be a feed."""
    content = whole[:12_000].lstrip()
    if not content:
        return NotAFeed(FailureDetail(DetailKind.EMPTY))
    if _HTML.match(content):
        return NotAFeed(FailureDetail(DetailKind.WEB_PAGE))
    if content[:1] in {b"{", b"["}:
        return NotAFeed(FailureDetail(DetailKind.JSON))
    fault = overbuilt(whole)
    return NotAFeed(fault) if fault else None


def _parsed(content: bytes, feed: Mapping[str, Any], readers: list[ItemReader], hints: ParseHints, marks: str) -> ParsedFeed:
    return ParsedFeed(
        title=title_text(feed.get("title") or ""),
        entries=_entries(readers, hints),
        ttl_seconds=_ttl(feed),
        marks=marks,
        skip_hours=skipped_hours(content),
        skip_days=skipped_days(content),
        links=document_links(feed.get("links") or (), hints.url),
    )


def _entries(readers: list[ItemReader], hints: ParseHints) -> tuple[Entry, ...]:
    zone: tzinfo = ZoneInfo(hints.timezone) if hints.timezone else UTC
    entries: dict[str, Entry] = {}
    for reader, identity in zip(readers, identify([reader.ids for reader in readers]), strict=True):
        entry = reader.entry(identity, hints.now, zone)
        if entry is not None:
            entries.setdefault(identity.key, entry)
    return tuple(oldest_first(entries.values(), lambda entry: entry.published_at))


def oldest_first(items: Iterable[T], published: Callable[[T], datetime | None]) -> list[T]:
    """Items of a document by date where all have one; else the document's order turned round, since feeds list the newest first."""
    turned = list(items)[::-1]
    if all(published(item) for item in turned):
        turned.sort(key=lambda item: published(item) or datetime.min.replace(tzinfo=UTC))
    return turned


def _ttl(feed: Mapping[str, Any]) -> float | None:
    words = str(feed.get("ttl") or "").strip()
    return float(words) * 60 if words.isascii() and words.isdigit() and len(words) < 7 else None


def _line(error: SAXException) -> int:
    """Where the strict parse ended."""
    return (error.getLineNumber() or 1) if isinstance(error, SAXParseException) else 1
