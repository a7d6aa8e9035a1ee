"""HTML of titles and leads to plain text, in linear time.

Feeds escape once, twice or not at all, and Korean headlines use angle brackets as quotation marks (`<단독>`), so only what names an HTML
element counts as a tag. Text comes out in NFC, without control characters.
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
    audio button canvas embed iframe noscript object script select style svg template textarea video"""
_VOID = """
    base input link map meta param picture source track"""
_BLOCKS = frozenset(_BLOCK.split())
_SILENTS = frozenset(_SILENT.split())
_NAMES = frozenset(f"{_INLINE} {_BLOCK} {_SILENT} {_VOID}".split())

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)\b[^<>]*>")
_OPENING = re.compile(r"<(?!(?:/?([A-Za-z][A-Za-z0-9]*)[\s/>])|!--|!\[CDATA\[|!doctype)", re.IGNORECASE)
_NAMED = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?=[\s/>])")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
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
    text = source
    for _ in range(2):
        text = html.unescape(_TAG.sub(_drop_known, text))
    return plain(_TAG.sub(_drop_known, text)).replace("\n", " ")


def html_text(source: str) -> str:
    """The text of an HTML fragment: paragraphs on lines of their own, scripts and styles left out, escaped twice or not."""
    text = source
    for _ in range(2):
        if not _looks_like_html(text):
            break
        text = _parsed_text(text)
    return _MORE.sub("", plain(text)).strip()


def _drop_known(tag: re.Match[str]) -> str:
    name = tag.group(1).casefold()
    if name not in _NAMES:
        return tag.group()
    return " " if name == "br" or name in _BLOCKS else ""


def _looks_like_html(text: str) -> bool:
    return bool(_REFERENCE.search(text)) or any(found.group(1).casefold() in _NAMES for found in _TAG.finditer(text))


def _escape_unknown(found: re.Match[str]) -> str:
    return found.group() if found.group(2).casefold() in _NAMES else f"&lt;{found.group(1)}{found.group(2)}"


def _parsed_text(fragment: str) -> str:
    known = _NAMED.sub(_escape_unknown, _OPENING.sub("&lt;", fragment))
    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(f"<html><body>{known}</body></html>", parser)
    if root is None:
        return html.unescape(_TAG.sub(_drop_known, fragment))
    return "".join(_pieces(root))


def _pieces(root: etree._Element) -> list[str]:
    pieces: list[str] = []
    silent = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = node.tag if isinstance(node.tag, str) else ""
        is_start = event == "start"
        if name in _SILENTS:
            silent += 1 if is_start else -1
        if name in _BLOCKS or (name == "br" and is_start):
            pieces.append("\n")
        words = node.text if is_start else node.tail
        if words and not silent:
            pieces.append(words.replace("\n", " "))
    return pieces
