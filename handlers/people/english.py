"""People in English text: a run of capitalised words that is a name by its shape and by what stands beside it.

`Title First Last`, `the analyst First Last`, `First Last said`, `said First Last`, `First Last, a/the/who ...`, and names that are Korean
by their syllables. After the contextual cues of named-entity grammars (MUC-7; Mikheev, Moens and Grover 1999).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.ontology.names import NameLists
from handlers.people.records import Person, Place, Taken
from handlers.people.romanise import slug
from handlers.script import words

_RUN = re.compile(r"[A-ZÀ-Þ](?<![\w@#.].)[\w'’.-]*(?:[ \u00a0](?:(?:de|van|von|bin|al|la|del|der)[ \u00a0])?[A-ZÀ-Þ][\w'’.-]*)+")
_TOKEN = re.compile(r"[^ \u00a0]+")
_PART = re.compile(r"(?:Mc|Mac|O['’]|D['’]|De|Di|La|Le|Van)?[A-ZÀ-Þ][a-zß-ÿĀ-ž]+(?:-[A-ZÀ-Þ]?[a-zß-ÿĀ-ž]+)?")
_INITIAL = re.compile(r"[A-Z]\.?")
_POSSESSIVE = ("'s", "’s", "'", "’")
_SAYS = (
    "said|says|told|tells|added|adds|warned|warns|argued|argues|noted|notes|wrote|writes|explained|explains|stressed|asked|called|"
    "urged|claimed|"
    "insisted|suggested|announced|acknowledged|admitted|testified|tweeted|predicted|described|recalled|replied|responded|observed|"
    "believes|thinks|points|pointed|met|visited|agreed|denied|declined|stated|expressed|emphasized|emphasised|reiterated|pledged|vowed|"
    "continued|concluded|proposed|accused|criticized|criticised|praised|welcomed|will|has|had|was|is|also"
)
_AFTER = re.compile(
    rf",? (?:{_SAYS})\b|, (?:a|an|the|who|whose|which|one|co-|senior|former|then|now|also|(?:[a-z][a-z-]+ ){1, 4}(?:of|at|for|to|in|"
    rf"with))\b"
    rf"|, (?:[a-z-]+ ){{0,3}}(?:director|professor|analyst|editor|fellow|researcher|president|chief|head|chairman|officer|expert|founder)\b"
)
_BEFORE = re.compile(
    r"(?:\b(?:said|says|told|asked|met|with|according to|argues|notes|adds|wrote|explained|congratulate|named|by|and)|,) $"
)
_BYLINE = re.compile(r"(?:\b(?:[Bb]y|BY|[Ww]ritten by|[Ee]dited by|[Pp]hoto by|Reporting by)[:\s]+|[©/])$")
_LAST_WORD = re.compile(r"([A-Za-z-]+) ?$")
_SHIP_OR_ACT = re.compile(r"(?:\b[Tt]he|\bUSS|\bROKS|\bHMS|-class) $")
_AUTHORS = re.compile(r"\((?:eds?\.|19|20)|, (?:19|20)\d\d\)|'s (?:book|novel)")
_MOST_PARTS = 4
_SUFFIXES = frozenset({"Jr", "Sr", "Jr.", "Sr.", "II", "III"})
_LEADS = frozenset(words("And But The So Yet As When While If For In On At To With After Before Since Even Then Now Both Like"))


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    start: int
    end: int
    is_titled: bool
    is_followed: bool


class EnglishPeople:
    """Built once from the lists of names; holds no state of any text."""

    def __init__(self, lists: NameLists) -> None:
        self._lists = lists
        self._titles = _with_and_without_stop(lists.english_titles)
        self._stops = _with_and_without_stop(lists.english_not_names) | self._titles

    def find(self, fields: list[tuple[str, str, Taken]]) -> list[Person]:
        """Everybody named in full in (field, text, what is taken), in text order."""
        places: dict[str, list[Place]] = {}
        accepted: set[str] = set()
        for field, text, taken in fields:
            for name in self._names(text, taken):
                key = name.text
                places.setdefault(key, []).append(Place(field, name.start, name.end))
                if key not in accepted and self._acts(name, text):
                    accepted.add(key)
        return [self._person(name, where) for name, where in places.items() if name in accepted and slug(name)]

    def _person(self, name: str, places: list[Place]) -> Person:
        parts = name.split()
        first_is_family = parts[0] in self._lists.english_korean_surnames and parts[0] not in self._lists.first_names
        family = parts[0] if first_is_family or "-" in parts[-1] else parts[-1]
        return Person(f"person-{slug(name)}", name, name, tuple(places), family)

    def is_first_name_before(self, text: str, start: int) -> bool:
        """Whether a first name stands right before: what follows is then somebody else's surname."""
        word = _LAST_WORD.search(text[max(0, start - 24) : start])
        return word is not None and word.group(1) in self._lists.first_names

    def _names(self, text: str, taken: Taken) -> Iterator[_Name]:
        for run in _RUN.finditer(text):
            start, end = run.span()
            if not taken.covers(start, end):
                yield from self._names_in(text, start, end, taken)

    def _names_in(self, text: str, start: int, end: int, taken: Taken) -> Iterator[_Name]:
        """The names of one run: what stands between titles, words that no name has, and what is taken."""
        parts: list[tuple[int, int]] = []
        is_titled = pending = False
        for token in _TOKEN.finditer(text, start, end):
            from_ = token.start()
            word, ends = _core(token.group())
            to = from_ + len(word)
            if parts and word in _SUFFIXES:
                continue
            is_stop = word in self._stops or taken.overlaps(from_, to)
            if not is_stop and (_PART.fullmatch(word) or (parts and _INITIAL.fullmatch(word)) or (parts and word.islower())):
                if not parts:
                    is_titled = pending
                parts.append((from_, to))
                pending = False
            else:
                if len(parts) > 1:
                    is_followed = word in self._lists.english_not_names and not taken.overlaps(from_, to)
                    yield from self._made(text, parts, is_titled, is_followed=is_followed)
                parts = []
                pending = word in self._titles
            if ends and parts:
                yield from self._made(text, parts, is_titled, is_followed=False)
                parts = []
        yield from self._made(text, parts, is_titled, is_followed=False)

    def _made(self, text: str, parts: list[tuple[int, int]], is_titled: bool, *, is_followed: bool) -> Iterator[_Name]:
        while parts and text[parts[0][0] : parts[0][1]] in _LEADS:
            parts = parts[1:]
        if 2 <= len(parts) <= _MOST_PARTS and parts[-1][1] - parts[-1][0] > 2:
            start, end = parts[0][0], parts[-1][1]
            yield _Name(text[start:end].replace("\u00a0", " "), start, end, is_titled, is_followed)

    def _acts(self, name: _Name, text: str) -> bool:
        """Whether the name is a person's and stands where people act or speak, not as a byline, a ship or an author."""
        before = text[max(0, name.start - 40) : name.start]
        after = text[name.end : name.end + 60]
        if name.is_followed or _BYLINE.search(before) or _SHIP_OR_ACT.search(before) or _AUTHORS.match(after.lstrip()):
            return False
        last = _LAST_WORD.search(before)
        if name.is_titled or (last is not None and last.group(1) in self._lists.english_roles):
            return True
        if not (name.text.split()[0] in self._lists.first_names or self._is_korean(name.text)):
            return False
        return _AFTER.match(after) is not None or _BEFORE.search(before) is not None

    def _is_korean(self, name: str) -> bool:
        """Kim Min-seok, Kim Min Seok, Minseok Kim."""
        parts = name.split()
        surnames, syllables = self._lists.english_korean_surnames, self._lists.english_korean_syllables
        for family, given in ((parts[0], parts[1:]), (parts[-1], parts[:-1])):
            if family in surnames:
                found = [piece.lower() for part in given for piece in part.split("-")]
                if found and (all(piece in syllables for piece in found) or (len(found) == 1 and self._is_pair(found[0]))):
                    return True
        return False

    def _is_pair(self, given: str) -> bool:
        return any(
            given[:at] in self._lists.english_korean_syllables and given[at:] in self._lists.english_korean_syllables
            for at in range(2, len(given) - 1)
        )


def _with_and_without_stop(words: frozenset[str]) -> frozenset[str]:
    """The words, and those that end in a full stop without it too: Gen., Gen."""
    return words | {word[:-1] for word in words if word.endswith(".")}


def _core(word: str) -> tuple[str, bool]:
    """The word without its possessive and full stop, and whether the run of the name ends after it."""
    if word.endswith(_POSSESSIVE):
        return word[: -2 if word.endswith("s") else -1], True
    if word.endswith(".") and len(word) > 2 and not _INITIAL.fullmatch(word):
        return word[:-1], word not in _ABBREVIATED
    return word, False


_ABBREVIATED = frozenset(
    words(
        "Gov. Sen. Sens. Rep. Reps. Gen. Lt. Maj. Brig. Col. Capt. Cmdr. Adm. Sgt. Pvt. Cpl. Prof. Dr. Mr. Mrs. Ms. Rev. Jr. Sr. St. Jr Sr"
    )
)
