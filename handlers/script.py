"""Scripts of single characters, and the folding under which texts and surface forms are compared.

Folding is one code point to one code point, so that offsets in the folded text are offsets in the text (Unicode Standard, 3.13: default
case folding may lengthen a string; where it would, the character keeps its case).
"""

from __future__ import annotations

import re

_SURROGATES = re.compile("[\ud800-\udfff]")

_ASCII_ALIKE = (("`", "'"), ("-", " "), ("\n", " "), ("\t", " "), ("\r", " "))
_ALIKE = (
    *_ASCII_ALIKE,
    ("’", "'"),
    ("‘", "'"),
    ("‐", " "),
    ("‑", " "),
    ("–", " "),
    ("\u00a0", " "),
    ("\u3000", " "),
    ("ㆍ", "·"),
    ("‧", "·"),
    ("・", "·"),
    ("∙", "·"),
    ("•", "·"),
)


LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
"""What a Latin form must not touch in folded text."""


def words(text: str) -> tuple[str, ...]:
    """The words of a list written as one text."""
    return tuple(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a list written as one text, with bars between them."""
    return tuple(text.split("|"))


def is_hangul(character: str) -> bool:
    """Whether it is a precomposed Hangul syllable."""
    return "가" <= character <= "힣"


def is_hanja(character: str) -> bool:
    """Whether it is a Han character of the basic block, its extension A or the compatibility block (where Korean encodings put some)."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or "\uf900" <= character <= "\ufaff"


def is_latin(character: str) -> bool:
    """Whether it is an ASCII letter or digit: what a Latin form must not touch."""
    return character.isascii() and character.isalnum()


def without_surrogates(text: str) -> str:
    """The text with lone surrogates as U+FFFD: they are no characters and cannot be encoded."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def fold(text: str) -> str:
    """Lower case, straight apostrophes, hyphens and white space as one space each, one kind of middle dot. Keeps every offset."""
    folded = text.lower()
    if len(folded) != len(text):
        folded = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    for from_, to in _ASCII_ALIKE if folded.isascii() else _ALIKE:
        if from_ in folded:
            folded = folded.replace(from_, to)
    return folded
