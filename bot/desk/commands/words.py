"""Typed text as tokens: white space parts them, quotes of any make hold them together."""

from __future__ import annotations

import re
import unicodedata

_OPENERS = {'"': '"', "“": "”", "„": "“”", "‟": "”", "「": "」", "『": "』", "«": "»", "＂": "＂", "'": "'", "‘": "’"}
_DOUBLE = '"“”„‟＂'
_SINGLE = "'‘’"
_NAME = re.compile(r"[^\s:：\"'“”‘’「」]{1,24}[:：]")


def tokens(text: str) -> list[tuple[str, bool]]:
    """Words in order, each with whether its start was quoted (and so is never an option). An unclosed quote is a letter like any other.

    A quote opens at the start of a word or after an option's colon only, so that an apostrophe stays inside its word. Linear in the text.
    """
    text = unicodedata.normalize("NFC", text)
    found: list[tuple[str, bool]] = []
    at, closers = 0, _Closers(text)
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        quoted = closers.end_of(at)
        if quoted is not None:
            found.append((text[at + 1 : quoted], True))
            at = quoted + 1
            continue
        at, word = _word(text, at, closers)
        found.append((word, False))
    return found


def quoted(value: str) -> str:
    """A value as it can be typed: in quotes where it is more than a plain word. A quote inside would end it, so it becomes a space."""
    plain = "".join(" " if character in _DOUBLE else character for character in value).strip()
    return plain if plain and all(character.isalnum() or character in "-_,." for character in plain) else f'"{plain}"'


def _word(text: str, at: int, closers: _Closers) -> tuple[int, str]:
    """A bare word from `at`; `name:"several words"` is one word without its quotes."""
    name = _NAME.match(text, at)
    if name is not None and (end := closers.end_of(name.end())) is not None:
        return end + 1, f"{name.group()[:-1]}:{text[name.end() + 1 : end]}"
    end = at
    while end < len(text) and not text[end].isspace():
        end += 1
    word = text[at:end]
    return end, f"{name.group()[:-1]}:{word[name.end() - at :]}" if name is not None else word


class _Closers:
    """Where a quote that opens ends. Remembers kinds that are not closed any more, so that a text full of quotes is searched once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._closed_up: set[str] = set()

    def end_of(self, at: int) -> int | None:
        """The place of the closing quote, None where no quote opens at `at` or it is not closed."""
        opener = self._text[at] if at < len(self._text) else ""
        if opener not in _OPENERS or opener in self._closed_up:
            return None
        accepted = _DOUBLE if opener in _DOUBLE else _SINGLE if opener in _SINGLE else _OPENERS[opener]
        for end in range(at + 1, len(self._text)):
            if self._text[end] in accepted and (end + 1 == len(self._text) or not self._text[end + 1].isalnum()):
                return end
        self._closed_up.add(opener)
        return None
