"""Bodies and companies that the ontology does not know, where their name says what they are and the text has them act.

English: words in capitals with a noun of bodies (`Korea Convenience Store Industry Association`, `University of Chicago`) as the subject of a
sentence or the source or partner of what is told. Korean: a long word that ends in such a noun (한국자유총연맹).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.ontology.names import NameLists
from handlers.people.records import Person, Place, Taken
from handlers.people.romanise import slug
from handlers.script import words

_NAME = re.compile(
    r"(?<![\w@#.])[A-Z][\w'’&-]*(?:[ \u00a0](?:(?:of|for|on(?! [MTWFS]\w+day)|in)[ \u00a0](?:the[ \u00a0])?|and[ \u00a0]|&[ \u00a0])?[A-Z][\w'’&-]*)+"
)
_TAIL = re.compile(r"(?:['’]s?|[ \u00a0](?:of|for|on|in|and|the|&))+$")
_ACTS = re.compile(
    r"(?: \([A-Z]{2,8}\))?,? (?:said|says|told|added|announced|reported|found|estimated|warned|called|urged|asked|issued|released|published|launched|"
    r"will|has|had|have|is|was|were|are|plans|agreed|signed|showed|shows|which|declined|confirmed|denied|banned|bans|considers|classified|noted|"
    r"decided|ordered|approved|rejected|held|hosted|opened|sued|filed|raised|expects|expected|did|does)\b"
)
_SOURCE = re.compile(
    r"\b(?:[Aa]ccording to|by|told|urged|asked|sued|[Ww]ith|between|congratulate[sd]?|joined|from|to|and|including|with funding from)(?: the| a| an|,)? $"
)
_HOSTS = re.compile("[은는이가과와측]|\\([A-Z]{2,8}\\)[은는이가과와]")
_LEADS = frozenset(
    words("The A An In On At By For From With And But As According Last This That When While If Citing Also Both Its His Her Their Our New")
)
_KOREAN = re.compile("(?:(?<![0-9])[0-9]{1,3})?[가-힣]{5,18}")
_HELD = re.compile("(?:열린|열리는|열릴|개최된|개최되는|개최한|'[0-9]{4}|제[0-9]+회)[ \u00a0]$")


class UnknownBodies:
    """Built once from the lists of names; holds no state of any text."""

    def __init__(self, lists: NameLists) -> None:
        self._lists = lists
        self._heads = tuple(sorted(lists.korean_body_heads))

    def find(self, fields: list[tuple[str, str, Taken]], language: str) -> list[Person]:
        """Every body found in (field, text, what is taken), in text order."""
        places: dict[str, list[Place]] = {}
        for field, text, taken in fields:
            for start, end in self._korean(text) if language == "ko" else self._english(text):
                if not taken.overlaps(start, end):
                    places.setdefault(text[start:end], []).append(Place(field, start, end))
        return [
            Person(f"body-{slug(name)}", name, name, tuple(where), "", self._type(name)) for name, where in places.items() if slug(name)
        ]

    def _type(self, name: str) -> str:
        return "company" if self._lists.english_company_heads.intersection(name.split()) else "organisation"

    def _english(self, text: str) -> Iterator[tuple[int, int]]:
        for match in _NAME.finditer(text):
            start, end = match.span()
            first = match.group().split(maxsplit=1)[0]
            while first in _LEADS and start + len(first) + 1 < end:
                start += len(first) + 1
                first = text[start:end].split(maxsplit=1)[0]
            end = start + len(_TAIL.sub("", text[start:end]))
            parts = text[start:end].split()
            if len(parts) >= 3 and (parts[-1] in self._lists.english_body_heads or self._heads_of(parts)) and self._acts(text, start, end):
                yield start, end

    def _heads_of(self, parts: list[str]) -> bool:
        """University of Chicago, Bureau of Alcohol."""
        return any(parts[at] in self._lists.english_body_heads and parts[at + 1] in ("of", "for") for at in range(len(parts) - 1))

    @staticmethod
    def _acts(text: str, start: int, end: int) -> bool:
        return _ACTS.match(text, end) is not None or _SOURCE.search(text[max(0, start - 32) : start]) is not None

    def _korean(self, text: str) -> Iterator[tuple[int, int]]:
        for match in _KOREAN.finditer(text):
            if _HELD.search(text[max(0, match.start() - 8) : match.start()]):
                continue
            word = match.group()
            for cut in range(min(3, len(word) - 5), -1, -1):
                name = word[: len(word) - cut]
                if name.endswith("포럼") and _HOSTS.match(text, match.start() + len(name)) is None:
                    break  # a venue
                if name.endswith(self._heads) and name not in self._lists.korean_not_bodies and (not cut or word[-cut:] in _PARTICLES):
                    yield match.start(), match.start() + len(name)
                    break


_PARTICLES = frozenset(
    words("은 는 이 가 을 를 의 에 와 과 로 으로 도 만 측 측은 에서 에서는 에서도 과의 와의 과는 이라고 에도 에는 등 등은 등이")
)
