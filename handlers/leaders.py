"""Leaders named only by their states: `the leaders of Japan, the ROK, and the United States`, 한미 정상은.

An office without its holder resolves to the holder of the day where it is a head of state or government (codebook, settled cases).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from handlers.known import Known
from handlers.places import Named, Words

_LEADERS_OF = re.compile(r"\b(?:leaders|presidents|chief executives|heads of state|heads of government) of (?:the )?$", re.IGNORECASE)
_JOINED = re.compile(r",? ?(?:and )?(?:the )?|·|ㆍ|-")
_KOREAN = re.compile("[ \u00a0]?(?:양|두|3국|세)?[ \u00a0]?정상(?:들)?(?:은|이|의|과|간의|께서|에게)(?![가-힣])")
_WINDOW = 28
_ENDS = ("of ", "of the ", "OF ", "OF THE ", "Of ", "Of The ", "Of the ", "of The ")
"""How what `_LEADERS_OF` finds ends; most places are told by it without a search."""


def leaders_named(places: Sequence[Words], known: Known, day: date | None) -> list[Named]:
    """The holders of the day, at the words that name their states; nobody in a text without a date."""
    if day is None:
        return []
    found: list[Named] = []
    is_list = False
    for at, words in enumerate(places):
        states = words.pair or (words.full if not known.states.isdisjoint(words.full) else ())
        if not states:
            is_list = False
            continue
        before = places[at - 1] if at else None
        is_list = (
            is_list and before is not None and before.field == words.field and _joins(words.text, before.end, words.start)
        ) or _is_led(words)
        if is_list or (words.pair and _KOREAN.match(words.text, words.end)):
            states = words.pair or tuple(id_ for id_ in words.full if id_ in known.states)
            leaders = tuple(leader for state in states if (leader := known.leader_of(state, day)))
            if leaders:
                found.append(Named(words.field, words.start, words.end, leaders))
    return found


def _is_led(words: Words) -> bool:
    """Whether `leaders of` stands right before the words."""
    before = words.text[max(0, words.start - _WINDOW) : words.start]
    return before.endswith(_ENDS) and _LEADERS_OF.search(before) is not None


def _joins(text: str, start: int, end: int) -> bool:
    return end - start < len(", and the  ") and _JOINED.fullmatch(text, start, end) is not None
