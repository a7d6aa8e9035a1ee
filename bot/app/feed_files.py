"""`alliance-desk feeds parse`: the entries of feed files as the desk sees them, so that any collection of feeds can be scored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from bot.desk.failures import in_words
from bot.desk.phrases import load_phrases
from bot.errors import StartError
from bot.model import Entry
from bot.pollers.ports import NotAFeed, ParseHints


def write_entries(files: Iterable[Path], out: TextIO, *, as_jsonl: bool) -> int:
    """Write each file's entries, oldest first: one JSON object a line, or a few words for people. Returns 1 where a file is no feed.

    Relative addresses are read against the file's own. Raises StartError where a file cannot be read.
    """
    is_sound = True
    for file in files:
        for line in _lines(file):
            is_sound = is_sound and "error" not in line
            out.write((json.dumps(line, ensure_ascii=False) if as_jsonl else _in_words(line)) + "\n")
    return 0 if is_sound else 1


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    # Only this command parses in the main process: it is nothing but the parser.
    from bot.pollers.parse import parse_feed  # noqa: PLC0415

    try:
        body = file.read_bytes()
    except OSError as error:
        raise StartError(f"{file} cannot be read: {error.strerror}.") from error
    parsed = parse_feed(body, ParseHints(file.absolute().as_uri(), "", None, datetime.now(UTC)))
    if isinstance(parsed, NotAFeed):
        yield {"file": str(file), "error": in_words(parsed.detail, "en", load_phrases())}
        return
    yield from ({"file": str(file), **_fields(entry)} for entry in parsed.entries)


def _fields(entry: Entry) -> dict[str, Any]:
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


def _in_words(line: dict[str, Any]) -> str:
    if "error" in line:
        return f"{line['file']}: {line['error']}"
    return "  ".join(str(line[name]) for name in ("published_at", "title", "url") if line[name])
