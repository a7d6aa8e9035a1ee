"""Text from feeds on its way into a page: escaping is the template's work, this takes out what escaping leaves alone."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls but tab and line feed
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls (Unicode UAX #9)
    "\u2028\u2029\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_UNSAFE_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\<>\"'`]")


def plain(text: str) -> str:
    """The text without control characters, bidirectional controls and lone surrogates, which HTML escaping lets through."""
    return _UNSEEN.sub("", text)


def shortened(text: str, most: int) -> str:
    """At most `most` characters on one line, cut at a word where there is one near the end."""
    line = " ".join(text[: most * 4].split())
    if len(line) <= most:
        return line
    head = line[:most]
    space = head.rfind(" ", most * 3 // 4)
    return (head[:space] if space > 0 else head).rstrip(" ,.;:·") + "…"


def safe_url(url: str | None) -> str | None:
    """The address if a reader may be sent there: http or https with a host and no user name; else None."""
    if not url or len(url) > 2000:
        return None
    url = url.strip()
    if _UNSAFE_IN_ADDRESS.search(url):
        return None
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname)
        parts.port  # noqa: B018 - reading it raises ValueError where it is no number
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not has_host or "@" in parts.netloc:
        return None
    return url
