"""The words of a text as stories are compared by them: Snowball stems of Latin words, pairs of syllables of Korean ones.

Pairs of syllables need no morphological analyser (Lee and Ahn, "Using n-grams for Korean text retrieval", SIGIR 1996); particles are
taken off before, for they would pair with every noun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import Stemmer

_TOKEN = re.compile(r"[가-힣]+|[a-z]+|\d[\d,]*(?:\.\d+)?")
_PARTICLE = re.compile(
    "(?:에서는|에게서|으로는|이라고|라고|에서|에게|으로|까지|부터|이라|라며|하며|하고|했다|한다|하는|은|는|이|가|을|를|의|에|와|과|도|로|만|등)$"
)
_FUNCTION_WORDS = frozenset(
    """a an the of to in on for at by with from as and or but nor so if than that this these those it its he she they we you i his her their
    our your him them us me is are was were be been being am has have had do does did will would can could may might must should shall not
    no said says say told also who whom which what when where while after before into over under about against between through during
    s t mr mrs ms""".split()
)


class Words:
    """Cuts lower-case text into tokens. Not to be shared between threads: the stemmer keeps state."""

    def __init__(self) -> None:
        self._stem = Stemmer.Stemmer("english").stemWord

    def stem(self, word: str) -> str:
        """The stem of one lower-case English word."""
        return str(self._stem(word))

    def of(self, text: str) -> Iterator[str]:
        """Tokens in order. `text` in lower case and NFC or NFKC."""
        stem = self._stem
        for token in _TOKEN.findall(text):
            first = token[0]
            if first >= "가":
                core = (_PARTICLE.sub("", token) or token) if len(token) > 2 else token
                if len(core) == 1:
                    yield core
                else:
                    yield from map(str.__add__, core, core[1:])
            elif first <= "9":
                yield token.replace(",", "")
            elif token not in _FUNCTION_WORDS:
                yield stem(token)
