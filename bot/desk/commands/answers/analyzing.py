"""analyze: a page by its address, or a text as it was typed. Nothing of it is stored or logged."""

from __future__ import annotations

import logging
import re

from bot.desk.card import Card
from bot.desk.cards.analysis import analysed
from bot.desk.commands.asked import Asked
from bot.desk.ports import PageFailure, ReadJob, ReadResult
from bot.errors import CommandError, WorkerError

log = logging.getLogger(__name__)

LONGEST_TEXT = 100_000
LONGEST_TITLE = 200
_ADDRESS = re.compile(r"<?(?P<url>(?:https?://|www\.)[^\s<>|]+)(?:\|[^>]*)?>?", re.IGNORECASE)


async def analyze(asked: Asked) -> Card:
    """Analyse an address (also as Slack writes one, `<https://…|label>`) or a text, whose first line is its title before a blank line."""
    source = asked.text("source")
    if not source:
        raise CommandError("error.missing", option="source", option_ko="대상", path=asked.spec.path)
    address = _ADDRESS.fullmatch(source)
    url = None if address is None else address["url"]
    if url is not None and url.casefold().startswith("www."):
        url = f"https://{url}"
    result = await (_of_text(source, asked) if url is None else _of_page(url, asked))
    actors = {actor_id for event in result.analysis.events for actor_id in (event.source, event.target)}
    return analysed(result, url, await asked.knowing(actors))


async def _of_page(url: str, asked: Asked) -> ReadResult:
    page = await asked.services.pages.page(url)
    if isinstance(page, PageFailure):
        log.info("A page that was asked about could not be had: %s", page.reason)
        raise CommandError("error.page", reason=asked.reader.word("page_cause", _cause(page)))
    job = ReadJob(title="", lead="", body="", url=page.url, html=page.body, outlet=None, published_at=asked.now)
    result = await _read(job, asked)
    if not result.body.strip():
        raise CommandError("error.no_text")
    return result


def _cause(page: PageFailure) -> str:
    """Why there is no page, as `page_cause` names it: `unreadable` where a page came that holds no text."""
    return "unreadable" if page.cause is None else page.cause.value


async def _of_text(text: str, asked: Asked) -> ReadResult:
    head, blank, rest = text[:LONGEST_TEXT].replace("\r\n", "\n").partition("\n\n")
    has_title = bool(blank and rest.strip()) and "\n" not in head.strip() and len(head) <= LONGEST_TITLE
    title, body = (head.strip(), rest.strip()) if has_title else ("", text[:LONGEST_TEXT])
    return await _read(ReadJob(title, "", body, url=None, html=None, outlet=None, published_at=asked.now), asked)


async def _read(job: ReadJob, asked: Asked) -> ReadResult:
    try:
        return await asked.services.analyst.read(job)
    except WorkerError as error:
        log.warning("A text that was asked about could not be analysed: %s", error)
        raise CommandError("error.analysis") from error
