"""Sentences of English and Korean text with their offsets: one regular expression for the ends, a few rules for what is no end.

After the rule-based splitters of the field (Kiss and Strunk 2006 on abbreviations; Korean ends in 다., 요., 까? and may quote whole
sentences); a line break always ends a sentence. Linear in the length of the text.
"""

from __future__ import annotations

import re

from handlers.document import Span
from handlers.script import words

_BOUNDARY = re.compile(r"[.!?。…]+[\"'”’」』)\]]*(?=\s|[가-힣\"“‘'(A-Z\[▲■◇△]|$)|\n+|$")
_SPACE = re.compile(r"\s*")

_ABBREVIATIONS = frozenset(
    words(
        "mr mrs ms dr prof st sr jr gen lt col maj capt sgt cmdr adm brig rep sen gov pres hon rev amb sec dept univ inc corp co "
        "ltd bros llc "
        "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun no nos vs etc vol fig est approx ave blvd rd mt ft "
        "u.s u.k u.n u.s.a n.k s.k d.c e.u a.m p.m i.e e.g ph.d r.o.k d.p.r.k"
    )
)
_ENDS_TOO = frozenset({"u.s", "u.k", "u.n", "d.c", "a.m", "p.m", "etc", "inc", "corp", "co", "ltd", "n.k", "s.k", "e.u", "u.s.a", "jr"})
_OPENERS = frozenset(
    words(
        "the a an in on at it he she they we this that these those but and however meanwhile according as if for while when "
        "president his her "
        "its their our there what which under with after before although both since some many such even so yet"
    )
)
_OPENING = "\"'“‘(["
_WORD_AFTER = re.compile(r"[A-Za-z]+")
_LIST_NUMBER = re.compile(r"(?:^|\s)\d{1,2}$")
_KOREAN_END = frozenset("다요까죠음함임됨라자네")


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences in order, without the white space around them. Empty text has none."""
    spans: list[Span] = []
    start = _skip(text, 0)
    for match in _BOUNDARY.finditer(text):
        end = match.end()
        if end <= start:
            continue
        mark = match.group()
        if mark and not mark.isspace() and not _ends(text, start, match.start(), end):
            continue
        stop = match.start() if not mark or mark.isspace() else end
        if stop > start:
            spans.append(Span(start, _rstrip(text, start, stop)))
        start = _skip(text, end)
    return tuple(spans)


def _ends(text: str, start: int, mark: int, end: int) -> bool:
    """Whether the mark at [mark, end) ends the sentence that began at `start`."""
    if text[mark] != ".":
        return _real_exclamation(text, mark, end)
    before = text[mark - 1] if mark else ""
    after = text[end] if end < len(text) else ""
    if after and not after.isspace():
        return _ends_unspaced(before, after, text, mark, end)
    if before in _KOREAN_END:
        return not _goes_on_after_quote(text, mark, end)
    window = text[max(start, mark - 24) : mark]
    return not (_LIST_NUMBER.search(window) and mark - start < 4) and not _abbreviates(window, text, end)


def _abbreviates(window: str, text: str, end: int) -> bool:
    """Whether the stop after `window` belongs to an abbreviation or an initial and ends nothing."""
    word = window.rsplit(maxsplit=1)[-1].lstrip(_OPENING) if window.strip() else ""
    token = word.lower().strip(".")
    if len(token) == 1 and word[0].isascii() and word[0].isupper():
        return True  # an initial: Donald J. Trump, S. Korea
    if token not in _ABBREVIATIONS:
        return False
    following = _WORD_AFTER.match(text, _skip(text, end))
    return not (token in _ENDS_TOO and following is not None and following.group()[0].isupper() and following.group().lower() in _OPENERS)


def _ends_unspaced(before: str, after: str, text: str, mark: int, end: int) -> bool:
    """An end without a space after it: Korean text run together, or an English sentence glued to a quotation or the next one."""
    if before in _KOREAN_END and not before.isascii():
        return not _goes_on_after_quote(text, mark, end)
    if after.isascii() and after.isupper():
        return before.islower() and mark >= 3 and text[mark - 2].islower() and text[mark - 3].islower()
    return before.islower() and after in '"“' and end - mark == 1


def _goes_on_after_quote(text: str, mark: int, end: int) -> bool:
    """다."고 말했다: the quotation ended, the sentence goes on."""
    return end - mark > 1 and end < len(text) and "가" <= text[end] <= "힣"


def _real_exclamation(text: str, mark: int, end: int) -> bool:
    if _goes_on_after_quote(text, mark, end):
        return False
    after = text[_skip(text, end) : _skip(text, end) + 1]
    return not (after.islower() and after.isascii())


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
