"""What tells nothing of the subject: captions, bylines, copyright tails, advertisements, appeals to the reader, slugs of wire services.

The marks follow the house styles of the agencies read here (Yonhap, News1, Newsis, Reuters, AP, KCNA). A mark in a sentence makes it
boilerplate where the sentence is short or ends on it; what stands before a dateline's dash or a byline's bracket is no part of the
sentence that follows (`opening`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from handlers.cues import Cues
from handlers.document import Span
from handlers.script import phrases

_ANYWHERE = phrases(
    "무단 전재|무단전재|재배포 금지|재배포금지|재판매 및 db|db 금지|저작권자|ⓒ|©|all rights reserved|copyright ©|copyright (c)|"
    "기사제보|카카오톡|"
    "구독하기|구독과 좋아요|‘구독’|채널 추가|제보하기|제보를 기다립니다|제보로 함께|주소창에|로그인이 필요|기사 원문|기사원문|"
    "편집자 주|편집자주|"
    "사진=|사진 =|사진제공|사진 제공|(사진:|(사진 |[사진|자료사진|자료 사진|사진공동취재단|국내에서만 사용|그래픽=|일러스트=|영상편집|"
    "자막뉴스|자료조사:|"
    "영상취재|(왼쪽)|(오른쪽)|(가운데)|왼쪽부터|오른쪽부터|왼쪽에서|오른쪽에서|"
    "getty images|file photo|photo by|photos by|ap photo|handout photo|/reuters|reuters/|afp/|/afp|epa/|/뉴스1|/연합뉴스|/뉴시스|"
    "/로이터|/ap 연합|"
    "/afp 연합|"
    "for use only in|redistribution prohibited|contributed to this report|reporting by|editing by|writing by|translated by a|"
    "ai-assisted translation|"
    "sign up for our|sign up to our|subscribe to our|our newsletter|your inbox|continue reading|read more:|"
    "(left)|(right)|(center)|(r) and|(l) and|from left,|from left:|, left, and|, right, and|click here|javascript"
)
_AT_START = re.compile(
    r"\(?Credit:|Advertisement\b|ADVERTISEMENT|Photo$|Video$|Image$|Caption\b|Image (?:source|caption|credit)|Read more|Read also|"
    r"Also read|"
    r"Continue reading|Related:|Related (?:article|stor)|Recommended|Most (?:read|popular)|Sign up|Subscribe\b|Listen to|Share\b.{0,30}$|"
    r"FILE\s?[-–—]|Skip to|▶|☞|▷|◀|※|<!--|#\S+ #|"
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|By [A-Z][\w.-]+(?: [A-Z][\w.-]+){1,3}$|END$|\(END\)|"
    r"[가-힣]{2,4}\s*(?:(?:선임|인턴|수습)?기자|특파원|논설위원)(?:\s*[\w.+-]+@[\w.-]+)?$|"
    r"Click here|Follow us|Follow \S+ on|Share this|For more (?:on|information)|좋아요|공유하기|기자의 다른|관련기사|관련 기사|"
    r"\(?Yonhap\)?$|"
    r"\((?:LEAD|\d\w\w LD|URGENT|News Focus|Yonhap Feature|EDITOR'S NOTE)\)\s*$|\(ATTN:|EDITOR[’']?S[’']? NOTE|Editor[’']s note|"
    r"영상편집|\[영상|제작\s?:|영상\s?[:=]|그래픽\s?[:=]|디자인\s?[:=]|촬영기자|취재\s?:|이메일\s?:|전화\s?:|입력\s?:?\s?\d{4}|"
    r"수정\s?:?\s?\d{4}|등록\s?:?\s?\d{4}|"
    r"\[\w{2,12}\]$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\((?:[^()\n]{0,24}\s?제공|사진[^()\n]{0,30}|출처[^()\n]{0,30}|Photo[^()\n]{0,40}|AP Photo[^()\n]{0,40})\)|"
    r"/\s?[^\s/][^\n.]{0,30}$|(?:\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?\s?)?[/ⓒ©]|\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?(?:\s|$)|\[국내에서만|"
    r"REUTERS/|AP Photo|사진="
)
_POSED = re.compile(r"(?:있다|모습|하는 장면|장면이다|모습이다)[.\s]*$")
_OPENING = re.compile(
    # (서울=연합뉴스) 김철수 기자 = ; (평양 노동신문=뉴스1) =
    r"[(\[][가-힣A-Za-z·\s]{1,16}=[^()\[\]\n]{2,24}[)\]]\s*(?:[^=\n(]{0,40}(?:기자|특파원|위원|통신원|에디터)\s*)?=\s*"
    r"|[\[【][^\[\]\n]{0,30}(?:기자|특파원|위원|통신원|에디터)[^\[\]\n]{0,12}[\]】]\s*"
    r"|^[^\[\]\n]{0,12}(?:앵커|기자|리포트|아나운서)\]\s*"
    # WASHINGTON, Jan. 3 (Yonhap) -- ; SEOUL, South Korea (AP) — ; Pyongyang, July 8 (KCNA) --
    r"|(?:\b[A-Z][A-Za-z./]+[A-Za-z.,/ ]{0,40}?(?:\d{1,2},?\s?)?(?:\d{4}\s?)?)?"
    r"\((?:Yonhap|Reuters|AP|AFP|Kyodo|KCNA|Xinhua|TASS|UPI|dpa|Bloomberg|CNN|Kyodo News|Yonhap News)[^()\n]{0,24}\)\s*(?:--|—|–|-|:|=)+\s*"
    r"|^[A-Z][A-Z.]{2,}(?:[ ,]+[A-Z][A-Za-z.]+){0,3}(?:, [A-Z][a-z]+\.? \d{1,2})?\s*(?:--|—|–)\s*"
    # SEOUL, March 14 (Some Wire) -- ; WASHINGTON (The Herald) —
    r"|^[A-Z][A-Z.]{2,}[A-Za-z., ]{0,40}?(?:\d{1,2}\s?)?\([A-Z][\w .&-]{1,30}\)\s*(?:--|—|–)+\s*"
    # [LEAD]Illegal fishing ; [서울경제] 집권 후
    r"|^[\[【](?:[A-Z][A-Z ]{2,14}|[가-힣A-Za-z0-9]{2,8}(?:일보|신문|경제|뉴스|방송|미디어|데일리|타임스|투데이))[\]】]\s*"
    # a credit glued to the sentence
    r"|^\((?:Yonhap|AP|AFP|Reuters|Newsis|News1|Credit: [^()\n]{2,40}|[^()\n]{2,40})\)(?=[A-Z가-힣“\"][a-z가-힣]*\s)"
    r"|^(?:[가-힣]{2,8} )?자료\s?사진\s+|^[(\[](?:사진|자료|그래픽|출처)[^()\[\]\n]{1,40}[)\]]\s*"
)
_MAY_OPEN = re.compile(r"[()\[\]】—–]|--|사진")
"""Stands wherever `_OPENING` does, and is found at once: most sentences have no opening."""
_SEARCHED = 400
_LONGEST = 400
_SHORT = 130
_TAIL = 70
_CAPTION_LINE = 420


def opening(text: str) -> int:
    """How many characters at the start of a sentence are dateline, byline, slug or credit; 0 where it begins with its own words."""
    if _MAY_OPEN.search(text, 0, _SEARCHED) is None:
        return 0
    end = 0
    for match in _OPENING.finditer(text, 0, _SEARCHED):
        end = match.end()
    return end if len(text) - end >= 12 else 0


class Boilerplate:
    """Tells which sentences of a text are no part of what it says."""

    def __init__(self) -> None:
        self._cues = Cues({"line": _ANYWHERE})

    def flags(self, text: str, sentences: Sequence[Span]) -> list[bool]:
        """One flag a sentence: a caption, byline, copyright tail, advertisement or appeal to the reader. Long sentences are none."""
        places = iter([place for place, _ in self._cues.places(text)])
        flags = [self._is_line(text, span, marks) for span, marks in _with_marks(sentences, places)]
        _spread_over_captions(text, sentences, flags)
        return flags

    @staticmethod
    def _is_line(text: str, span: Span, marks: Sequence[int]) -> bool:
        size = span.end - span.start
        if size > _LONGEST:
            return False
        words = text[span.start : span.end]
        if _AT_START.match(words) is not None or _says_nothing(words) or _is_credit(words):
            return True
        if not marks:
            return False
        begins = span.start + opening(words)
        return any(mark >= begins and (size <= _SHORT or span.end - mark <= _TAIL) for mark in marks)


def _with_marks(sentences: Sequence[Span], places: Iterator[int]) -> Iterator[tuple[Span, list[int]]]:
    """Each sentence with the marks inside it."""
    place = next(places, None)
    for span in sentences:
        marks = []
        while place is not None and place < span.end:
            if place >= span.start:
                marks.append(place)
            place = next(places, None)
        yield span, marks


def _says_nothing(words: str) -> bool:
    """-0-, ###, a bare mark, or ▲ before a name: what stands under a picture."""
    if len(words) <= 8 and sum(map(str.isalpha, words)) < 2:
        return True
    if not words.startswith("▲"):
        return False
    tells = words.rstrip("\"”'’)").endswith(("다.", "다", "요."))
    return not tells or _POSED.search(words, max(len(words) - 12, 0)) is not None


def _is_credit(words: str) -> bool:
    """(외교부 제공) 2025.7.1/가상뉴스, and nothing told after it."""
    return len(words) <= _TAIL and _CREDIT.match(words) is not None and not words.endswith(("다.", "다", "요."))


def _spread_over_captions(text: str, sentences: Sequence[Span], flags: list[bool]) -> None:
    """A credit makes the sentences before it on its short line a caption; on a long line only one that describes a pose."""
    for at in range(len(sentences) - 1, 0, -1):
        if not flags[at] or flags[at - 1]:
            continue
        here, before = sentences[at], sentences[at - 1]
        if "\n" in text[before.end : here.start] or _CREDIT.match(text, here.start, min(here.end, here.start + 80)) is None:
            continue
        line = text.rfind("\n", max(0, here.end - _CAPTION_LINE), before.start)
        is_line = line >= 0 or here.end <= _CAPTION_LINE
        ends_line = text.find("\n", here.end, here.end + 90) >= 0 or len(text) - here.end < 90
        posed = _POSED.search(text, max(before.start, before.end - 12), before.end) is not None
        if before.end - before.start <= _LONGEST and (posed or (is_line and ends_line and line >= 0)):
            flags[at - 1] = True
