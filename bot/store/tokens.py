"""One tokenizer for both engines: what is indexed and what is asked are cut in the same way. Pure.

English words become Snowball stems (Porter 2; M. F. Porter, snowballstem.org). A run of Hangul becomes its overlapping syllable bigrams,
so that 동맹 is found inside 한미동맹 without a morphological analyser (n-gram indexing of Korean: Lee and Ahn, "Using n-grams for Korean
text retrieval", SIGIR 1996). A hanja stands for itself. Everything is NFC (Unicode UAX #15) and case folded; Latin marks are dropped.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

import Stemmer

RULES = 1
"""Counts the rules below; a change of them, or of the stemmer, makes the store build its index anew."""

MOST_TOKENS = 16_000
"""How much of one text is indexed: a PostgreSQL position ends at 16,383."""

_MOST_CHARACTERS = 120_000
_LONGEST_TOKEN = 64
_HANGUL = "\uac00-\ud7a3"
_HANJA = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(
    rf"(?P<hangul>[{_HANGUL}]+)"
    rf"|(?P<hanja>[{_HANJA}]+)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\d))"
    rf"|(?P<word>(?:(?![{_HANGUL}{_HANJA}])[^\W_])+(?:'(?:(?![{_HANGUL}{_HANJA}])[^\W_])+)*)"
)


@dataclass(frozen=True, slots=True)
class Term:
    """What one run of a question asks for: these tokens side by side. `is_prefix`: a lone syllable, which may begin a bigram."""

    tokens: tuple[str, ...]
    is_prefix: bool = False


class Tokenizer:
    """Cuts texts and questions. Not to be shared between threads: the stemmer keeps state."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("english")

    @property
    def version(self) -> str:
        """Changes when the same text may be cut differently."""
        return f"{RULES}:{Stemmer.version()}"

    def tokens(self, text: str, *, most: int = MOST_TOKENS) -> list[str]:
        """The tokens of a text in order, at most `most` of them."""
        found: list[str] = []
        for match in _RUN.finditer(_folded(text[:_MOST_CHARACTERS])):
            found += self._cut(match)
            if len(found) >= most:
                break
        return found[:most]

    def terms(self, question: str) -> list[Term]:
        """What must all be found, in order and each once; empty where the question has no letter or digit."""
        runs = [(match, tuple(self._cut(match))) for match in _RUN.finditer(_folded(question[:1_000]))]
        terms = (Term(tokens, is_prefix=match.lastgroup == "hangul" and len(match.group()) == 1) for match, tokens in runs if tokens)
        return list(dict.fromkeys(terms))

    def _cut(self, match: re.Match[str]) -> list[str]:
        """The tokens of one run; none where nothing is left of it."""
        run, kind = match.group(), match.lastgroup
        if kind == "hangul":
            return [first + second for first, second in pairwise(run)] or [run]
        if kind == "hanja":
            return list(filter(str.isalnum, run))  # a range has holes that no edition of Unicode has filled yet
        if kind == "number":
            return [run.replace(",", "")]
        return self._word(run)

    def _word(self, run: str) -> list[str]:
        """A Latin or other word, stemmed; none where nothing is left of it."""
        if not run.isascii():
            run = "".join(c for c in unicodedata.normalize("NFKD", run) if not unicodedata.combining(c) and (c.isalnum() or c == "'"))
        token = str(self._stemmer.stemWord(run)).replace("'", "")[:_LONGEST_TOKEN]
        return [token] if token else []


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("\u2019", "'")
