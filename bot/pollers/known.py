"""Taking known items out of a feed before it is parsed, so that the cost of a poll follows its news.

An item is known where its bytes and its surroundings are those of an item that an earlier poll read. Of each the desk keeps a mark: a hash
of both, and short digests of its guid and its address. An item is only marked where

- the document that it was read from was well-formed, so that what is left without the item is well-formed too;
- it leaves nothing behind in feedparser, which carries some state from item to item (the list stands at `_leaves_traces`).

An item that is left and shares guid or address with one that was taken out is read with the whole document, since who it is depends on the
others (bot.pollers.identity).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bot.pollers.boundaries import bounds_of
from bot.pollers.identity import ItemIds

_HASH_BYTES, _HASH = 9, 12
_NAME_BYTES, _NAME = 6, 8
_NAMELESS = "-" * _NAME
_MOST = 10_000
"""Items of a feed whose marks are kept (a mark takes 29 bytes); those of longer feeds are read again each time."""

_TRACES = re.compile(
    rb"\bxmlns(?!=[\"']http://www\.w3\.org/1999/xhtml[\"'])"  # prefixes and the document's version are kept beyond their element
    rb"|<(?:\w+:)?svg\b"  # an unclosed one keeps every later end tag from its handler
    rb"|<(?:gml|georss|psc):"  # of what place or chapters it is a part
)
_DIV = re.compile(rb"<(?:\w+:)?div\b")
_SCOPE = re.compile(rb"\b(?:xml:base|xml:lang|base|lang)\s*=")


@dataclass(frozen=True, slots=True)
class Cut:
    """A feed without its known items. `rest` is the document, `hashes` those of the items in it (None where an item may not be taken out
    later), `taken` the marks of the others."""

    rest: bytes
    hashes: tuple[str | None, ...]
    taken: tuple[str, ...]


def cut(content: bytes, marks: str) -> Cut | None:
    """Take out of a feed (UTF-8, without its prolog) what the marks of its last poll know; None where items cannot be told for sure."""
    bounds = bounds_of(content)
    if bounds is None:
        return None
    known = {mark[:_HASH]: mark for mark in marks.split()}
    key = blake2b(bounds.frame, digest_size=32).digest()
    pieces: list[bytes] = []
    hashes: list[str | None] = []
    taken: list[str] = []
    done = 0
    for start, end in bounds.items:
        item = content[start:end]
        name = _digest(item, _HASH_BYTES, key)
        mark = known.get(name)
        if mark is None:
            hashes.append(None if _leaves_traces(item) else name)
            continue
        taken.append(mark)
        pieces.append(content[done:start])
        done = end
    pieces.append(content[done:])
    return Cut(b"".join(pieces), tuple(hashes), tuple(taken))


def marks_after(parts: Cut, ids: Sequence[ItemIds]) -> str:
    """The marks to keep for the next poll, after the rest was read as items that say `ids` of themselves. None of an item that was read
    is kept where their number is not that of the bounds: then these are not the items that were read."""
    fresh: list[str] = []
    if len(ids) == len(parts.hashes):
        named = zip(parts.hashes, ids, strict=True)
        fresh = [f"{name}{_name(one.guid)}{_name(one.canonical_url)}" for name, one in named if name is not None]
    return " ".join((*parts.taken, *fresh)[:_MOST])


def shares_a_name(parts: Cut, ids: Sequence[ItemIds]) -> bool:
    """Whether an item that was left has the guid or the address of one that was taken out."""
    guids = {mark[_HASH : _HASH + _NAME] for mark in parts.taken}
    urls = {mark[_HASH + _NAME :] for mark in parts.taken}
    return any((one.guid and _name(one.guid) in guids) or (one.canonical_url and _name(one.canonical_url) in urls) for one in ids)


def _leaves_traces(item: bytes) -> bool:
    """Whether feedparser may read a later item differently after this one. Markup within text content shifts its stack of base addresses
    and languages, which matters where the item sets one."""
    return bool(_TRACES.search(item)) or bool(_DIV.search(item) and _SCOPE.search(item))


def _name(words: str | None) -> str:
    return _digest(words.encode("utf-8", "surrogatepass"), _NAME_BYTES) if words else _NAMELESS


def _digest(data: bytes, size: int, key: bytes = b"") -> str:
    return b64encode(blake2b(data, digest_size=size, key=key).digest()).decode()
