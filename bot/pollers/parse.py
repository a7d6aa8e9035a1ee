"""Feed bytes to entries. Runs in the worker process: feedparser is slow and holds the interpreter.

feedparser reads RSS 0.9x, 1.0 and 2.0 and Atom, well-formed or not; what it is given is UTF-8 already (encoding.py), and its HTML cleaning
is off because the text is taken out in items.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any
from xml.sax import SAXException
from zoneinfo import ZoneInfo

import feedparser

from bot.model import Entry
from bot.pollers.encoding import feed_to_utf8
from bot.pollers.identity import identify
from bot.pollers.items import ItemReader
from bot.pollers.ports import NotAFeed, ParsedFeed, ParseHints
from bot.pollers.shape import overbuilt
from bot.pollers.text import title_text

_HTML = re.compile(rb"(?:<!--(?:[^-]|-(?!->)){0,2000}-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)


def parse_feed(body: bytes, hints: ParseHints) -> ParsedFeed | NotAFeed:
    """The entries of a feed, oldest first; or what the bytes are instead. Broken XML is read as far as it goes.

    Raises ZoneInfoNotFoundError where `hints.timezone` is no IANA zone.
    """
    utf8 = feed_to_utf8(body, hints.content_type)
    refused = _not_a_feed(utf8)
    if refused is not None:
        return refused
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": hints.url}
    document = feedparser.parse(utf8, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    items = list(document.entries)
    if not document.version and not items:
        return NotAFeed(is_html=False, detail="The answer is neither RSS nor Atom.")
    error = document.get("bozo_exception")
    if isinstance(error, SAXException):
        if items and not _END.search(utf8[-1_000:]):
            items.pop()  # cut off in the middle: it may lack its guid, and comes again with the next poll
        if not items:
            return NotAFeed(is_html=False, detail=f"The feed's XML is broken and holds no whole item: {_words(error)}.")
    return ParsedFeed(title_text(document.feed.get("title") or ""), _entries(items, hints), _ttl(document.feed))


def _not_a_feed(utf8: bytes) -> NotAFeed | None:
    content = utf8[utf8.find(b"?>") + 2 :][:12_000].lstrip()
    if not content:
        return NotAFeed(is_html=False, detail="The answer is empty.")
    if _HTML.match(content):
        return NotAFeed(is_html=True, detail="The answer is a web page, not a feed.")
    if content[:1] in {b"{", b"["}:
        return NotAFeed(is_html=False, detail="The answer is JSON, not RSS or Atom.")
    fault = overbuilt(utf8)
    return NotAFeed(is_html=False, detail=fault) if fault else None


def _entries(items: list[Mapping[str, Any]], hints: ParseHints) -> tuple[Entry, ...]:
    zone: tzinfo = ZoneInfo(hints.timezone) if hints.timezone else UTC
    readers = [ItemReader(item, hints.url) for item in items]
    entries: dict[str, Entry] = {}
    for reader, identity in zip(readers, identify([reader.ids for reader in readers]), strict=True):
        entry = reader.entry(identity, hints.now, zone)
        if entry is not None:
            entries.setdefault(identity.key, entry)
    return _oldest_first(list(entries.values()))


def _oldest_first(entries: list[Entry]) -> tuple[Entry, ...]:
    """By date where all have one; else the document's order turned round, since feeds list the newest first."""
    entries.reverse()
    if all(entry.published_at for entry in entries):
        entries.sort(key=lambda entry: entry.published_at or datetime.min.replace(tzinfo=UTC))
    return tuple(entries)


def _ttl(feed: Mapping[str, Any]) -> float | None:
    words = str(feed.get("ttl") or "").strip()
    return float(words) * 60 if words.isascii() and words.isdigit() and len(words) < 7 else None


def _words(error: SAXException) -> str:
    return " ".join(error.getMessage().split())[:120]
