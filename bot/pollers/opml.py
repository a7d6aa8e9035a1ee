"""Lists of feeds as other programs read and write them: OPML 2.0 (http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from itertools import groupby

from lxml import etree  # type: ignore[import-untyped]

from bot.errors import DeskError
from bot.model import FeedSpec
from bot.pollers.encoding import feed_to_utf8
from bot.pollers.shape import overbuilt
from bot.pollers.text import title_text

MOST_FEEDS = 10_000


class OpmlError(DeskError):
    """A file that is no list of feeds; the message says all."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of a list: its address as it stands there, its name, and its language (two letters) where the list says it."""

    url: str
    name: str
    language: str | None


def write_opml(specs: Sequence[FeedSpec], now: datetime) -> str:
    """The feeds by outlet, each with its address, language and outlet class (as its category)."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = "Alliance Desk"
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = etree.SubElement(root, "body")
    by_outlet = sorted(specs, key=lambda spec: (spec.outlet.id, spec.id))
    for _, group in groupby(by_outlet, key=lambda spec: spec.outlet.id):
        feeds = list(group)
        outlet = feeds[0].outlet
        parent = etree.SubElement(body, "outline", text=outlet.name) if len(feeds) > 1 else body
        for spec in feeds:
            text = outlet.name if parent is body else f"{outlet.name} ({spec.id})"
            about = {"type": "rss", "text": text, "xmlUrl": spec.url, "language": outlet.language, "category": outlet.outlet_class.value}
            etree.SubElement(parent, "outline", about)
    return str(etree.tostring(root, encoding="unicode", pretty_print=True, doctype='<?xml version="1.0" encoding="utf-8"?>'))


def read_opml(data: bytes) -> tuple[Outline, ...]:
    """The feeds of a list, each address once, whatever its charset. Broken XML is read as far as it goes.

    Raises OpmlError for what is no list, or is built to do harm (document types, endless nesting).
    """
    utf8 = feed_to_utf8(data, "")
    if overbuilt(utf8) is not None:
        raise OpmlError("The file is built to take long: nested without end, or with attributes without end.")
    if b"<!DOCTYPE" in utf8 or b"<!ENTITY" in utf8:
        raise OpmlError("The file declares a document type, as web pages do and no OPML needs.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(utf8, parser)
    if root is None or str(root.tag).casefold() != "opml":
        raise OpmlError("The file is no OPML: it does not begin with <opml>.")
    found: dict[str, Outline] = {}
    for node in root.iter("outline"):
        outline = _outline(node)
        if outline is not None:
            found.setdefault(outline.url, outline)
        if len(found) > MOST_FEEDS:
            raise OpmlError(f"The file names more than {MOST_FEEDS:,} feeds.")
    return tuple(found.values())


def _outline(node: etree._Element) -> Outline | None:
    said = {str(name).casefold(): str(value) for name, value in node.attrib.items()}
    url = said.get("xmlurl", "").strip()
    if not url:
        return None
    language = said.get("language", "").casefold()[:2]
    return Outline(url, title_text(said.get("title") or said.get("text") or ""), language if len(language) == 2 else None)
