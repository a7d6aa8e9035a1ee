"""HTML of titles and leads to plain text, in linear time.

Feeds escape once, twice or not at all, and Korean headlines use angle brackets as quotation marks (`<단독>`), so only what names an HTML
element counts as a tag, and what can be nothing else: what has attributes, or ends by its name (`<mi>x</mi>`). Text comes out in NFC,
without control characters.
"""

from __future__ import annotations

import html
import re
import unicodedata

from lxml import etree  # type: ignore[import-untyped]

_INLINE = """
    a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd mark q rp rt ruby s small span strike strong sub sup tt u var
    wbr"""
_BLOCK = """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head
    header hr html li main nav ol p pre section summary table tbody td tfoot th thead title tr ul"""
_SILENT = """
    audio button canvas iframe noscript object script select style svg template textarea video"""
_VOID = """
    area base basefont bgsound col colgroup embed frame frameset input link map meta nobr param picture source track"""
_BLOCKS = frozenset(_BLOCK.split())
_SILENTS = frozenset(_SILENT.split())
_RAW = frozenset({"script", "style"})
_NAMES = frozenset(f"{_INLINE} {_BLOCK} {_SILENT} {_VOID}".split())

_QUOTING = frozenset({"code", "kbd", "pre", "samp", "tt", "xmp"})
_QUOTED = str.maketrans("<&", "\ufdd0\ufdd1")
_READ_AGAIN = str.maketrans("\ufdd0\ufdd1", "<&")
"""Noncharacters of Unicode stand for what is no markup, until all markup is read."""

_TAG = re.compile(r"</?([A-Za-z][\w:.-]*)(?=[\s/>])[^<>]*>", re.ASCII)
_OPENING = re.compile(r"<(?!(?:/?([A-Za-z][\w:.-]*)[\s/>])|!--|!\[CDATA\[|!doctype)", re.IGNORECASE | re.ASCII)
_NAMED = re.compile(r"<(/?)([A-Za-z][\w:.-]*)(?=[\s/>])", re.ASCII)
_END = re.compile(r"</([A-Za-z][\w:.-]*)\s*>", re.ASCII)
_ATTRIBUTE = re.compile(r"\s{1,20}[A-Za-z_:][\w:.-]{0,60}\s{0,5}=\s{0,5}[\"']|\s{0,20}/>")
"""What follows a name that only a tag can have: an attribute, or the end of an element that holds nothing."""
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_DOCTYPE = re.compile(r"<!doctype[^<>]{0,400}>", re.IGNORECASE)
_WORDLESS = re.compile(r"<!--|<(?:script|style)\b", re.IGNORECASE)
_ENDS = {
    "<!--": re.compile("-->"),
    "<script": re.compile(r"</script\s{0,9}>", re.IGNORECASE),
    "<style": re.compile(r"</style\s{0,9}>", re.IGNORECASE),
}
_LONGEST_WORDLESS = 2_000
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\s*\n\s*")
_MORE = re.compile(r"\n?The post .{1,400}? (?:appeared first on|first appeared on) [^\n]{1,200}$")


def plain(text: str) -> str:
    """NFC, no control characters or lone surrogates, single spaces, one line break between paragraphs, no space at the ends."""
    cleaned = _CONTROLS.sub("", text)
    if not unicodedata.is_normalized("NFC", cleaned):
        cleaned = unicodedata.normalize("NFC", cleaned)
    return _BREAKS.sub("\n", _SPACES.sub(" ", cleaned)).strip()


def title_text(source: str) -> str:
    """A headline on one line: tags off, entities read, twice where it was escaped twice."""
    text = _without_wordless(_unwrapped(source)) if "<" in source else source
    for _ in range(2):
        if "<" not in text and "&" not in text:
            break
        text = html.unescape(_without_tags(text))
    return plain(_without_tags(text)).replace("\n", " ")


