"""A Document: what the handlers are given of one article, and its sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from handlers.script import without_surrogates

LONGEST_TITLE, LONGEST_BODY = 2_000, 400_000
"""Code points that are read, a book of 200 pages: what is longer is no article, and its rest would cost seconds and change no tag."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `language` is ISO 639-1 where the caller knows it, `published` the article's day, `outlet_country` ISO 3166 alpha-2,
    `outlet_class` news, official, think-tank or aggregator. All that is unknown is None; nothing is guessed from a clock.
    """

    title: str
    body: str
    language: str | None = None
    published: date | None = None
    outlet_country: str | None = None
    outlet_class: str | None = None

    def clean(self) -> Document:
        """The same with lone surrogates as U+FFFD, cut to LONGEST_TITLE and LONGEST_BODY: every offset stays."""
        return replace(self, title=without_surrogates(self.title[:LONGEST_TITLE]), body=without_surrogates(self.body[:LONGEST_BODY]))


class Span(NamedTuple):
    """[start, end) in code points."""

    start: int
    end: int
