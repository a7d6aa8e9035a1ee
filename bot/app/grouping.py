"""`alliance-desk stories`: a stream of articles in order of time, and the story of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from bot.desk.stories.memory import StoryStream
from bot.errors import StartError
from bot.model import Fingerprint


def stream(ontology_file: Path | None, lines: Iterable[bytes], out: TextIO) -> int:
    """One article a line in, in order of arrival (the input of `analyze --jsonl`); `{"id", "story"}` a line out as soon as it is read.

    Where an article shows two stories to be one, the lines of the articles that move follow its own: the last line of an id holds. A
    reprint names the article that it repeats (`reprint_of`). A bad line gives a line with `error`. Returns 0; raises StartError where the
    team's own ontology has mistakes.
    """
    # Only this command and `analyze --jsonl` run the analysis in the main process: they are nothing but the analysis.
    from handlers.ontology.load import OntologyError  # noqa: PLC0415

    try:
        group = Grouping(ontology_file)
    except OntologyError as error:
        raise StartError(f"The ontology cannot be used.\n{error}") from error
    for line in lines:
        for answer in group.answers(line.decode("utf-8", errors="replace").strip().removeprefix("\ufeff")):
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()
    return 0


class Grouping:
    """Reads and places one article after another."""

    def __init__(self, ontology_file: Path | None) -> None:
        from handlers import build_analyser  # noqa: PLC0415
        from handlers.fingerprint import Fingerprinter  # noqa: PLC0415
        from handlers.ontology.load import load_ontology  # noqa: PLC0415

        ontology = load_ontology(local=ontology_file)
        self._analyser = build_analyser(ontology)
        self._fingerprinter = Fingerprinter(ontology)
        self._stories = StoryStream()
        self._ids: list[str | None] = []
        self._last = datetime(1970, 1, 1, tzinfo=UTC)

    def answers(self, line: str) -> Iterator[dict[str, Any]]:
        """What one line of input gives; nothing for a blank one."""
        from handlers.jsonl import id_of, read_record  # noqa: PLC0415

        if not line:
            return
        record: Any = None
        try:
            record = json.loads(line)
            name, document = read_record(record)
        except (ValueError, RecursionError) as error:
            yield {"id": id_of(record), "error": str(error)}
            return
        self._last = time_of(record) or self._last
        reading, analysis = self._analyser.examine(document)
        fingerprint = Fingerprint.from_json(self._fingerprinter.of(reading, analysis.findings).to_json())
        placed = self._stories.place(fingerprint, self._last)
        self._ids.append(name)
        reprint = {} if placed.voice == placed.number else {"reprint_of": self._ids[placed.voice - 1]}
        yield {"id": name, "story": placed.story, **reprint}
        for number in placed.moved:
            yield {"id": self._ids[number - 1], "story": placed.story}


def time_of(record: Mapping[str, Any]) -> datetime | None:
    """When the record's article was published, UTC where it names no zone; None where it does not say so in ISO 8601."""
    try:
        found = datetime.fromisoformat(str(record.get("published")))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
