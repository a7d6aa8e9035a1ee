"""Cutting text for cards."""

from __future__ import annotations

import re

from bot.desk.card import Line, Span, Style
from bot.tags import Mention

_SENTENCE_END = re.compile(r"(?P<word>\w*)[.!?。…][\"'”’)\]」』]*(?=\s+[^\sa-z]|\s*$)")
_RANKS = ("adm", "capt", "col", "gen", "gov", "lt", "maj", "pres", "prof", "rep", "sen", "sgt")
_ABBREVIATIONS = frozenset({*_RANKS, "co", "corp", "dr", "etc", "inc", "ltd", "messrs", "mr", "mrs", "ms", "mt", "rev", "st", "vs"})
_MONTHS = frozenset({"jan", "feb", "aug", "sept", "oct", "nov", "dec"})
_SPACE = re.compile(r"\s+")


def one_line(text: str) -> str:
    """Text with every run of white space as one space."""
    return _SPACE.sub(" ", text).strip()


def sentence_ends(text: str) -> list[int]:
    """Where sentences end in one line: not after an initial (U.S.), a title (Gen.) or a month (Nov.), nor before a small letter."""
    return [match.end() for match in _SENTENCE_END.finditer(text) if not _is_abbreviation(match["word"])]


def _is_abbreviation(word: str) -> bool:
    return (len(word) == 1 and word.isascii() and word.isupper()) or word.casefold() in _ABBREVIATIONS | _MONTHS


def cut(text: str, most: int) -> str:
    """At most `most` characters: whole sentences where at least one fits, else whole words and an ellipsis."""
    text = one_line(text)
    if len(text) <= most:
        return text
    ends = [end for end in sentence_ends(text[: most + 2]) if end <= most]
    if ends and ends[-1] >= most // 4:
        return text[: ends[-1]]
    head = text[: most - 1]
    space = head.rfind(" ")
    return (head[:space] if space > most // 2 else head).rstrip(" ,;:") + "…"


def first_sentences(text: str, count: int, most: int) -> str:
    """The first `count` sentences of a text, cut to `most` characters."""
    text = one_line(text[: most * 4])
    ends = sentence_ends(text)
    return cut(text[: ends[count - 1]] if len(ends) >= count else text, most)


def in_context(text: str, mention: Mention, around: int = 60) -> Line:
    """A mention among the words before and after it, itself highlighted. Offsets that do not fit the text give the mention alone."""
    if text[mention.start : mention.end] != mention.text:
        return (Span(mention.text, Style.HIGHLIGHT),)
    before = _SPACE.sub(" ", text[max(0, mention.start - around) : mention.start])
    after = _SPACE.sub(" ", text[mention.end : mention.end + around])
    if mention.start > around:
        before = "…" + before[before.find(" ") + 1 :] if " " in before[:-1] else "…" + before
    if mention.end + around < len(text):
        after = after[: after.rfind(" ")] if " " in after[1:] else after
        after += "…" if after[-1:].isalnum() else " …"
    spans = (Span(before.lstrip()), Span(one_line(mention.text), Style.HIGHLIGHT), Span(after.rstrip()))
    return tuple(span for span in spans if span.text)


def in_sentence(text: str, mention: Mention, most: int) -> Line:
    """The sentence of a mention, itself highlighted, in about `most` characters: a longer one is cut before and after it. Offsets that do
    not fit the text give the mention alone."""
    if text[mention.start : mention.end] != mention.text:
        return (Span(mention.text, Style.HIGHLIGHT),)
    start = max(text.rfind("\n", 0, mention.start) + 1, mention.start - 2 * most)
    start += max((end for end in sentence_ends(text[start : mention.start]) if end < mention.start - start), default=0)
    rest = text[mention.end : mention.end + 2 * most].partition("\n")[0]
    before = _SPACE.sub(" ", text[start : mention.start]).lstrip()
    after = _SPACE.sub(" ", rest[: next(iter(sentence_ends(rest)), len(rest))]).rstrip()
    room = max(0, most - len(mention.text))
    kept = min(len(before), max(room // 2, room - len(after)))
    spans = (Span(_end_of(before, kept)), Span(one_line(mention.text), Style.HIGHLIGHT), Span(_start_of(after, room - kept)))
    return tuple(span for span in spans if span.text)


def _end_of(text: str, most: int) -> str:
    """The last `most` characters, from a whole word on."""
    if len(text) <= most:
        return text
    return "…" + text[len(text) - most - 1 :].partition(" ")[2]


def _start_of(text: str, most: int) -> str:
    """The first `most` characters, up to a whole word."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0].rstrip(" ,;:") + "…"
