"""Language by script: Hangul, kana, Han and Latin letters are counted. On news headlines this tells en, ko, ja and zh apart."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.findings import Findings
from handlers.reading import Reading

_HANGUL = re.compile("[가-힣]+")
_KANA = re.compile("[ぁ-ヿ]+")
_HAN = re.compile("[一-鿿]+")
_LATIN = re.compile("[A-Za-z]+")
_SAMPLE = 1000


class LanguageHandler:
    """ISO 639-1 code of the text: the caller's where given, else en, ko, ja or zh."""

    name = "language"
    version = 1

    def run(self, reading: Reading, findings: Findings) -> Findings:
        document = reading.document
        declared = (document.language or "").strip().lower()[:2]
        if declared in ("en", "ko"):
            return replace(findings, language=declared)
        return replace(findings, language=language_of(f"{document.title}\n{document.body[:_SAMPLE]}"))


def language_of(text: str) -> str:
    """en, ko, ja or zh; en for a text without letters. A syllable or a Han character weighs three Latin letters."""
    if text.isascii():
        return "en"
    hangul, kana, han, latin = (sum(map(len, pattern.findall(text))) for pattern in (_HANGUL, _KANA, _HAN, _LATIN))
    if 3 * max(hangul, kana + han) < latin:
        return "en"
    if hangul and hangul * 2 >= kana + han:
        return "ko"
    if kana * 8 >= han and kana:
        return "ja"
    return "zh" if han else "en"
