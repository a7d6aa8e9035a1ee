"""One JSON object a line in, one analysis a line out: `alliance-desk analyze --jsonl` (docs/analysis-format.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from handlers.dates import read_day
from handlers.document import Document
from handlers.pipeline import Analyser
from handlers.script import without_surrogates


def read_line(line: str) -> tuple[str | None, Document]:
    """The id and the document of one line. Raises ValueError with one clear sentence where the line cannot be read."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"The line is not JSON: {error}.") from error
    return read_record(record)


def read_record(record: Any) -> tuple[str | None, Document]:
    """The id and the document of one record: `id`, `title`, `text`, and optionally `lang`, `published`, `outlet`.

    `outlet` is a name, or an object with `country` (ISO 3166 alpha-2) and `class`. A `published` that cannot be read means undated.
    Raises ValueError naming what is wrong.
    """
    if not isinstance(record, Mapping):
        raise ValueError("The line must hold a JSON object with title and text.")
    if record.get("title") is None and record.get("text") is None:
        raise ValueError("The object has neither title nor text.")
    outlet = record.get("outlet")
    about = outlet if isinstance(outlet, Mapping) else {}
    return id_of(record), Document(
        title=_text(record, "title"),
        body=_text(record, "text"),
        language=_optional(record.get("lang")),
        published=_published(record.get("published")),
        outlet_country=_optional(about.get("country")),
        outlet_class=_optional(about.get("class")),
    )


def id_of(record: Any) -> str | None:
    """The record's id as text, None where it has none."""
    found = record.get("id") if isinstance(record, Mapping) else None
    return None if found is None or isinstance(found, dict | list) else str(found)


def analyse_lines(lines: Iterable[bytes | str], analyser: Analyser) -> Iterator[str]:
    """One line of JSON for each line as soon as it is read; a bad one gives `{"id", "error"}`, blank ones are skipped."""
    for line in lines:
        text = line.decode("utf-8", errors="replace") if isinstance(line, bytes) else line
        text = text.strip().removeprefix("\ufeff")
        if text:
            yield json.dumps(_answer(text, analyser), ensure_ascii=False)


def _answer(text: str, analyser: Analyser) -> dict[str, Any]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"The line is not JSON: {error}."}
    try:
        name, document = read_record(record)
    except ValueError as error:
        return {"id": _printable(id_of(record)), "error": str(error)}
    return {"id": _printable(name), **analyser.analyse(document).to_json()}


def _printable(name: str | None) -> str | None:
    return None if name is None else without_surrogates(name)


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{key} must be text.")
    return value


def _optional(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _published(value: Any) -> date | None:
    return None if value is None or isinstance(value, bool | dict | list) else read_day(str(value))
