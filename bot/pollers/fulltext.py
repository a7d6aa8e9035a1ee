"""The text of an article's page. Runs in the worker process: trafilatura costs memory and holds the interpreter."""

from __future__ import annotations

from dataclasses import dataclass

from trafilatura import bare_extraction

from bot.pollers.encoding import page_to_text
from bot.pollers.text import plain, title_text
from bot.pollers.walls import is_wall


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """What a page says, as plain text; `title` is empty where the page names none. `is_wall` says that it is no article but what stands
    in front of one."""

    title: str
    body: str
    is_wall: bool = False


def extract(html: bytes, url: str, content_type: str) -> ExtractedText | None:
    """The article in a page by trafilatura, comments left out; None where it finds no text."""
    source = page_to_text(html, content_type)
    if content_type.split(";", maxsplit=1)[0].strip().casefold() == "text/plain":
        text = plain(source)
        return ExtractedText("", text) if text else None
    document = bare_extraction(source, url=url or None, fast=True, include_comments=False, with_metadata=True)
    if document is None or isinstance(document, dict) or not document.text:
        return None
    body = plain(document.text)
    return ExtractedText(title_text(document.title or ""), body, is_wall(source, body)) if body else None
