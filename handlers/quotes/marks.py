"""Quotation marks of a text in pairs: “…”, "…", 「…」 and, where no others stand, ‘…’ of some length; a pair ends with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAIRS = re.compile(r"“([^“”\n]{2,1500})”|\"([^\"\n]{2,1500})\"|「([^「」\n]{2,1500})」|『([^『』\n]{2,1500})』")
_SINGLE = re.compile(r"(?<![\w’'])[‘']([^‘’'\n]{12,600})[’'](?![A-Za-z])")
_WORD = re.compile(r"[^\s]+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A pair of marks at [outer_start, outer_end), the words at [start, end) inside."""

    outer_start: int
    outer_end: int
    start: int
    end: int

    def words(self, text: str) -> int:
        """How many words stand between the marks."""
        return len(_WORD.findall(text, self.start, self.end))


def quotations(text: str) -> list[Quotation]:
    """All pairs, in order. A straight mark opens and closes by turns within a line."""
    found = [_pair(match) for match in _PAIRS.finditer(text)]
    return found if found else [_pair(match) for match in _SINGLE.finditer(text)]


def _pair(match: re.Match[str]) -> Quotation:
    start, end = match.span(match.lastindex or 0)
    return Quotation(match.start(), match.end(), start, end)
