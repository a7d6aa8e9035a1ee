"""Hangul in Latin letters by the Revised Romanization of Korean (Ministry of Culture and Tourism, notice 2000-8), as names are written.

Syllable by syllable: the notice takes no account of sound changes inside a given name. Surnames take the spelling that most bearers use.
"""

from __future__ import annotations

import re
import unicodedata

from handlers.script import is_hangul, words

_INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWELS = words("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_FINALS = ("", *words("k k k n n n t l k m l l l p l m p p t t ng t t k t p t"))
_FIRST = ord("가")
_SURNAMES = {
    "김": "Kim",
    "이": "Lee",
    "박": "Park",
    "최": "Choi",
    "조": "Cho",
    "윤": "Yoon",
    "오": "Oh",
    "신": "Shin",
    "우": "Woo",
    "류": "Ryu",
    "유": "Yoo",
    "문": "Moon",
    "주": "Joo",
    "노": "Roh",
    "강": "Kang",
    "고": "Ko",
    "구": "Koo",
    "권": "Kwon",
    "선우": "Sunwoo",
}
_NO_LETTER = re.compile(r"[^a-z0-9]+")


def romanised(text: str) -> str:
    """The letters of a Hangul text; other characters stay."""
    return "".join(_syllable(character) if is_hangul(character) else character for character in text)


def _syllable(character: str) -> str:
    initial, rest = divmod(ord(character) - _FIRST, 21 * 28)
    vowel, final = divmod(rest, 28)
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]


def korean_name(name: str, surname: str) -> str:
    """A Korean name as newspapers write it in English: `Park So-yeong`."""
    given = "-".join(romanised(character) for character in name[len(surname) :])
    return f"{_SURNAMES.get(surname) or romanised(surname).capitalize()} {given[:1].upper()}{given[1:]}"


def slug(name: str) -> str:
    """Lower-case Latin letters and digits with hyphens between, from a name in Latin letters or Hangul. May be empty for other scripts."""
    letters = unicodedata.normalize("NFKD", romanised(unicodedata.normalize("NFC", name))).encode("ascii", "ignore").decode("ascii")
    return _NO_LETTER.sub("-", letters.lower()).strip("-")
