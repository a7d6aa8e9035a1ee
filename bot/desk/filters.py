"""Whether an article is one that a subscription asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.desk.importance import reaches
from bot.model import Filter, Importance, Outlet
from bot.tags import RELEVANCES, Analysis


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why` names the first part of the filter that held the article back (`actors`, `relevance`, …); None where it passes."""

    why: str | None = None

    @property
    def passes(self) -> bool:
        """Whether nothing held it back."""
        return self.why is None


def passes(wanted: Filter, analysis: Analysis, outlet: Outlet, title: str, body: str, *, importance: Importance = "low") -> Verdict:
    """Hold an analysed article of a story of that importance against a filter. The parts are asked in the order of their cost, importance
    last: a story that an article is held back from for nothing else may still grow."""
    if analysis.nearness < RELEVANCES.index(wanted.minimum_relevance):
        return Verdict("relevance")
    parts: tuple[tuple[str, tuple[str, ...], Iterable[str]], ...] = (
        ("languages", wanted.languages, (analysis.language,)),
        ("kinds", wanted.kinds, (analysis.kind,)),
        ("outlets", wanted.outlets, (outlet.id,)),
        ("themes", wanted.themes, (tag.id for tag in analysis.themes)),
        ("actors", wanted.actors, (tag.id for tag in analysis.actors)),
        ("tones", wanted.tones, (analysis.tone.label,)),
        ("events", wanted.events, (tag.type for tag in analysis.events if tag.is_fact)),
    )
    for name, asked, found in parts:
        if asked and not set(asked).intersection(found):
            return Verdict(name)
    if wanted.keywords and not has_keywords(wanted.keywords, f"{title}\n{body}"):
        return Verdict("keywords")
    return Verdict() if reaches(importance, wanted.minimum_importance) else Verdict("importance")


def has_keywords(keywords: tuple[str, ...], text: str) -> bool:
    """Whether any of the keywords stands in the text and none of those that start with `-` does."""
    folded = text.casefold()
    excluded = [word[1:] for word in keywords if word.startswith("-") and len(word) > 1]
    included = [word for word in keywords if not word.startswith("-")]
    if any(_stands_in(word, folded) for word in excluded):
        return False
    return not included or any(_stands_in(word, folded) for word in included)


def _stands_in(word: str, folded_text: str) -> bool:
    """Alphabet edges must be word edges. A Hangul edge is free, since particles and compounds join there, but for a single syllable."""
    needle = " ".join(word.casefold().split())
    if not needle:
        return False
    pattern = r"\s+".join(re.escape(part) for part in needle.split(" "))
    if len(needle) == 1 and _is_hangul(needle):
        return re.search(f"(?<![가-힣]){pattern}(?![가-힣])", folded_text) is not None
    left = r"(?<![a-z0-9_])" if _is_ascii_word(needle[0]) else ""
    right = r"(?![a-z0-9_])" if _is_ascii_word(needle[-1]) else ""
    return re.search(left + pattern + right, folded_text) is not None


def _is_hangul(character: str) -> bool:
    return "가" <= character <= "힣"


def _is_ascii_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")
