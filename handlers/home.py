"""Which country's press a text is of, where the caller does not know: whose `president` and `defense ministry` it means.

A Korean text is South Korean; an English one shows it by the agency of its dateline or credit, by a mail address, or by whose ministries
and parties it names throughout.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from handlers.gazetteer import Hit
from handlers.known import Known
from handlers.lexicon import Role, Target

_AGENCIES = {
    "Yonhap": "KR",
    "Newsis": "KR",
    "News1": "KR",
    "KCNA": "KP",
    "Kyodo": "JP",
    "Jiji": "JP",
    "Xinhua": "CN",
    "TASS": "RU",
    "CNA": "TW",
}
_DATELINE = re.compile(r"[(\[](Yonhap|Newsis|News1|KCNA|Kyodo|Jiji|Xinhua|TASS|CNA)[)\]]")
_ADDRESS = re.compile(
    r"@(?:yna|heraldcorp|koreaherald|joongang|koreatimes|hani|chosun|donga|koreajoongangdaily|kbs)\.c?[a-z.]{2,6}|\(Herald DB\)|"
    r"/The Korea Herald"
)
_POSSESSIVE = ("'s ", "’s ")
_KINDS = frozenset({"body", "party", "force"})
_SEATS = {
    "KR": ("Seoul", "South Korea", "the South", "The South"),
    "KP": ("Pyongyang", "North Korea", "the North", "The North"),
    "US": ("Washington", "America", "the United States"),
    "JP": ("Tokyo", "Japan"),
    "CN": ("Beijing", "China"),
    "RU": ("Moscow", "Russia"),
    "TW": ("Taipei", "Taiwan"),
}
_COUNTRIES = {name: country for country, names in _SEATS.items() for name in names}
_OWNER_BEFORE = re.compile(rf"\b({'|'.join(_COUNTRIES)})['’]s $")
_SEAT_AFTER = re.compile(rf" in ({'|'.join(names[0] for names in _SEATS.values())})\b")
_FIRST_LINES = 400
_ENOUGH = 3
_SHARE = 0.8


def home_of(text: str, hits: Sequence[Hit[Target]], language: str, known: Known) -> str | None:
    """The ISO code of the country whose press wrote the text; None where it does not show."""
    if language == "ko":
        return "KR"
    if agency := _DATELINE.search(text):
        return _AGENCIES[agency.group(1)]
    if _ADDRESS.search(text):
        return "KR"
    return _of_agency(text, hits, known) or _of_cast(hits, known)


def owner_of(text: str, start: int, end: int) -> str | None:
    """Whose ministry the words at [start, end) name by what stands beside them: `the South's military`, `the Defense Ministry in Seoul`."""
    owner = _OWNER_BEFORE.search(text, max(0, start - 20), start) if text[start - 3 : start] in _POSSESSIVE else None
    match = owner or _SEAT_AFTER.match(text, end)
    return _COUNTRIES[match.group(1)] if match else None


def _of_agency(text: str, hits: Iterable[Hit[Target]], known: Known) -> str | None:
    """The country of an outlet of the ontology that stands in brackets in the first lines."""
    for hit in hits:
        if hit.start > _FIRST_LINES:
            break
        if hit.target.ids[0] in known.media and text[max(0, hit.start - 1) : hit.start] == "(" and text[hit.end : hit.end + 1] == ")":
            return known.country(hit.target.ids[0])
    return None


def _of_cast(hits: Iterable[Hit[Target]], known: Known) -> str | None:
    """The country of nearly all ministries, parties and forces named."""
    named = Counter(
        known.country(hit.target.ids[0]) for hit in hits if hit.target.role is Role.FULL and known.type_of(hit.target.ids[0]) in _KINDS
    )
    if not named:
        return None
    country, count = max(named.items(), key=lambda pair: (pair[1], pair[0] or ""))
    return country if count >= _ENOUGH and count >= _SHARE * named.total() else None
