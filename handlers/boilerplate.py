"""Lines that tell nothing of the subject: captions, bylines, copyright tails, advertisements, file lines of wire services."""

from __future__ import annotations

import re

_LINE = re.compile(
    r"무단\s*전재|재배포\s*금지|저작권자|ⓒ|©|\bAll rights reserved\b|\bCopyright\b|기사제보|카카오톡|구독하기|"
    r"사진\s*[=제]|\(사진|\[사진|자료\s*사진|제공\)|사진=|사진공동취재단|\bGetty Images\b|\bFile photo\b|\bPhoto by\b|\(Yonhap\)$|"
    r"^\(?Credit:|^Advertisement\b|^Photo$|^Video$|^Read more|^Continue reading|^Related:|^Sign up|^Subscribe|^▶|^☞|"
    r"^[\w.+-]+@[\w-]+\.[\w.]+$|/REUTERS|REUTERS/|AFP/|^By [A-Z][\w.-]+(?: [A-Z][\w.-]+){1,3}$|^END$|^\(END\)|"
    r"^[가-힣]{2,4}\s*(?:기자|특파원|논설위원)(?:\s*[\w.+-]+@[\w.-]+)?$",
    re.IGNORECASE,
)
_AIMED_AT_READER = re.compile(r"^(?:Click here|Follow us|Share this|For more|좋아요|공유하기|기자의 다른|관련기사)", re.IGNORECASE)


def is_boilerplate(sentence: str) -> bool:
    """Whether the sentence is a caption, byline, copyright tail, advertisement or an appeal to the reader."""
    if len(sentence) > 400:
        return False
    return _LINE.search(sentence) is not None or _AIMED_AT_READER.match(sentence) is not None
