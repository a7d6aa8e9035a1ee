"""Documents that are built to take long: nested without end, or with tags without end. No feed that means well is like that.

feedparser needs time that grows with the square of either, and holds the worker for all other feeds meanwhile.
"""

from __future__ import annotations

import re

DEEPEST = 500
LONGEST_TAG = 100_000
"""Bytes of one tag with its attributes."""

_TAG = re.compile(rb"<(/?)[A-Za-z_][^<>]*?(/?)>")
_LONG_TAG = re.compile(rb"<[A-Za-z_/][^<>]{%d}" % LONGEST_TAG)
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_HIDING = re.compile(rb"<!\[CDATA\[|<!--")


def overbuilt(document: bytes) -> str | None:
    """Why a document (UTF-8) is not worth its parsing, in one plain sentence; None where nothing speaks against it. In linear time."""
    markup = _markup(document)
    if _LONG_TAG.search(markup):
        return f"The document has a tag of more than {LONGEST_TAG:,} bytes."
    if _is_too_deep(markup):
        return f"The document is nested more than {DEEPEST} levels deep."
    return None


def _markup(document: bytes) -> bytes:
    """The document without comments and CDATA sections, whose tags are text."""
    pieces: list[bytes] = []
    place = 0
    while found := _HIDING.search(document, place):
        pieces.append(document[place : found.start()])
        end = _ENDS[found.group()]
        place = document.find(end, found.end())
        if place < 0:
            return b"".join(pieces)
        place += len(end)
    return b"".join([*pieces, document[place:]]) if pieces else document


def _is_too_deep(markup: bytes) -> bool:
    depth = 0
    for tag in _TAG.finditer(markup):
        if tag.group(1):
            depth = max(depth - 1, 0)
        elif not tag.group(2):
            depth += 1
            if depth > DEEPEST:
                return True
    return False
