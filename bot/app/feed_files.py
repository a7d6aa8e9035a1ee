"""`alliance-desk feeds parse`: the items of feed files as the desk sees them, so that any collection of feeds can be scored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from bot.desk.failures import in_words
from bot.desk.phrases import Phrasebook, load_phrases
from bot.errors import StartError
from bot.model import Entry
from bot.pollers.ports import NotAFeed, ParseHints

if TYPE_CHECKING:
    from bot.pollers.listing import ListedItem


def write_entries(files: Iterable[Path], out: TextIO, *, as_jsonl: bool) -> int:
    """Write each file's items, oldest first and those that a poll passes over last: one JSON object a line; or the entries in a few words,
    for people. Returns 1 where a file is no feed.

    Raises StartError where a file cannot be read.
    """
    is_sound, book = True, load_phrases()
    for file in files:
        for line in _lines(file, book):
            is_sound = is_sound and "error" not in line
            if as_jsonl:
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
            elif not line.get("passed_over"):
                out.write(_in_words(line) + "\n")
    return 0 if is_sound else 1


def _lines(file: Path, book: Phrasebook) -> Iterator[dict[str, Any]]:
    # Only this command parses in the main process: it is nothing but the parser.
    from bot.pollers.listing import in_order, list_items  # noqa: PLC0415

    try:
        body = file.read_bytes()
    except OSError as error:
        raise StartError(f"{file} cannot be read: {error.strerror}.") from error
    # Without an address feedparser leaves relative links as they are.
    items = list_items(body, ParseHints("", "", None, datetime.now(UTC)))
    if isinstance(items, NotAFeed):
        yield {"file": str(file), "error": in_words(items.detail, "en", book)}
        return
    yield from ({"file": str(file), **_read(item.entry), **_told(item)} for item in in_order(items))


def _read(entry: Entry) -> dict[str, Any]:
    """The item as the desk reads it."""
    return {
        "key": entry.key,
        "title": entry.title,
        "url": entry.url,
        "canonical_url": entry.canonical_url,
        "published_at": entry.published_at.isoformat() if entry.published_at else None,
        "lead": entry.lead,
        "body": entry.body,
        "source_name": entry.source_name,
        "source_url": entry.source_url,
    }


def _told(item: ListedItem) -> dict[str, Any]:
    """The item as feedparser tells it: under its names for the fields, save that `title` is ours already. Dates only where the item has
    them: feedparser's own mapping lends one for the other."""
    raw = item.raw
    return {
        "place": item.place,
        "passed_over": item.passed_over,
        "id": raw.get("id"),
        "link": raw.get("link"),
        "raw_title": raw.get("title"),
        "published": dict.get(raw, "published"),  # type: ignore[call-overload]
        "updated": dict.get(raw, "updated"),  # type: ignore[call-overload]
        "summary": raw.get("summary"),
        "content": [part.get("value") for part in raw.get("content", ())],
    }


def _in_words(line: dict[str, Any]) -> str:
    if "error" in line:
        return f"{line['file']}: {line['error']}"
    return "  ".join(str(line[name]) for name in ("published_at", "title", "url") if line[name])
