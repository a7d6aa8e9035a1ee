"""Sentences of English and Korean text with their offsets: one regular expression for the ends, a few rules for what is no end.

After the rule-based splitters of the field (Kiss and Strunk 2006 on abbreviations and on what a lower-case word after a stop tells; Korean
ends in 다., 요., 까? and may quote whole sentences); a line break always ends a sentence. Linear in the length of the text.
"""

from __future__ import annotations

import re

from handlers.document import Span
from handlers.script import words

_BOUNDARY = re.compile(
    # One class at the front lets the engine pass over all other text quickly; what stood there is asked behind it.
    r"[.!?。…\n(\[](?:"
    r"(?<=[.!?。…])[.!?。…]*[\"'”’」』)\]]*(?=\s|[가-힣一-鿿\"“‘'(A-Z\[<▲■◇△▶※●○◆/]|(?<=[다요까죠음함임됨]\.)[\d①-⑳❶-❿]|$)"
    r"|(?<=\n)\n*"
    r"|(?<=[(\[])(?:자료)?\s?(?:사진|그래픽|출처|Credit|Photo|Image|AP Photo|File photo)\s?(?:=|:|/|출처|제공|by )[^()\[\]\n]{0,60}[)\]])"
)
_SPACE = re.compile(r"\s*")

_ABBREVIATIONS = frozenset(
    words(
        "mr mrs ms dr prof st sr jr gen lt col maj capt sgt cmdr adm brig rep sen gov pres hon rev amb sec dept univ inc corp co "
        "ltd bros llc "
        "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun no nos vs etc vol fig est approx ave blvd rd mt ft "
        "fla ga calif va md ala tenn pa mich ariz colo mass conn minn okla wash n.c s.c n.j n.h n.m n.d s.d w.va "
        "u.s u.k u.n u.s.a n.k s.k d.c e.u a.m p.m i.e e.g ph.d r.o.k d.p.r.k"
    )
)
_ENDS_TOO = frozenset({"u.s", "u.k", "u.n", "d.c", "a.m", "p.m", "etc", "inc", "corp", "co", "ltd", "n.k", "s.k", "e.u", "u.s.a", "jr"})
_OPENERS = frozenset(
    words(
        "the a an in on at it he she they we this that these those but and however meanwhile according as if for while when "
        "his her so then also now yet still since during last next "
        "its their our there what which under with after before although both since some many such even so yet"
    )
)
_OPENING = "\"'“‘(["
_JOINT = re.compile(r"[\s/–—-]+")
_WORD_AFTER = re.compile(r"[A-Za-z]+")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@")
_LIST_NUMBER = re.compile(r"(?:^|\s)\d{1,2}$")
_NEW_WORD = re.compile(r"[A-Z][a-z]{2}|[A-Z][a-z]? [a-z]")
_KOREAN_END = frozenset("다요까죠음함임됨라자네")
_PLAIN_END = "다요"
_DOUBLE = re.compile('["“”]')
_CREDIT_OPENS = "(["
_PARTICLE_AFTER = re.compile("(?:은|는|이|가|을|를|의|에|와|과|도|로|으로|에게|에서)[\\s,]")
_LONGEST_QUOTATION = 240


class _Quotations:
    """Which double quotation is open at a place of the text, asked for rising places."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._opened = False

    def goes_on(self, start: int, end: int) -> bool:
        """Whether a quotation that began after `start` is open at `end` and closes soon, within the line."""
        if self._at < start:
            self._at, self._opened = start, False
        for mark in _DOUBLE.finditer(self._text, self._at, end):
            self._opened = mark.group() == "“" or (mark.group() == '"' and not self._opened)
        self._at = max(self._at, end)
        if not self._opened:
            return False
        close = _DOUBLE.search(self._text, end, end + _LONGEST_QUOTATION)
        return close is not None and close.group() != "“" and "\n" not in self._text[end : close.start()]


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences in order, without the white space around them. Empty text has none."""
    spans: list[Span] = []
    quotations = _Quotations(text)
    start = _skip(text, 0)
    for match in _BOUNDARY.finditer(text):
        end = match.end()
        if end <= start:
            continue
        mark = match.group()
        if mark[0] in _CREDIT_OPENS:
            if _stands_in_sentence(text, start, match.start(), end):
                continue
        elif mark[0] != "\n" and not _ends(text, start, match.start(), end, quotations):
            continue
        stop = match.start() if mark[0] == "\n" else end
        if stop > start:
            spans.append(Span(start, _rstrip(text, start, stop)))
        start = _skip(text, end)
    if start < len(text):
        spans.append(Span(start, _rstrip(text, start, len(text))))
    return tuple(spans)


