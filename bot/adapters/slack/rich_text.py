"""Lines of spans as rich text elements: text that is text, so that nothing in it can ping, link or style.

"Rich text block" (docs.slack.dev): `text` elements are shown as they stand; links and mentions are elements of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from bot.adapters.console.plain import visible
from bot.adapters.slack.limits import SLACK
from bot.desk.card import Line, Span, Style
from bot.desk.cards.text import cut

Json = dict[str, Any]

_STYLES = {Style.STRONG: "bold", Style.HIGHLIGHT: "bold", Style.CODE: "code", Style.STRUCK: "strike"}
_KEPT_IN_ADDRESSES = "%/:=&?~#+!$,;@-._()[]*'"


def plain(line: Line) -> str:
    """The line's text alone, on one line, without characters that cannot be seen."""
    return visible("".join(span.text for span in line)).strip()


def fit(line: Line, most: int) -> Line:
    """The line in at most `most` characters: cut at a sentence or a word, the span where it ends shortened and the rest left out."""
    whole = "".join(visible(span.text) for span in line)
    kept = whole if len(whole) <= most else cut(whole, most)
    if kept == whole:
        return line
    spans: list[Span] = []
    left = len(kept.rstrip("…"))
    for span in line:
        text = visible(span.text)
        if left <= 0:
            break
        spans.append(Span(text[:left], span.style, span.url))
        left -= len(text)
    return (*spans, Span("…")) if kept.endswith("…") else tuple(spans)


def section(*lines: Line) -> Json:
    """Lines under one another as one section; empty ones are left out."""
    elements: list[Json] = []
    for line in lines:
        found = elements_of(line)
        if found and elements:
            elements.append({"type": "text", "text": "\n"})
        elements += found
    return {"type": "rich_text_section", "elements": elements}


def elements_of(line: Line) -> list[Json]:
    """The line's spans; those without anything to be seen are left out, but for the spaces between others."""
    if not plain(line):
        return []
    return [_element(part) for span in line for part in _apart(span) if visible(part.text)]


def _apart(span: Span) -> Sequence[Span]:
    """Code without the spaces around it, which would stand inside its box."""
    text = visible(span.text)
    inner = text.strip()
    if span.style is not Style.CODE or not inner:
        return (span,)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return Span(before), Span(inner, Style.CODE, span.url), Span(after)


def rich_text(parts: Sequence[Json]) -> Json:
    """A block of sections and lists."""
    return {"type": "rich_text", "elements": list(parts)}


def mention(platform_id: str) -> Json:
    """A user group, or a person, that is pinged."""
    if platform_id.startswith(("U", "W")):
        return {"type": "user", "user_id": platform_id}
    return {"type": "usergroup", "usergroup_id": platform_id}


def link_of(url: str | None) -> str | None:
    """An address that may stand in a link: http or https; else None."""
    if not url:
        return None
    encoded = quote(url.strip(), safe=_KEPT_IN_ADDRESSES)
    try:
        parts = urlsplit(encoded)
    except ValueError:
        return None
    is_web = parts.scheme.lower() in {"http", "https"} and bool(parts.netloc)
    return encoded if is_web and len(encoded) <= SLACK.url else None


def escaped(text: str) -> str:
    """Text for a field that Slack reads as its markup: `&`, `<` and `>`, in this order ("Formatting text": escaping)."""
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def length(parts: Iterable[Any]) -> int:
    """Characters of text in blocks or elements."""
    return sum(_length(part) for part in parts)


def _length(part: Any) -> int:
    if isinstance(part, dict):
        return sum(len(value) if key == "text" and isinstance(value, str) else _length(value) for key, value in part.items())
    return length(part) if isinstance(part, list) else 0


def _element(span: Span) -> Json:
    url = link_of(span.url)
    text = visible(span.text)
    drawn: Json = {"type": "link", "url": url, "text": text} if url else {"type": "text", "text": text}
    style = _STYLES.get(span.style)
    return {**drawn, "style": {style: True}} if style else drawn
