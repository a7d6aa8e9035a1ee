"""Headlines reduced to what tells one event from another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_LONGEST = 500
_BRACKETS = re.compile(r"[\[［【〔<〈《][^\]］】〕>〉》]{1,24}[\]］】〕>〉》]")
_UPDATE_MARKS = re.compile(
    r"\(\s*(?:(?:종합|속보|단독|상보|영상|사진|포토|\d보)[^)]{0,12}|(?:\d+(?:st|nd|rd|th)\s+)?(?:lead|ld|updated?|videos?|photos?)(?:\s+\d+)?)\s*\)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"^(?P<head>.{12,}?)\s+[-–—|:]{1,2}\s+(?P<tail>[^-–—|:]{2,40})$", re.DOTALL)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_JUNK = re.compile(r"(?<=\d)[.](?=\d)|[^\w\s]|_", re.UNICODE)
_HANJA = str.maketrans(
    {
        "美": "미",
        "北": "북",
        "韓": "한",
        "日": "일",
        "中": "중",
        "露": "러",
        "俄": "러",
        "南": "남",
        "與": "여",
        "野": "야",
        "尹": "윤",
        "李": "이",
    }
)

_TOKEN = re.compile(r"[가-힣]+|\d+(?:\.\d+)?(?:st|nd|rd|th)?|[^\W\d_가-힣]+", re.UNICODE)
_FIXED_WORD = re.compile(
    r"\d.*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion|trillion"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|half|double|twice"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|yesterday"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|not|no|never|without|north|south|east|west|again|resumes?|halts?|before|after"
)
_KOREAN_TURNS = re.compile(
    r"[월화수목금토일]요일|오늘|내일|어제|오전|오후|첫|두|세|네|다섯|번째|남측|북측|이남|이북|동해|서해|무산|취소|재개|중단|연기"
)


@dataclass(frozen=True, slots=True)
class TitleShape:
    """A title as sets: `tokens` are words of alphabets and Hangul bigrams, `fixed` numbers, days and negations, which must be the same."""

    tokens: frozenset[str]
    fixed: frozenset[str]


def title_key(title: str, language: str, outlet_names: Sequence[str] = ()) -> str:
    """A headline without what differs between prints of the same one: case, width, punctuation, `[속보]`, `(종합)`, `- Outlet`.

    `outlet_names` are the names of the article's outlet; a tail that equals one is always taken off, another only where it reads like an
    outlet. Hanja that headlines use for countries and camps become Hangul in Korean titles.
    """
    text = _UPDATE_MARKS.sub(" ", _BRACKETS.sub(" ", unicodedata.normalize("NFKC", title[:_LONGEST])))
    text = without_tail(text.strip(), outlet_names)
    if language == "ko":
        text = text.translate(_HANJA)
    text = _THOUSANDS.sub("", text.casefold())
    text = _JUNK.sub(lambda match: "." if match[0] == "." and _between_digits(text, match.start()) else " ", text)
    return " ".join(text.split())


def shape_of(key: str) -> TitleShape:
    """The sets by which two title keys are compared."""
    tokens: set[str] = set()
    fixed: set[str] = set()
    for token in _TOKEN.findall(key):
        if _FIXED_WORD.fullmatch(token):
            fixed.add(token)
        tokens.update(_bigrams(token) if "가" <= token[0] <= "힣" else (token,))
    fixed.update(_KOREAN_TURNS.findall(key))
    return TitleShape(frozenset(tokens), frozenset(fixed))


def likeness(left: TitleShape, right: TitleShape) -> float:
    """Jaccard overlap of the tokens, 0 to 1; 0 where a number, a day or a negation differs or there is too little to compare."""
    if left.fixed != right.fixed or min(len(left.tokens), len(right.tokens)) < 4:
        return 0.0
    return len(left.tokens & right.tokens) / len(left.tokens | right.tokens)


def adds_only(left: TitleShape, right: TitleShape) -> bool:
    """Whether one title only adds words to the other."""
    return left.tokens <= right.tokens or right.tokens <= left.tokens


def _bigrams(run: str) -> tuple[str, ...]:
    return (run,) if len(run) == 1 else tuple(run[at : at + 2] for at in range(len(run) - 1))


def _between_digits(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()


def without_tail(text: str, outlet_names: Sequence[str]) -> str:
    """A headline without ` - Outlet` behind it: a name of its outlet, or what reads like the name of one."""
    match = _TAIL.match(text)
    if match is None:
        return text
    tail = match["tail"].strip()
    known = {unicodedata.normalize("NFKC", name).casefold() for name in outlet_names}
    if tail.casefold() in known or (_reads_like_an_outlet(tail) and not any(character.isdigit() for character in tail)):
        return match["head"]
    return text


_OUTLET_WORDS = re.compile(
    r"news|times|post|herald|journal|agency|daily|press|reuters|tribune|today|guardian|bloomberg|yonhap|diplomat|review|\.(?:com|net|org|kr)$"
    r"|뉴스|신문|일보|방송|연합|타임스|경제|저널|투데이|통신",
    re.IGNORECASE,
)


def _reads_like_an_outlet(tail: str) -> bool:
    return len(tail.split()) <= 4 and _OUTLET_WORDS.search(tail) is not None
