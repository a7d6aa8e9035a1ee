"""The text of an article's page. Runs in the worker process: trafilatura costs memory and holds the interpreter."""

from __future__ import annotations

from dataclasses import dataclass

from trafilatura import bare_extraction

from bot.pollers.encoding import page_to_text
from bot.pollers.text import plain, title_text


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """What a page says, as plain text; `title` is empty where the page names none."""

    title: str
    body: str


def extract(html: bytes, url: str, content_type: str) -> ExtractedText | None:
    """The article in a page by trafilatura, comments left out; None where it finds no text. Decides nothing about its worth."""
    if content_type.split(";", maxsplit=1)[0].strip().casefold() == "text/plain":
        text = plain(page_to_text(html, content_type))
        return ExtractedText("", text) if text else None
    document = bare_extraction(page_to_text(html, content_type), url=url or None, fast=True, include_comments=False, with_metadata=True)
    if document is None or isinstance(document, dict) or not document.text:
        return None
    body = plain(document.text)
    return ExtractedText(title_text(document.title or ""), body) if body else None
