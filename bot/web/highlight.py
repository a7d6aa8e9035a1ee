"""The words that caused a tag, marked where they stand. Spans may overlap: the text is cut at every edge and each piece names its tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from bot.tags import Analysis, Mention


@dataclass(frozen=True, slots=True)
class Tag:
    """An actor or theme as named to the reader. `weight` is major, minor, primary or secondary."""

    kind: Literal["actor", "theme"]
    id: str
    name: str
    weight: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A tag and the places that caused it."""

    tag: Tag
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same tags. `anchor` is its HTML id where it is marked; `first` are tags not seen before it."""

    text: str
    tags: tuple[Tag, ...] = ()
    anchor: str = ""
    first: tuple[Tag, ...] = ()


Paragraph = tuple[Piece, ...]


def evidence_of(analysis: Analysis, *, locale: str, theme_names: dict[str, str]) -> tuple[Evidence, ...]:
    """Themes first (primary before secondary), then actors (major before minor), each with its mentions in order."""
    themes = [
        Evidence(Tag("theme", theme.id, theme_names.get(theme.id, theme.id), theme.rank), theme.evidence)
        for theme in sorted(analysis.themes, key=lambda theme: theme.rank != "primary")
    ]
    actors = [
        Evidence(Tag("actor", actor.id, actor.name_ko if locale == "ko" else actor.name_en, actor.salience), actor.mentions)
        for actor in sorted(analysis.actors, key=lambda actor: actor.salience != "major")
    ]
    return (*themes, *actors)


def anchor_of(mention: Mention) -> str:
    """The HTML id of the piece at which a mention starts."""
    return f"{mention.field}-{mention.start}"


def pieces_of(text: str, field: str, evidence: Sequence[Evidence]) -> list[Piece]:
    """The text cut into pieces, in order and without a gap. Mentions that do not lie within the text are left out."""
    edges: dict[int, list[tuple[bool, Tag]]] = {0: [], len(text): []}
    for item in evidence:
        for mention in item.mentions:
            if mention.field == field and 0 <= mention.start < mention.end <= len(text):
                edges.setdefault(mention.start, []).append((True, item.tag))
                edges.setdefault(mention.end, []).append((False, item.tag))
    return _swept(text, field, edges)


def _swept(text: str, field: str, edges: dict[int, list[tuple[bool, Tag]]]) -> list[Piece]:
    depth: dict[Tag, int] = {}
    seen: set[Tag] = set()
    pieces: list[Piece] = []
    for start, end in pairwise(sorted(edges)):
        for opens, tag in edges[start]:
            depth[tag] = depth.get(tag, 0) + (1 if opens else -1)
        tags = tuple(tag for tag, count in depth.items() if count > 0)
        first = tuple(tag for tag in tags if tag not in seen)
        seen.update(first)
        pieces.append(Piece(text[start:end], tags, f"{field}-{start}" if tags else "", first))
        depth = {tag: count for tag, count in depth.items() if count > 0}
    return pieces


def paragraphs_of(pieces: Iterable[Piece]) -> list[Paragraph]:
    """The pieces as paragraphs, broken at line feeds; empty paragraphs are dropped."""
    paragraphs: list[list[Piece]] = [[]]
    for piece in pieces:
        rest = piece
        for index, part in enumerate(piece.text.split("\n")):
            if index:
                paragraphs.append([])
            if part:
                paragraphs[-1].append(replace(rest, text=part))
                rest = replace(piece, anchor="", first=())  # an HTML id stands once
    return [tuple(paragraph) for paragraph in paragraphs if any(piece.text.strip() for piece in paragraph)]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A mention amid its sentence. `anchor` is empty where the place is beyond what the page shows."""

    before: str
    hit: str
    after: str
    anchor: str


def snippets_of(mentions: Sequence[Mention], texts: dict[str, str], *, shown: dict[str, int], most: int, reach: int = 48) -> list[Snippet]:
    """The first `most` mentions with up to `reach` characters on either side. `shown` is how much of each field stands on the page."""
    return [_snippet(mention, texts.get(mention.field, ""), shown.get(mention.field, 0), reach) for mention in mentions[:most]]


def outermost(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, title first and then in order of the text, without those that lie within another one."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.field != "title", mention.start, -mention.end)):
        if not kept or kept[-1].field != mention.field or mention.end > kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _snippet(mention: Mention, text: str, shown: int, reach: int) -> Snippet:
    if not 0 <= mention.start < mention.end <= len(text):
        return Snippet("", mention.text, "", "")
    start, end = max(0, mention.start - reach), min(len(text), mention.end + reach)
    before, after = text[start : mention.start].rpartition("\n")[2], text[mention.end : end].partition("\n")[0]
    if start and len(before) == reach:
        before = "…" + (before.partition(" ")[2] or before)
    if end < len(text) and len(after) == reach:
        after = (after.rpartition(" ")[0] or after) + "…"
    return Snippet(before, text[mention.start : mention.end], after, anchor_of(mention) if mention.end <= shown else "")
