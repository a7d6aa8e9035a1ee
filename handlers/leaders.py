"""Leaders and ministers named only by their states: `the leaders of Japan, the ROK, and the United States`, 한미 정상은, 한일 외교장관이.

An office without its holder resolves to the holder of the day where it is a head of state or government or a defence or foreign minister
(codebook, settled cases).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from handlers.known import Known
from handlers.places import Named, Words

_OFFICE_OF = re.compile(
    r"\b(?:leaders|presidents|chief executives|heads of state|heads of government|(?P<foreign>foreign ministers|top diplomats)|"
    r"(?P<defense>defen[sc]e (?:ministers|chiefs))) of (?:the )?$",
    re.IGNORECASE,
)
_ENDS = ("of ", "of the ", "OF ", "OF THE ", "Of ", "Of The ", "Of the ", "of The ")
"""How what `_OFFICE_OF` finds ends; most places are told by it without a search."""
_JOINED = re.compile(r",? ?(?:and )?(?:the )?|·|ㆍ|-")
_KOREAN = re.compile(
    "[ \u00a0]?(?:양|두|3국|세)?[ \u00a0]?(?:정상|(?P<foreign>외교장관|외교 ?수장|외무장관)|(?P<defense>국방장관|국방 ?수장))(?:들)?"
    "(?:은|이|의|과|간의|께서|에게)(?![가-힣])"
)
_WINDOW = 28


def leaders_named(places: Sequence[Words], known: Known, day: date | None) -> list[Named]:
    """The holders of the day, at the words that name their states; nobody in a text without a date."""
    if day is None:
        return []
    found: list[Named] = []
    office = None
    for at, words in enumerate(places):
        states = words.pair or (words.full if not known.states.isdisjoint(words.full) else ())
        if not states:
            office = None
            continue
        before = places[at - 1] if at else None
        if office is None or before is None or before.field != words.field or not _joins(words.text, before.end, words.start):
            office = _office_before(words)
        if here := office or (_office_after(words) if words.pair else None):
            states = words.pair or tuple(id_ for id_ in words.full if id_ in known.states)
            leaders = tuple(leader for state in states if (leader := known.leader_of(state, day, here)))
            if leaders:
                found.append(Named(words.field, words.start, words.end, leaders))
    return found


def _office_before(words: Words) -> str | None:
    """Which office's holders stand right before the words: `leaders of`, `foreign ministers of`."""
    before = words.text[max(0, words.start - _WINDOW) : words.start]
    return _kind(_OFFICE_OF.search(before)) if before.endswith(_ENDS) else None


def _office_after(words: Words) -> str | None:
    """Which office's holders follow the pair: 정상은, 외교장관이."""
    return _kind(_KOREAN.match(words.text, words.end))


def _kind(match: re.Match[str] | None) -> str | None:
    return None if match is None else match.lastgroup or "leader"


def _joins(text: str, start: int, end: int) -> bool:
    return end - start < len(", and the  ") and _JOINED.fullmatch(text, start, end) is not None
