"""Text from outside made safe and measured for a terminal.

A terminal obeys what it prints: escape sequences (ECMA-48) move the cursor, rewrite the title bar or answer for the user, and bidirectional
controls (Unicode UAX #9) make a line read as something else. None of them survives `visible`.
"""

from __future__ import annotations

import re
import unicodedata

_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f]).*?(?:\x07|\x1b\\|\x9c|$)"  # OSC, DCS, SOS, PM, APC up to their terminator
    r"|\x1b[ -/]*[0-~]",  # two-character escapes
    re.DOTALL,
)
_SPACE = re.compile(r"[\s\x85\u2028\u2029]+")
_LONGEST_TEXT = 20_000
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_JOINERS = frozenset("\u200c\u200d")


def visible(text: str) -> str:
    """The text on one line without anything that a terminal obeys: sequences and controls gone, runs of white space one space.

    Formatting characters go with them (bidirectional controls, tags, byte-order marks), but the joiners that scripts and emoji need stay.
    Cut at 20,000 code points, since nobody reads more on a terminal.
    """
    text = _SPACE.sub(" ", _SEQUENCE.sub("", text[: _LONGEST_TEXT + 1]))
    if len(text) > _LONGEST_TEXT:
        text = text[:_LONGEST_TEXT] + "…"
    if text.isascii() and text.isprintable():
        return text
    return "".join(character for character in text if character in _JOINERS or unicodedata.category(character) not in _HIDDEN)


def columns(text: str) -> int:
    """Terminal cells that the text takes: 2 for wide characters (Unicode UAX #11), 0 for combining ones and Hangul medials and finals."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if "\u1160" <= character <= "\u11ff" or character in _JOINERS or unicodedata.combining(character):
        return 0
    if "\ufe00" <= character <= "\ufe0f":  # variation selectors
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, width: int) -> tuple[str, str]:
    """The longest beginning that fits into `width` cells (one character at least), and the rest."""
    used = 0
    for index, character in enumerate(text):
        used += _cells(character)
        if used > width and index:
            return text[:index], text[index:]
    return text, ""
