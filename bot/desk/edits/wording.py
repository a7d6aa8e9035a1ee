"""A headline and a lead without what feeds change by themselves: white space, kinds of quotation marks, the outlet's name behind the
headline, links, counters of readers, advertisements, and where a summary is cut."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from bot.desk.titles import without_tail
from bot.model import Entry

_LONGEST_LEAD = 1_200
READ = 4_000
"""Characters of a body in which its first paragraph is looked for."""
_SHORTEST_OPENING = 40
"""A first paragraph that is shorter is a byline, a place or a caption."""
_CUT_TITLE = 50
"""Characters (Hangul twice) from which a headline that ends in dots was cut; in a shorter one an editor set them."""

_QUOTES = dict(zip("“”„‘’′`", ['"'] * 3 + ["'"] * 4, strict=True))
_MARKS = str.maketrans({**_QUOTES, **dict.fromkeys("–—―‐", "-"), "·": " "})
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_COUNTERS = re.compile(
    r"(?:조회수?|댓글|추천|공감|좋아요|공유)\s*[:：]?\s*\d[\d,.]*\s*(?:만|천)?\s*(?:회|개|건|명)?"
    r"|\b(?:views?|comments?|shares?|likes?|reads?)\s*[:：]\s*\d[\d,.]*\s*[km]?\b"
    r"|\b\d[\d,.]*\s*[km]?\s*(?:views?|comments?|shares?|likes?|reads?|reactions?)\b"
    r"|\b\d+\s*min(?:ute)?s?\s+read\b"
    r"|\bupdated?\s+\d+\s+(?:second|minute|hour|day)s?\s+ago\b"
    r"|(?:입력|수정|업데이트|등록)\s*[:：]?\s*\d[\d.:/\- ]*(?:(?:초|분|시간|일)\s*전)?",
    re.IGNORECASE,
)
_ADVERT = re.compile(
    r"^\s*(?:[\[(](?:advertisements?|ad|sponsored|promoted|광고)[\])].*|(?:advertisements?|sponsored|promoted|광고)\s*(?:[:：\-|].*)?)$",
    re.IGNORECASE | re.MULTILINE,
)
_MORE = re.compile(
    r"(?:(?:read|see|show)\s+more|continue\s+reading|full\s+story|더\s?보기|(?:기사\s?)?(?:원문|전문)\s?보기|자세히\s?보기|계속\s?읽기)"
    r"[^\n]{0,40}$",
    re.IGNORECASE,
)
_CUT = re.compile(r" ?(?:\[?\.{2,}\]?|\[ ?\])$")
_DOTS = re.compile(r" ?\.{2,} ?")
_SPACES = re.compile(r"\s+")
_HANGUL = re.compile("[가-힣]")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a feed says of an article: its headline, and its lead (the body's first paragraph where it gives none), as plain text."""

    title: str
    lead: str

    @classmethod
    def of(cls, title: str, lead: str, body: str) -> Wording:
        """The wording of an item or of a stored text."""
        return cls(title, lead or _opening(body))


@dataclass(frozen=True, slots=True)
class Tidy:
    """A text without its noise; `is_cut` where it says itself that it goes on."""

    text: str
    is_cut: bool = False


def wording_of(item: Entry) -> Wording:
    """What an item says of its article."""
    return Wording.of(item.title, item.lead, item.body)


def seen_mark(wording: Wording) -> str:
    """Tells whether an item says exactly what it said before."""
    return blake2b("\x1f".join((wording.title, wording.lead)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def same_wording(left: Wording, right: Wording, outlet_names: Sequence[str] = ()) -> bool:
    """Whether two wordings differ by noise only. A lead that one of them has not got, or cuts elsewhere, tells no difference."""
    return same_title(left.title, right.title, outlet_names) and same_lead(left.lead, right.lead)


def same_title(left: str, right: str, outlet_names: Sequence[str] = ()) -> bool:
    """Whether two headlines differ by noise only; capitals and words are no noise."""
    if left == right:
        return True
    short, long = sorted((tidy_title(left, outlet_names), tidy_title(right, outlet_names)), key=lambda one: len(one.text))
    is_cut = short.is_cut and len(short.text) + len(_HANGUL.findall(short.text)) >= _CUT_TITLE
    return short.text == long.text or (is_cut and _begins(long.text, short.text))


def same_lead(left: str, right: str) -> bool:
    """Whether two leads differ by noise only: one that is missing, or cut elsewhere, tells no difference."""
    if left == right:
        return True
    short, long = sorted((tidy_lead(left), tidy_lead(right)), key=lambda one: len(one.text))
    return not short.text or short.text == long.text or (short.is_cut and _begins(long.text, short.text))


def tidy_title(title: str, outlet_names: Sequence[str] = ()) -> Tidy:
    """A headline without the outlet's name behind it. `[단독]` and `(종합)` stay: newsrooms set them by hand."""
    text = _flat(title)
    for name in outlet_names:
        head = text.removesuffix(name).rstrip() if name else text
        text = head.rstrip("-–—|:").rstrip() if head.endswith(("-", "–", "—", "|", ":")) else text
    return _tidied(without_tail(text, outlet_names))


def tidy_lead(lead: str) -> Tidy:
    """A lead without links, counters, advertisements and `read more`."""
    text = "\n".join(_flat(row) for row in lead[:_LONGEST_LEAD].split("\n"))
    text = _COUNTERS.sub(" ", _LINK.sub(" ", _ADVERT.sub(" ", text))).strip()
    return _tidied(_MORE.sub("", text).rstrip(" \n[(>"))


def _flat(text: str) -> str:
    """One row of a text, wide forms narrowed, with single spaces."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()


def _tidied(text: str) -> Tidy:
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text.translate(_MARKS))
    text = _SPACES.sub(" ", text).strip()
    whole = _CUT.sub("", text)
    return Tidy(_SPACES.sub(" ", _DOTS.sub(" ", whole)).strip(), whole != text)


def _begins(long: str, short: str) -> bool:
    """Whether a text is how another one begins, but for a word that the cut went through."""
    return long.startswith(short) or (" " in short and long.startswith(short[: short.rindex(" ") + 1]) and len(short) > _SHORTEST_OPENING)


def _opening(body: str) -> str:
    paragraphs = (line.strip() for line in body[:READ].split("\n"))
    return next((line[:_LONGEST_LEAD] for line in paragraphs if len(line) >= _SHORTEST_OPENING), "")
