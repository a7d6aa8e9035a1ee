"""Lines of spans broken into rows that fit a terminal, counting cells and not characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.adapters.console.plain import columns, cut, visible
from bot.desk.card import Line, Span

Row = tuple[Span, ...]


def wrap(line: Line, width: int) -> list[Row]:
    """Rows of at most `width` cells, broken at spaces; a word that is longer than a row is cut. An empty line is one empty row."""
    rows: list[Row] = []
    row: list[Span] = []
    used = 0
    for word in _fitting(_words(line), width):
        size = sum(columns(part.text) for part in word)
        if row and used + 1 + size > width:
            rows.append(tuple(row))
            row, used = [], 0
        if row:
            used += 1
            _space(row, word[0])
        for part in word:
            _append(row, part)
        used += size
    rows.append(tuple(row))
    return rows


def _words(line: Line) -> Iterator[list[Span]]:
    """Runs without a space, which may cross spans ("foo" in bold and its comma in plain)."""
    word: list[Span] = []
    for span in line:
        text = visible(span.text)
        for index, piece in enumerate(text.split(" ")):
            if index and word:
                yield word
                word = []
            if piece:
                word.append(Span(piece, span.style, span.url))
    if word:
        yield word


def _fitting(words: Iterable[list[Span]], width: int) -> Iterator[list[Span]]:
    for word in words:
        if sum(columns(part.text) for part in word) <= width:
            yield word
            continue
        for part in word:
            rest = part.text
            while rest:
                head, rest = cut(rest, width)
                yield [Span(head, part.style, part.url)]


def _space(row: list[Span], following: Span) -> None:
    last = row[-1]
    if (last.style, last.url) == (following.style, following.url):
        row[-1] = Span(last.text + " ", last.style, last.url)
    else:
        row.append(Span(" "))


def _append(row: list[Span], part: Span) -> None:
    if row and (row[-1].style, row[-1].url) == (part.style, part.url):
        row[-1] = Span(row[-1].text + part.text, part.style, part.url)
    else:
        row.append(part)
