"""Names and addresses that stand twice in feeds.yaml. Read from the raw document, so that they are told beside its other mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.config.strict_yaml import Marked, Path
from bot.errors import Mistake


def repeated(document: Marked, name: str) -> Iterator[Mistake]:
    """Outlets and feeds with an id, and feeds with an address, that stands further up already; `name` is the file's."""
    seen: dict[tuple[str, str], Path] = {}
    for noun, value, part in _named(document.value):
        first = seen.setdefault((noun, value), part)
        if first != part:
            said = "this address" if noun == "address" else f"the {noun} `{value}`"  # an address may hold a password
            yield Mistake(f"{name}:{document.line(part)}", f"{said} stands at line {document.line(first)} already.", _MENDS[noun])


_MENDS = {
    "outlet": "Put its feeds below the first one, or give it an id of its own.",
    "feed": "Give it an id of its own.",
    "address": "Take one of the two away: a feed is polled once.",
}


def _named(value: Any) -> Iterator[tuple[str, str, Path]]:
    for number, outlet in _groups(value, "outlets"):
        at: Path = ("outlets", number)
        yield from _text("outlet", outlet, at, "id")
        for index, feed in _groups(outlet, "feeds"):
            yield from _text("feed", feed, (*at, "feeds", index), "id")
            yield from _text("address", feed, (*at, "feeds", index), "url")


def _groups(value: Any, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    items = value.get(name) if isinstance(value, dict) else None
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield index, item


def _text(noun: str, group: dict[str, Any], at: Path, key: str) -> Iterator[tuple[str, str, Path]]:
    if isinstance(group.get(key), str):
        yield noun, group[key], (*at, key)
