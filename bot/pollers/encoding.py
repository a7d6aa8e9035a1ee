"""Bytes of a feed or page to UTF-8, whatever they were declared to be.

Korean outlets still send EUC-KR, often declared as something else, and EUC-KR often holds syllables that only its superset CP949 (Windows
code page 949, Unified Hangul Code) has, at which a strict EUC-KR decoder fails. Well-formed UTF-8 is taken for UTF-8 first: text of any
length in another encoding is not well-formed UTF-8 by chance. Byte order marks follow appendix F of the XML specification.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from bot.pollers.references import mend_references

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE_STARTS = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"), (b"<\x00!\x00", "utf-16-le"), (b"\x00<\x00!", "utf-16-be"))
_SUPERSETS = {"euc_kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "iso8859-1": "cp1252", "ascii": "cp1252"}
_UNKNOWN_TO_PYTHON = {"windows-949": "cp949", "x-windows-949": "cp949", "ks_c_5601": "cp949", "x-euc-kr": "cp949", "x-sjis": "cp932"}
_CHARSETS = ("utf", "cp949", "cp932", "cp125", "gb18030", "euc_", "big5", "iso2022_", "iso8859", "koi8", "johab", "tis-620")
"""Python also knows codecs that are no charset of the web (unicode_escape, punycode)."""
_WESTERN = "cp1252"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_PROLOG = re.compile(rb"^\s*<\?xml[^>]{0,400}?encoding\s*=\s*[\"']([\w.:-]+)[\"']", re.IGNORECASE)
_OPENING = re.compile(rb"^(?:\xef\xbb\xbf|[ \t\r\n])*(?:<\?xml[^>]{0,400}?\?>)?")
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HEAD = 4_096
_CONTROLS = bytes((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)))
_NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_HANGUL = re.compile("[가-힣]")
_LATIN_DOUBT = 10
"""Hangul syllables from which bytes declared Western, or nothing, are taken for Korean: accented letters do not pair up like that."""


def feed_to_utf8(body: bytes, content_type: str) -> bytes:
    """A feed as UTF-8 with a prolog that says so, without what XML forbids (control characters, HTML's entity names, blank
    lines before the prolog)."""
    return as_document(feed_content(body, content_type))


def feed_content(body: bytes, content_type: str) -> bytes:
    """A feed as UTF-8 without its prolog and without the characters that XML forbids; its references are as they came."""
    text = decode(body, (*_of_header(content_type), *_of_prolog(body)))
    content = text.encode("utf-8", "ignore").translate(None, _CONTROLS)  # lone surrogates are ignored
    for noncharacter in _NONCHARACTERS:
        content = content.replace(noncharacter, b"")
    return _OPENING.sub(b"", content, count=1)


def as_document(content: bytes) -> bytes:
    """A feed's content with references that XML knows, under a prolog."""
    mended = mend_references(content.decode()).encode() if b"&" in content else content
    return b'<?xml version="1.0" encoding="utf-8"?>' + mended


def page_to_text(body: bytes, content_type: str) -> str:
    """A web page as text, by header, XML prolog or meta element."""
    declared = (*_of_header(content_type), *_of_prolog(body), *_of_meta(body))
    return decode(body, declared).lstrip("\ufeff")


@dataclass(frozen=True, slots=True)
class Charset:
    """What a document says of its charset (the header's word first, None where it says nothing) and what it is, by Python's name."""

    declared: str | None
    actual: str

    @property
    def is_wrong(self) -> bool:
        """Whether what was declared would have been read as something else."""
        return self.declared is not None and _codec(self.declared) != self.actual


def charset_of(body: bytes, content_type: str) -> Charset:
    """Of a feed. What is ASCII throughout is whatever it says."""
    declared = (*_of_header(content_type), *_of_prolog(body))
    first = declared[0] if declared else None
    _, actual = _read(body, declared)
    if first is not None and (body.isascii() or actual.startswith("utf-16")):
        return Charset(first, _codec(first) or actual)
    return Charset(first, actual)


def decode(body: bytes, declared: tuple[str, ...]) -> str:
    """Bytes to text: byte order mark, then well-formed UTF-8, then what was declared, then Korean, then the least damage."""
    return _read(body, declared)[0]


def _read(body: bytes, declared: tuple[str, ...]) -> tuple[str, str]:
    """The text, and the charset as which it was read."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    for start, name in _BARE_STARTS:
        if body.startswith(start):
            return body.decode(name, "replace"), name
    for name in _candidates(declared):
        try:
            text = body.decode(name)
        except UnicodeDecodeError:
            continue
        return _not_mojibake(body, text) if name == _WESTERN else (text, name)
    return _least_damaged(body, declared)


def _candidates(declared: tuple[str, ...]) -> tuple[str, ...]:
    """Codecs to try in turn."""
    named = (_codec(name) for name in declared)
    return tuple(dict.fromkeys(("utf-8", *(name for name in named if name is not None), "cp949")))


def _codec(declared: str) -> str | None:
    """Python's name of a declared charset, or of the superset that is really meant; None for what is none."""
    name = declared.strip().casefold()
    try:
        known = codecs.lookup(_UNKNOWN_TO_PYTHON.get(name, name)).name
    except (LookupError, ValueError):
        return None
    meant = _SUPERSETS.get(known, known)
    return meant if meant.startswith(_CHARSETS) else None


def _not_mojibake(body: bytes, text: str) -> tuple[str, str]:
    try:
        korean = body.decode("cp949")
    except UnicodeDecodeError:
        return text, _WESTERN
    return (korean, "cp949") if len(_HANGUL.findall(korean)) >= _LATIN_DOUBT else (text, _WESTERN)


def _least_damaged(body: bytes, declared: tuple[str, ...]) -> tuple[str, str]:
    """The decoding with the fewest unreadable characters: a feed cut in the middle of a syllable is still UTF-8, or still CP949."""
    texts = [(body.decode(name, "replace"), name) for name in _candidates(declared)]
    best, name = min(texts, key=lambda one: one[0].count("\ufffd"))
    if name == "cp949" and not declared and len(_HANGUL.findall(best)) < _LATIN_DOUBT:
        return body.decode(_WESTERN, "replace"), _WESTERN
    too_many = best.count("\ufffd") * 20 > len(best)
    return (body.decode(_WESTERN, "replace"), _WESTERN) if too_many else (best, name)


def _of_header(content_type: str) -> tuple[str, ...]:
    return tuple(_CHARSET.findall(content_type)[:1])


def _of_prolog(body: bytes) -> tuple[str, ...]:
    found = _PROLOG.match(body[:_HEAD])
    return (found.group(1).decode("ascii", "replace"),) if found else ()


def _of_meta(body: bytes) -> tuple[str, ...]:
    found = _META.search(body[:_HEAD])
    return (found.group(1).decode("ascii", "replace"),) if found else ()
