"""A document as the handlers read it: its sentences and every form found in it, computed once for all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from handlers.boilerplate import Boilerplate, opening
from handlers.document import Document, Span
from handlers.findings import Mention
from handlers.gazetteer import Gazetteer, Hit
from handlers.lexicon import Target
from handlers.sentences import split_sentences


class Sentence(NamedTuple):
    """A sentence of the body. `is_boilerplate`: a caption, byline, slug or copyright line, which tells nothing of the subject.

    Of one that is none, the first `opening` characters are dateline, byline or credit.
    """

    span: Span
    text: str
    is_boilerplate: bool
    opening: int


@dataclass(frozen=True, slots=True)
class Reading:
    """`title_hits` and `body_hits` are all hits of the gazetteer outside boilerplate, in order of their ends.

    `lead_ends` are the ends of the first, second and third sentence that is no boilerplate.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    title_hits: tuple[Hit[Target], ...]
    body_hits: tuple[Hit[Target], ...]
    lead_ends: tuple[int, int, int]

    def fields(self) -> Iterator[tuple[str, str, tuple[Hit[Target], ...]]]:
        """(field, its text, its hits) of title and body."""
        yield "title", self.document.title, self.title_hits
        yield "body", self.document.body, self.body_hits

    def mention(self, field: str, start: int, end: int) -> Mention:
        """The words at [start, end) of the field."""
        text = self.document.title if field == "title" else self.document.body
        return Mention(field, start, end, text[start:end])


def read(document: Document, gazetteer: Gazetteer[Target], boilerplate: Boilerplate) -> Reading:
    """Split and scan a document that has been cleaned of lone surrogates."""
    body = document.body
    spans = split_sentences(body)
    flags = boilerplate.flags(body, spans)
    texts = [body[span.start : span.end] for span in spans]
    sentences = tuple(
        Sentence(span, text, flag, 0 if flag else opening(text)) for span, text, flag in zip(spans, texts, flags, strict=True)
    )
    return Reading(
        document=document,
        sentences=sentences,
        title_hits=tuple(gazetteer.scan(document.title)),
        body_hits=tuple(_outside_boilerplate(gazetteer.scan(body), sentences)),
        lead_ends=_lead_ends(sentences),
    )


def _lead_ends(sentences: tuple[Sentence, ...]) -> tuple[int, int, int]:
    ends = [sentence.span.end for sentence in sentences if not sentence.is_boilerplate][:3] or [0]
    return ends[0], ends[min(1, len(ends) - 1)], ends[-1]


def _outside_boilerplate(hits: list[Hit[Target]], sentences: tuple[Sentence, ...]) -> list[Hit[Target]]:
    """Captions, bylines and copyright lines are no evidence."""
    spans = [sentence.span for sentence in sentences if sentence.is_boilerplate]
    if not spans:
        return hits
    starts = [span.start for span in spans]
    kept = []
    for hit in hits:
        at = bisect_right(starts, hit.start) - 1
        if at < 0 or hit.start >= spans[at].end:
            kept.append(hit)
    return kept
