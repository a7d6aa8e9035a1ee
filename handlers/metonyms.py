"""Whether a capital's name stands for its government ('Seoul said') or for the place ('a cafe in Seoul').

The place reading is recognised by its grammar (locative prepositions and particles, datelines, names of streets, schools and papers);
what is left is the government, as in newspapers' use (Markert and Nissim 2009 on place-for-government metonymy).
"""

from __future__ import annotations

import re

from handlers.script import words

_LOCATIVE = frozenset(
    words(
        "in at near outside around across through inside into downtown central greater throughout within via over visit "
        "visiting visited leave leaving "
        "left reach reached enter entered eastern western northern southern capital capital, st. george fort port mount new denzel"
    )
)
_PLACES_OF = frozenset(
    words(
        "mayor city capital streets north south east west northeast southeast northwest southwest outskirts kilometers "
        "kilometer km miles "
        "university embassy bishop state"
    )
)
_MOVES = ("to", "from", "for")
_TO_OR_FROM = re.compile(r"\b(?:to|from|for)\s+$", re.IGNORECASE)
_MOTION = re.compile(
    r"\b(?:visit|trip|travel|fl[yi]|flew|flight|return|arriv|depart|head|came|come|go|going|went|tour|train|mov|fled|drive|"
    r"drove|way|bound|"
    r"left|leav|miles|kilomet|km|far|back|welcom|bus|invit|ambassador|envoy)\w*\b[^.]{0,40}$",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(
    r"\s+(?!(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)[A-Z]\w|,\s+(?:South Korea|D\.?C|North Korea|Japan|"
    r"China|Russia)|,? D\.?C\b|"
    r",?\s+\w+\.?\s+\d{1,2}\s*\(|\s*\((?:Yonhap|AP|Reuters|AFP|UPI)|'s\s+[A-Z]|\s+(?:station|airport|subway|time|area|suburb|"
    r"residents?|street|"
    r"metropolitan|stock|shares|court|hotel|district|apartment|university|bureau|correspondent|office|headquarters)\b|"
    r"\s*[—–-]{1,2}\s+[A-Z]"
)
_KOREAN_GOVERNMENT = re.compile("(?:은|는|이|가|과|와|을|를|도|의|측|당국|정부)(?![가-힣])")
_KOREAN_PAIR = re.compile("(?:워싱턴|평양|베이징|도쿄|모스크바)")


def is_government(text: str, start: int, end: int) -> bool:
    """Whether the capital's name at [start, end) of `text` (as written) stands for its government."""
    if not text[start].isascii():
        return _korean(text, start, end)
    name = text[start:end]
    if name.isupper() and len(name) > 3:
        return False  # a dateline
    after = text[end : end + 40].replace("’", "'")
    if _PLACE_AFTER.match(after):
        return False
    before = text[max(0, start - 70) : start]
    if _is_locative(before.lower().split()[-3:]):
        return False
    moves = before.rstrip().lower().endswith(_MOVES) and _TO_OR_FROM.search(before) is not None
    return not (moves and _MOTION.search(before))


def _is_locative(last: list[str]) -> bool:
    """Whether the words before say where: 'in', 'in the', 'north of'."""
    if last and last[-1] == "the":
        last = last[:-1]
    return bool(last) and (last[-1] in _LOCATIVE or (last[-1] == "of" and len(last) > 1 and last[-2] in _PLACES_OF))


def _korean(text: str, start: int, end: int) -> bool:
    match = _KOREAN_GOVERNMENT.match(text, end)
    if match is None:
        return False
    if text[start:end] != "서울":
        return True
    return _KOREAN_PAIR.search(text, max(0, start - 8), end + 10) is not None
