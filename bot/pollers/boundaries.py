"""Where the items of a feed begin and end, found without parsing it.

In well-formed XML a `<` outside comments, CDATA sections and processing instructions always begins a tag (XML 1.0, section 2.4), so one
pass over those four finds every item. What is not well-formed may be read wrongly here: whoever cuts a document by these bounds must have
the rest parsed strictly, and go back to the whole where that fails.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"<(?:"  # one literal before all alternatives, so that the search runs from `<` to `<`
    rb"!--.*?(?:-->|\Z)"
    rb"|!\[CDATA\[.*?(?:\]\]>|\Z)"
    rb"|\?.*?(?:\?>|\Z)"
    rb"|(?P<declares>!(?!DOCTYPE[^\[<>]*>))"
    rb"|(?P<ends>/)?(?P<name>(?:[A-Za-z_][\w.-]*:)?(?:item|entry))(?=[\s/>])(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+(?P<close>>)?"
    rb")",
    re.DOTALL,
)
_SCOPED = re.compile(rb"(?:xmlns[\w:.-]*|xml:[a-z]+|\bbase|\blang)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ROOT = re.compile(rb"<[A-Za-z_][^<>]*")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The items of a document: where each begins and ends (bytes), in order, none within another. `frame` is what their surroundings say
    that changes what an item means: the root's tag, namespaces, base addresses, languages."""

    items: tuple[tuple[int, int], ...]
    frame: bytes


def bounds_of(content: bytes) -> Bounds | None:
    """The bounds of a feed's items (`item` in RSS, `entry` in Atom); None where there are none, or where they cannot be told for sure:
    items within items, tags that do not match, a document type with declarations of its own, namespaces declared between items."""
    items = _items(content)
    if not items or any(_SCOPED.search(gap) for gap in _gaps(content, items)):
        return None
    head = content[: items[0][0]]
    root = _ROOT.search(head)
    return Bounds(tuple(items), b" ".join((root.group() if root else b"", *_SCOPED.findall(head))))


def _items(content: bytes) -> list[tuple[int, int]]:
    items: list[tuple[int, int]] = []
    start, opened = -1, b""
    for token in _TOKEN.finditer(content):
        name = token["name"]
        if name is None:
            if token["declares"]:
                return []
            continue
        is_end = token["ends"] is not None
        if token["close"] is None or is_end != (start >= 0) or (is_end and name != opened):
            return []
        if is_end:
            items.append((start, token.end()))
            start = -1
        elif token.group().endswith(b"/>"):
            items.append(token.span())
        else:
            start, opened = token.start(), name
    return [] if start >= 0 else items


def _gaps(content: bytes, items: list[tuple[int, int]]) -> list[bytes]:
    """What stands between the items and after them, where it is more than space."""
    ends = [end for _, end in items]
    starts = [*(start for start, _ in items[1:]), len(content)]
    return [gap for end, start in zip(ends, starts, strict=True) if (gap := content[end:start].strip())]
