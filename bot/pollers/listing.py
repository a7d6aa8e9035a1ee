"""Every item of a document beside what the desk makes of it, for people and programs that compare the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from bot.model import DetailKind, Entry, FailureDetail
from bot.pollers.encoding import feed_content
from bot.pollers.identity import identify
from bot.pollers.items import ItemReader
from bot.pollers.parse import not_a_feed, oldest_first, read_document
from bot.pollers.ports import NotAFeed, ParseHints

REPEAT = "repeat"
"""An item that stands in the document before, under the same key."""

EMPTY = "empty"
"""An item without title, text and address."""

CUT_OFF = "cut off"
"""The last item of a document that ends in the middle of it."""


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item at a place (0 for the first) of a document: `raw` is what feedparser read, with nothing mended; `entry` what the desk
    reads in it; `passed_over` says why a poll leaves it out (REPEAT, EMPTY, CUT_OFF), None if it does not."""

    place: int
    raw: Mapping[str, Any]
    entry: Entry
    passed_over: str | None


def list_items(body: bytes, hints: ParseHints) -> tuple[ListedItem, ...] | NotAFeed:
    """All items of a feed in the order of the document; or what the bytes are instead. The hints' marks do not count.

    Raises ZoneInfoNotFoundError where `hints.timezone` is no IANA zone.
    """
    content = feed_content(body, hints.content_type)
    refused = not_a_feed(content)
    if refused is not None:
        return refused
    document = read_document(content, hints.url)
    if not document.is_feed:
        return NotAFeed(FailureDetail(DetailKind.NO_FEED))
    whole = len(document.items) - document.is_cut_off(content)
    return _listed(document.items, whole, hints)


def _listed(items: list[Mapping[str, Any]], whole: int, hints: ParseHints) -> tuple[ListedItem, ...]:
    """The items, of which the first so many are whole."""
    zone: tzinfo = ZoneInfo(hints.timezone) if hints.timezone else UTC
    readers = [ItemReader(item, hints.url) for item in items]
    identities = [*identify([reader.ids for reader in readers[:whole]]), *identify([reader.ids for reader in readers[whole:]])]
    told: set[str] = set()
    listed = []
    for place, (item, reader, identity) in enumerate(zip(items, readers, identities, strict=True)):
        entry = reader.entry(identity, hints.now, zone)
        reason = EMPTY if entry is None else REPEAT if identity.key in told else None
        told.add(identity.key)
        shown = entry or _nothing(identity.key, reader.published(hints.now, zone))
        listed.append(ListedItem(place, item, shown, CUT_OFF if place >= whole else reason))
    return tuple(listed)


def _nothing(key: str, published_at: datetime | None) -> Entry:
    return Entry(key=key, title="", url=None, canonical_url=None, published_at=published_at, lead="", body="")


def in_order(items: tuple[ListedItem, ...]) -> list[ListedItem]:
    """As a poll takes them, oldest first; then those that it passes over."""
    kept = [item for item in items if item.passed_over is None]
    passed_over = (item for item in items if item.passed_over is not None)
    return [*oldest_first(kept, lambda item: item.entry.published_at), *passed_over]
