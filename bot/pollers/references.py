"""Entity references that XML does not know: HTML's names and bare ampersands, which outlets write into feeds all the same.

Left alone they make the document ill-formed, and feedparser's second, lenient parser reads `Q&A` as `Q&A;`.
"""

from __future__ import annotations

import re
from html.entities import html5

_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_REFERENCE = re.compile(r"&(?:(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][\w.-]*);)?")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})


def mend_references(xml: str) -> str:
    """The document with HTML's named references as numeric ones and bare ampersands escaped, outside CDATA sections. Names that neither
    XML nor HTML knows stay: the document may declare them."""
    if "&" not in xml:
        return xml
    pieces = _CDATA.split(xml)
    pieces[::2] = [_REFERENCE.sub(_mend, piece) for piece in pieces[::2]]
    return "".join(pieces)


def _mend(found: re.Match[str]) -> str:
    name = found.group(1)
    if name is None:
        return "&amp;"
    if name in _OF_XML or name.startswith("#") or f"{name};" not in html5:
        return found.group()
    return "".join(f"&#{ord(character)};" for character in html5[f"{name};"])
