"""`alliance-desk analyze`: one article for a person, or a stream of them for a program."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from bot.adapters.console.prompt import locale_of
from bot.adapters.console.screen import Screen
from bot.app.asking import ensure_catalogue
from bot.app.parts import OPERATOR, Parts, open_parts
from bot.config import Configuration
from bot.desk.commands.spec import CommandRequest
from bot.desk.failures import in_words
from bot.desk.phrases import Phrasebook
from bot.desk.ports import Page, PageFailure, ReadJob
from bot.errors import StartError
from bot.model import Locale
from bot.worker.collector import spare_what_is_loaded


def stream(ontology_file: Path | None, lines: Iterable[bytes], out: TextIO) -> int:
    """One JSON object a line in, one analysis a line out as soon as it is there; a bad line gives a line with `error`. Returns 0.

    Raises StartError where the team's own ontology has mistakes.
    """
    # Only this command runs the analysis in the main process: it is nothing but the analysis.
    from handlers import build_analyser  # noqa: PLC0415
    from handlers.jsonl import analyse_lines  # noqa: PLC0415
    from handlers.ontology.load import OntologyError, load_ontology  # noqa: PLC0415

    try:
        analyser = build_analyser(load_ontology(local=ontology_file))
    except OntologyError as error:
        raise StartError(f"The ontology cannot be used.\n{error}") from error
    spare_what_is_loaded()
    for line in analyse_lines(lines, analyser):
        out.write(line + "\n")
        out.flush()
    return 0


async def analyse_one(configuration: Configuration, source: str, *, as_json: bool, locale: Locale | None) -> int:
    """Analyse a file, an address or standard input (`-`), and print what it is about as a card or as JSON.

    The first line of a text is its title. Raises StartError for a source that cannot be read, WorkerError where the analysis fails.
    """
    async with open_parts(configuration) as parts:
        if as_json:
            result = await parts.worker.read(await _job(parts, source))
            print(json.dumps(result.analysis.raw, ensure_ascii=False, indent=2))
            return 0
        await ensure_catalogue(parts)
        what = source if _is_address(source) else "\n\n".join(_title_and_body(source))
        spoken = locale or locale_of(os.environ, configuration.settings.language)
        card = await parts.answerer.answer(CommandRequest(("analyze",), {"source": what}, None, OPERATOR, spoken))
        Screen(sys.stdout, os.environ).show(card)
        return 1 if card.is_refusal else 0


async def _job(parts: Parts, source: str) -> ReadJob:
    if not _is_address(source):
        title, body = _title_and_body(source)
        return ReadJob(title, "", body, None, None, None, None)
    found = await parts.pages.page(source)
    if not isinstance(found, Page):
        raise StartError(f"{source} cannot be read: {_why(found, parts.book)}")
    return ReadJob("", "", "", found.url, found.body, None, None)


def _why(failure: PageFailure, book: Phrasebook) -> str:
    if failure.cause is None or failure.detail is None:
        return failure.reason
    return f"{book.say(f'page_cause.{failure.cause.value}', 'en')} {in_words(failure.detail, 'en', book)}"


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _title_and_body(source: str) -> tuple[str, str]:
    title, _, body = _text(source).strip().partition("\n")
    return title.strip(), body.strip()


def _text(source: str) -> str:
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise StartError(f"{source} cannot be read: {error.strerror}. Name a text file, a web address, or - for standard input.") from error
    return data.decode("utf-8-sig", "replace")
