"""Whether a body is named only as what a person belongs to: 홍길동 통일부 장관, `Jane Roe of RAND`, `Pentagon spokesman John Doe`.

The codebook counts the person then, not the body. An unnamed official or spokesperson speaks for the body, which counts.
"""

from __future__ import annotations

import re

from handlers.ontology.names import NameLists
from handlers.places import Words

_WORD = re.compile("[가-힣]+")
_ABBREVIATION = re.compile(r"\s?\([^()\n]{1,24}\)")
_KOREAN_BETWEEN = re.compile(
    r"[ \u00a0]?(?:\([^()\n]{1,30}\))?(?:인|이자)?[ \u00a0]"
    r"(?:(?:전|현|신임|당시|초대|前|소속|출신|차기|겸|미국|미|美|러시아|중국|일본|북한|한국|"
    r"영국) ?)*(?:[가-힣A-Z]{1,12}[대부청원당회소국시실위처단] ){0,2}"
)
_BELONGS = re.compile("[ \u00a0]?(?:\\([^()\\n]{1,24}\\) ?)?(?:소속|출신)")
_ORDINAL = re.compile(r"\s?제?\d+")
_TO_NAME = re.compile(r"[’']?s? (?:[\w.'’-]+,? ){1,6}$")
_OF = re.compile(
    r"(?P<role>,? ?(?:[\w'’.-]+,? ){0,8})(?:of|at|for|with|from) (?:(?:the|its|a|an|main|ruling|opposition) ){0,3}(?:[\w'’.-]+,? ){0,4}$"
)
_LONGEST = 90
_GAPS = (" ", "\u00a0")
_GLUED = frozenset("은는이가을를의도와과로")


class Affiliation:
    """Built once from the lists of names; holds no state of any text."""

    def __init__(self, lists: NameLists) -> None:
        self._titles = lists.korean_titles
        self._unnamed = lists.korean_unnamed
        self._title_sizes = sorted({len(title) for title in lists.korean_titles}, reverse=True)
        self._title_ends = frozenset(title[-1] for title in lists.korean_titles)
        self._roles = lists.english_roles | lists.english_titles | frozenset(title.lower() for title in lists.english_titles)

    def holds(self, words: Words, before: Words | None, after: Words | None) -> bool:
        """Whether the body only tells who one of the people beside it is; `before` and `after` are the nearest people, if any."""
        if words.text[words.end - 1].isascii() and words.text[words.start].isascii():
            return (before is not None and self._of(words, before)) or (after is not None and self._to(words, after))
        return self._korean(words, before, after)

    def _korean(self, words: Words, before: Words | None, after: Words | None) -> bool:
        end = words.end
        if short := _ABBREVIATION.match(words.text, end):
            end = short.end()
        if _BELONGS.match(words.text, words.end):
            return after is not None and after.start - end < _LONGEST
        if after is not None and words.text[words.end : after.start] in _GAPS and after.full:
            return True
        if before is not None and self._follows(words, before):
            return self._title_after(words.text, end) is not None
        if after is None or after.start - end > _LONGEST:
            return False
        title_end = self._title_after(words.text, end)
        return title_end is not None and words.text[title_end : after.start] in (" ", "\u00a0", "인 ")

    def _title_after(self, text: str, end: int) -> int | None:
        """The end of the title that follows the body, over at most three words of a post (제1차장, 북한인권특사); None where none does."""
        at = end
        for _ in range(4):
            if at < len(text) and text[at] in " \u00a0":
                at += 1
            if number := _ORDINAL.match(text, at):
                at = number.end()
            word = _WORD.match(text, at)
            if word is None:
                return None
            stop = self._title_end(word.group())
            if stop is not None:
                return at + stop
            if len(word.group()) > 2 and word.group()[-1] in _GLUED:
                return None
            at = word.end()
        return None

    def _title_end(self, word: str) -> int | None:
        """Where the title inside the word ends (전략소통조정관은 -> before 은); None where the word is none."""
        for size in range(len(word), 1, -1):
            for length in self._title_sizes if word[size - 1] in self._title_ends else ():
                if length <= size and word[size - length : size] in self._titles:
                    return size if len(word) - size <= 3 and word[size - length : size] not in self._unnamed else None
            if len(word) - size >= 3:
                return None
        return None

    @staticmethod
    def _follows(words: Words, person: Words) -> bool:
        between = words.text[person.end : words.start]
        return len(between) < 40 and _KOREAN_BETWEEN.fullmatch(between) is not None

    def _of(self, words: Words, person: Words) -> bool:
        """`First Last, a role of the Body`: the body after the person."""
        between = words.text[person.end : words.start]
        if len(between) > _LONGEST:
            return False
        match = _OF.fullmatch(between)
        if match is None:
            return False
        role = match.group("role").strip(" ,")
        return not role or any(word.strip(",") in self._roles for word in role.split())

    def _to(self, words: Words, person: Words) -> bool:
        """`Body role First Last`: nothing but titles between the body and the person."""
        between = words.text[words.end : person.start]
        if len(between) > _LONGEST or _TO_NAME.fullmatch(between) is None:
            return False
        bare = re.sub(r"^[’']?s? ", "", between).split()
        return any(word.strip(",.") in self._roles or word in self._roles for word in bare[-2:]) and all(
            word[0].isupper() or word.strip(",") in self._roles or word in ("and", "of", "for", "former", "the", "national", "security")
            for word in bare
        )
