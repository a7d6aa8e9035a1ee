"""The sources' own words for a story: why it matters, where a comment stands, who said what. Pure; nothing is written anew.

A summary's sentence that only says the headline again tells a reader nothing, so the one that shares least of it is taken. A stance is the
sentence that says what ought to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import ArticleView, OutletClass, StoryView
from bot.tags import ActorTag, QuoteTag

SHORTEST = {"ko": 20}
SHORTEST_ELSE, LONGEST = 35, 300
"""Characters of a quote that is worth a line: a Korean one says as much in fewer."""

_STANCE = re.compile(
    r"\b(?:should|must|need(?:s|ed)? to|ought to|cannot|can ill|has to|have to|it is time|better to|would be wise|risk(?:s|ing)?)\b|"
    r"해야|하여야|돼야|되어야|여야 한다|아야 한다|어야 한다|필요(?:가 있|하|성)|안 된다|안된다|바람직|시급|촉구|말아야|일 아니다|때다",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z0-9]{2,}|[가-힣]+", re.IGNORECASE)
_SPEAKERS = {"person": 0, "body": 1, "force": 1, "party": 1, "organisation": 1, "state": 2}


@dataclass(frozen=True, slots=True)
class Voice:
    """Words that somebody said, as an article has them."""

    speaker: ActorTag
    text: str
    article: ArticleView


def why(article: ArticleView) -> str:
    """A sentence of the article's summary that adds to its headline; empty where there is none."""
    sentences = [sentence.text for sentence in article.analysis.summary] if article.analysis else []
    return min(sentences, key=lambda text: _repeated(article.title, text), default="")


def stance(article: ArticleView) -> str:
    """The sentence of the summary that says what ought to be, else what adds to the headline."""
    sentences = [sentence.text for sentence in article.analysis.summary] if article.analysis else []
    return next((text for text in reversed(sentences) if _STANCE.search(text)), "") or why(article)


def _repeated(title: str, text: str) -> float:
    """How much of the headline the sentence says again, 0 to 1, in tenths: of sentences about even the first one counts."""
    wanted, said = set(_pieces(title)), set(_pieces(text))
    return round(len(wanted & said) / len(wanted), 1) if wanted else 0.0


def _pieces(text: str) -> Iterator[str]:
    """Words in Latin letters, pairs of syllables of Korean ones."""
    for word in _WORD.findall(text.casefold()):
        if word.isascii():
            yield word
        else:
            yield from (word[at : at + 2] for at in range(max(1, len(word) - 1)))


def voice(story: StoryView, language: str) -> Voice | None:
    """What is quoted of a story: official texts come first, then articles in that language, then people before bodies and states."""
    return min(_voices(story), key=lambda found: _order(found, language), default=None)


def is_person(heard: Voice | None) -> bool:
    """Whether a person says it, and not a body or a state."""
    return heard is not None and heard.speaker.type == "person"


def _voices(story: StoryView) -> Iterator[Voice]:
    for article in story.articles:
        if article.analysis is None:
            continue
        named = {tag.id: tag for tag in article.analysis.actors}
        for quote in article.analysis.quotes:
            if quote.speaker in named and _is_worth(quote, article.language):
                yield Voice(named[quote.speaker], quote.text, article)


def _is_worth(quote: QuoteTag, language: str) -> bool:
    return quote.is_direct and SHORTEST.get(language, SHORTEST_ELSE) <= len(quote.text) <= LONGEST


def _order(found: Voice, language: str) -> tuple[bool, bool, int]:
    is_official = found.article.outlet.outlet_class is OutletClass.OFFICIAL
    return not is_official, found.article.language != language, _SPEAKERS.get(found.speaker.type, 3)
