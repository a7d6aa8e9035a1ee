"""Documents that are built to take long: nested without end, or with attributes without end. No feed that means well is like that.

feedparser needs time that grows with the square of either, and holds the worker for all other feeds meanwhile.
"""

from __future__ import annotations

import re

from bot.model import DetailKind, FailureDetail

DEEPEST = 500
MOST_ATTRIBUTES = 1_000
"""Of one element."""

_TAG = re.compile(rb"<(/?)[A-Za-z_][^<>]*?(/?)>")
_LONG_TAG = re.compile(rb"<[A-Za-z_/][^<>]{%d,}" % (2 * MOST_ATTRIBUTES))
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}
_HIDING = re.compile(rb"<!\[CDATA\[|<!--")


def overbuilt(document: bytes) -> FailureDetail | None:
    """Why a document (UTF-8) is not worth its parsing; None where nothing speaks against it. In linear time."""
    markup = _markup(document)
    if any(_attributes(tag.group()) > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(markup)):
        return FailureDetail.of(DetailKind.ATTRIBUTES, limit=MOST_ATTRIBUTES)
    if _is_too_deep(markup):
        return FailureDetail.of(DetailKind.DEEP, limit=DEEPEST)
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


def _attributes(tag: bytes) -> int:
    names = _QUOTED.sub(b"", tag).rstrip(b"/ \t\r\n")
    return max(len(names.split()) - 1, names.count(b"="))


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