def _ends(text: str, start: int, mark: int, end: int, quotations: _Quotations) -> bool:
    """Whether the mark at [mark, end) ends the sentence that began at `start`."""
    before = text[mark - 1] if mark > start else ""
    if "가" <= before <= "힣" and before not in _PLAIN_END and quotations.goes_on(start, end):
        return False
    if text[mark] != ".":
        return _real_exclamation(text, mark, end)
    after = text[end] if end < len(text) else ""
    if after and not after.isspace():
        return _ends_unspaced(before, after, text, mark, end)
    if before in _KOREAN_END and before:
        return not _goes_on_after_quote(text, mark, end)
    if _goes_on_small(text, end):
        return False
    window = text[max(start, mark - 24) : mark]
    return not (_LIST_NUMBER.search(window) and mark - start < 4) and not _abbreviates(window, text, end)


def _stands_in_sentence(text: str, start: int, mark: int, end: int) -> bool:
    """Whether a credit in brackets at [mark, end) stands inside a sentence: behind a name that goes on in a particle."""
    before = text[start:mark].rstrip()[-1:]
    return before not in ("", "다", ".", "습") and _PARTICLE_AFTER.match(text, end) is not None


def _goes_on_small(text: str, end: int) -> bool:
    """Whether a small Latin letter, a dash or a further stop follows on the same line, which begins no sentence; an address does."""
    at = _skip(text, end)
    if at >= len(text) or "\n" in text[end:at]:
        return False
    if text[at] in "—–" or text.startswith("--", at):
        return True  # PALM BEACH, Fla. — The president
    if not (text[at] == "." or (text[at].isascii() and text[at].islower())):
        return False
    return _ADDRESS.match(text, at) is None


def _abbreviates(window: str, text: str, end: int) -> bool:
    """Whether the stop after `window` belongs to an abbreviation or an initial and ends nothing."""
    word = _JOINT.split(window)[-1].lstrip(_OPENING) if window.strip() else ""
    token = word.lower().strip(".")
    if len(token) == 1 and word[0].isascii() and word[0].isupper():
        return True  # an initial: Donald J. Trump, S. Korea
    if token not in _ABBREVIATIONS:
        return False
    following = _WORD_AFTER.match(text, _skip(text, end))
    return not (token in _ENDS_TOO and following is not None and following.group()[0].isupper() and following.group().lower() in _OPENERS)


def _ends_unspaced(before: str, after: str, text: str, mark: int, end: int) -> bool:
    """An end without a space after it: Korean text run together, or an English sentence glued to a quotation or the next one."""
    if before in _KOREAN_END and before:
        return not _goes_on_after_quote(text, mark, end)
    if after.isascii() and after.isupper():
        if before.isdigit() or end - mark > 1:
            return _NEW_WORD.match(text, end) is not None
        return before.islower() and mark >= 3 and text[mark - 2].islower() and text[mark - 3].islower()
    if after == "[" and text[end + 1 : end + 2].isupper():
        return before.isalnum()
    return before.islower() and after in '"“' and end - mark == 1


def _goes_on_after_quote(text: str, mark: int, end: int) -> bool:
    """다."고 말했다: the quotation ended, the sentence goes on."""
    return end - mark > 1 and end < len(text) and "가" <= text[end] <= "힣"


def _real_exclamation(text: str, mark: int, end: int) -> bool:
    """Whether ! ? 。 or … ends a sentence; three dots do only after a Korean ending or before a capital (a headline goes on after them)."""
    if _goes_on_after_quote(text, mark, end):
        return False
    at = _skip(text, end)
    after = text[at : at + 1]
    if text[mark] == "…":
        ends = text[mark - 1 : mark] in _KOREAN_END or (after.isascii() and after.isupper())
        return not after or "\n" in text[end:at] or (at > end and ends)
    return not (after.islower() and after.isascii())


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
