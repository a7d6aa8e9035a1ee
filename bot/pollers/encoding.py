"""Bytes of a feed or page to UTF-8, whatever they were declared to be.

Korean outlets still send EUC-KR, often declared as something else, and EUC-KR often holds syllables that only its superset CP949 (Windows
code page 949, Unified Hangul Code) has, at which a strict EUC-KR decoder fails. Well-formed UTF-8 is taken for UTF-8 first: text of any
length in another encoding is not well-formed UTF-8 by chance. Byte order marks follow appendix F of the XML specification.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE_STARTS = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"), (b"<\x00!\x00", "utf-16-le"), (b"\x00<\x00!", "utf-16-be"))
_KOREAN = frozenset(
    {"euc-kr", "euckr", "euc_kr", "ks_c_5601-1987", "ks_c_5601", "ksc5601", "korean", "cp949", "windows-949", "ms949", "uhc"}
)
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
_WESTERN = "cp1252"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_PROLOG = re.compile(rb"^\s*<\?xml[^>]{0,400}?encoding\s*=\s*[\"']([\w.:-]+)[\"']", re.IGNORECASE)
_PROLOG_TEXT = re.compile(r"^<\?xml[^>]{0,400}?\?>")
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HEAD = 4_096
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
_HANGUL = re.compile("[가-힣]")
_LATIN_DOUBT = 10
"""Hangul syllables from which bytes declared Western are taken for Korean: accented letters do not pair up like that."""


def feed_to_utf8(body: bytes, content_type: str) -> bytes:
    """A feed as UTF-8 with a prolog that says so, without what XML forbids (control characters, blank lines before the prolog)."""
    text = decode(body, (*_of_header(content_type), *_of_prolog(body))).translate(_CONTROLS).lstrip("\ufeff \t\r\n")
    without = _PROLOG_TEXT.sub("", text, count=1)
    return b'<?xml version="1.0" encoding="utf-8"?>' + without.encode("utf-8", "replace")


def page_to_text(body: bytes, content_type: str) -> str:
    """A web page as text, by header, XML prolog or meta element."""
    declared = (*_of_header(content_type), *_of_prolog(body), *_of_meta(body))
    return decode(body, declared).lstrip("\ufeff")


def decode(body: bytes, declared: tuple[str, ...]) -> str:
    """Bytes to text: byte order mark, then well-formed UTF-8, then what was declared, then Korean, then the least damage."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for start, name in _BARE_STARTS:
        if body.startswith(start):
            return body.decode(name, "replace")
    for name in _candidates(declared):
        try:
            text = body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        return _not_mojibake(body, text) if name == _WESTERN else text
    return _least_damaged(body, declared)


def _candidates(declared: tuple[str, ...]) -> Iterator[str]:
    yield "utf-8"
    yield from (name for name in map(_codec, declared) if name != "utf-8")
    yield "cp949"


def _codec(declared: str) -> str:
    name = declared.strip().casefold()
    return "cp949" if name in _KOREAN else _SUPERSETS.get(name, name)


def _not_mojibake(body: bytes, text: str) -> str:
    try:
        korean = body.decode("cp949")
    except UnicodeDecodeError:
        return text
    return korean if len(_HANGUL.findall(korean)) >= _LATIN_DOUBT else text


def _least_damaged(body: bytes, declared: tuple[str, ...]) -> str:
    """The decoding with the fewest unreadable characters: a feed cut in the middle of a syllable is still UTF-8, or still CP949."""
    names = dict.fromkeys(("utf-8", *(_codec(name) for name in declared if _is_known(_codec(name))), "cp949"))
    texts = [body.decode(name, "replace") for name in names]
    best = min(texts, key=lambda text: text.count("\ufffd"))
    too_many = best.count("\ufffd") * 20 > len(best)
    return body.decode(_WESTERN, "replace") if too_many else best


def _is_known(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _of_header(content_type: str) -> tuple[str, ...]:
    return tuple(_CHARSET.findall(content_type)[:1])


def _of_prolog(body: bytes) -> tuple[str, ...]:
    found = _PROLOG.match(body[:_HEAD])
    return (found.group(1).decode("ascii", "replace"),) if found else ()


def _of_meta(body: bytes) -> tuple[str, ...]:
    found = _META.search(body[:_HEAD])
    return (found.group(1).decode("ascii", "replace"),) if found else ()