def html_text(source: str) -> str:
    """The text of an HTML fragment: paragraphs on lines of their own, scripts and styles left out, escaped twice or not. What is escaped
    within code is meant to be read as it stands."""
    text = _unwrapped(source)
    for _ in range(2):
        if "<" not in text and "&" not in text:
            break
        elements = _elements(text)
        if not _looks_like_html(text, elements):
            break
        text = _parsed_text(text, elements)
    return _MORE.sub("", plain(text.translate(_READ_AGAIN))).strip()


def _unwrapped(text: str) -> str:
    """A text without the marks of a CDATA section that was escaped with it."""
    return text.replace("<![CDATA[", "").replace("]]>", "") if "<![CDATA[" in text else text


def _without_wordless(text: str) -> str:
    """A text without comments, scripts and styles. In linear time: where one has no end, none that comes after it has."""
    pieces, place, ends = [], 0, dict.fromkeys(_ENDS, (-1, -1))
    for begin in _WORDLESS.finditer(text):
        kind = begin.group().lower()
        if ends[kind][0] < begin.end():
            found = _ENDS[kind].search(text, begin.end())
            ends[kind] = found.span() if found else (len(text) + _LONGEST_WORDLESS + 1,) * 2
        start, end = ends[kind]
        if begin.start() >= place and start - begin.end() <= _LONGEST_WORDLESS:
            pieces.append(text[place : begin.start()])
            place = end
    return _DOCTYPE.sub("", "".join([*pieces, text[place:]]))


def _elements(text: str) -> frozenset[str]:
    """The names that are elements in a text: HTML's, and those that end in it."""
    ended = {name.casefold() for name in _END.findall(text)} if "</" in text else set()
    return _NAMES if ended <= _NAMES else _NAMES | ended


def _is_tag(named: re.Match[str], name: str, elements: frozenset[str]) -> bool:
    """Whether what begins with a name is markup, not words between angle brackets. `named` is a match of the whole tag or of its begin."""
    if name.casefold() in elements:
        return True
    return _ATTRIBUTE.match(named.string, named.end(len(named.groups()))) is not None


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    elements = _elements(text)
    return _TAG.sub(lambda tag: _dropped(tag, elements), text)


def _dropped(tag: re.Match[str], elements: frozenset[str]) -> str:
    name = tag.group(1)
    if not _is_tag(tag, name, elements):
        return tag.group()
    return " " if name.casefold() in _BLOCKS or name.casefold() == "br" else ""


def _looks_like_html(text: str, elements: frozenset[str]) -> bool:
    return bool(_REFERENCE.search(text)) or any(_is_tag(found, found.group(1), elements) for found in _TAG.finditer(text))


def _escaped_words(found: re.Match[str], elements: frozenset[str]) -> str:
    return found.group() if _is_tag(found, found.group(2), elements) else f"&lt;{found.group(1)}{found.group(2)}"


def _silent(text: str) -> frozenset[str]:
    """The elements whose text nobody sees; what never ends in a text holds none of it."""
    lowered = text.lower()
    return frozenset(name for name in _SILENTS if f"</{name}" in lowered or name in _RAW)


def _parsed_text(fragment: str, elements: frozenset[str]) -> str:
    known = _NAMED.sub(lambda found: _escaped_words(found, elements), _OPENING.sub("&lt;", fragment))
    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(f"<html><body>{known}</body></html>", parser)
    if root is None:
        return html.unescape(_without_tags(fragment))
    return "".join(_pieces(root, _silent(known)))


def _pieces(root: etree._Element, silents: frozenset[str]) -> list[str]:
    pieces: list[str] = []
    silent = quoting = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = node.tag if isinstance(node.tag, str) else ""
        is_start = event == "start"
        if name in silents:
            silent += 1 if is_start else -1
        if name in _QUOTING:
            quoting += 1 if is_start else -1
        if name in _BLOCKS or (name == "br" and is_start):
            pieces.append("\n")
        words = node.text if is_start else node.tail
        if words and not silent:
            pieces.append((words.translate(_QUOTED) if quoting else words).replace("\n", " "))
    return pieces
