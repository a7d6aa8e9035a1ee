"""Korean particles after a word that is only known when the phrase is said.

A particle has two forms, by whether the last syllable ends in a consonant: 은/는, 이/가, 을/를, 과/와, 으로/로 (where a final ㄹ counts as
a vowel). Digits are read in Sino-Korean; how a Latin word is read is not known, so both forms are written: NATO은(는).
"""

from __future__ import annotations

_HANGUL_FIRST, _HANGUL_LAST, _FINALS = 0xAC00, 0xD7A3, 28
_RIEUL = 8
_DIGIT_FINALS = {"0": 21, "1": _RIEUL, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": _RIEUL, "8": _RIEUL, "9": 0}
"""Index of the final consonant of 영 일 이 삼 사 오 육 칠 팔 구, as in the Unicode composition of Hangul."""


def with_particle(word: str, pair: str) -> str:
    """`word` and the form of the particle that fits it. `pair` is the form after a consonant, a slash, the form after a vowel: `은/는`."""
    after_consonant, after_vowel = pair.split("/", 1)
    final = _final_of(word)
    if final is None:
        return f"{word}{after_consonant}({after_vowel})"
    takes_vowel_form = final == 0 or (final == _RIEUL and after_consonant.startswith("으"))
    return word + (after_vowel if takes_vowel_form else after_consonant)


def _final_of(word: str) -> int | None:
    """Index of the final consonant of the last syllable as read aloud, 0 for none, None where it is not known."""
    for character in reversed(word):
        if _HANGUL_FIRST <= ord(character) <= _HANGUL_LAST:
            return (ord(character) - _HANGUL_FIRST) % _FINALS
        if character in _DIGIT_FINALS:
            return _DIGIT_FINALS[character]
        if character.isalnum():
            return None
    return None
