"""Lines that tell nothing of the subject: captions, bylines, copyright tails, advertisements, file lines of wire services."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.cues import Cues
from handlers.document import Span
from handlers.script import phrases

_ANYWHERE = phrases(
    "무단 전재|무단전재|재배포 금지|재배포금지|저작권자|ⓒ|©|all rights reserved|copyright|기사제보|카카오톡|구독하기|사진=|"
    "사진 =|사진제공|사진 제공|"
    "(사진|[사진|자료사진|자료 사진|제공)|사진공동취재단|getty images|file photo|photo by|/reuters|reuters/|afp/|db 금지|"
    "로그인이 필요|기사 원문|"
    "편집자 주|편집자주"
)
_AT_START = re.compile(
    r"\(?Credit:|Advertisement\b|Photo$|Video$|Read more|Continue reading|Related:|Sign up|Subscribe|▶|☞|"
    r"[\w.+-]+@[\w-]+\.[\w.]+$|By [A-Z][\w.-]+(?: [A-Z][\w.-]+){1,3}$|END$|\(END\)|[가-힣]{2,4}\s*(?:기자|특파원|"
    r"논설위원)(?:\s*[\w.+-]+@[\w.-]+)?$|"
    r"Click here|Follow us|Share this|For more (?:on|information)|좋아요|공유하기|기자의 다른|관련기사|\(?Yonhap\)?$|"
    r"\(LEAD\)\s*$|\(ATTN:",
    re.IGNORECASE,
)
_LONGEST = 400


class Boilerplate:
    """Tells which sentences of a text are no part of what it says."""

    def __init__(self) -> None:
        self._cues = Cues({"line": _ANYWHERE})

    def flags(self, text: str, sentences: Sequence[Span]) -> list[bool]:
        """One flag a sentence: a caption, byline, copyright tail, advertisement or appeal to the reader. Long sentences are none."""
        places = iter([place for place, _ in self._cues.places(text)])
        place = next(places, None)
        flags = []
        for span in sentences:
            while place is not None and place < span.start:
                place = next(places, None)
            marked = place is not None and place < span.end
            marked = marked or _AT_START.match(text[span.start : min(span.end, span.start + 120)]) is not None
            flags.append(marked and span.end - span.start <= _LONGEST)
        return flags
