"""The words of a text as stories are compared by them: Snowball stems of Latin words, pairs of syllables of Korean ones.

Pairs of syllables need no morphological analyser (Lee and Ahn, "Using n-grams for Korean text retrieval", SIGIR 1996); particles are
taken off before, for they would pair with every noun.
"""

from __future__ import annotations

import re

import Stemmer

from handlers.script import words

_TOKEN = re.compile(r"[가-힣]+|[a-z]+|\d[\d,]*(?:\.\d+)?")
_PARTICLES = frozenset(
    words(
        "에서는 에게서 으로는 이라고 라고 에서 에게 으로 까지 부터 이라 라며 하며 하고 했다 한다 하는 "
        "은 는 이 가 을 를 의 에 와 과 도 로 만 등"
    )
)
_LONGEST = 3
_FUNCTION_WORDS = frozenset(
    words(
        "a an the of to in on for at by with from as and or but nor so if than that this these those it its he she they we you i "
        "his her their our your him them us me is are was were be been being am has have had do does did will would can could may "
        "might must should shall not no said says say told also who whom which what when where while after before into over under "
        "about against between through during s t mr mrs ms"
    )
)


class Words:
    """Cuts lower-case text into tokens. Not to be shared between threads: the stemmer keeps state."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("english")

    def stems(self, found: list[str]) -> list[str]:
        """The stems of lower-case English words, in order."""
        return list(self._stemmer.stemWords(found))

    def of(self, text: str) -> list[str]:
        """The tokens of a text in lower case and NFC or NFKC; their order tells nothing."""
        tokens: list[str] = []
        latin: list[str] = []
        for token in _TOKEN.findall(text):
            first = token[0]
            if first >= "가":
                core = _without_particle(token)
                if len(core) == 1:
                    tokens.append(core)
                else:
                    tokens.extend(map(str.__add__, core, core[1:]))
            elif first <= "9":
                tokens.append(token.replace(",", ""))
            elif token not in _FUNCTION_WORDS:
                latin.append(token)
        return tokens + self.stems(latin) if latin else tokens


def _without_particle(word: str) -> str:
    """The word without the longest particle at its end; words of two syllables are left whole."""
    size = len(word)
    if size > 2:
        for length in range(min(_LONGEST, size - 1), 0, -1):
            if word[-length:] in _PARTICLES:
                return word[:-length]
    return word
