"""Lines of spans as Discord's Markdown. Text from outside can neither style, nor link, nor mention.

Discord's parser takes a backslash before any ASCII punctuation as "this character itself" ("Message Formatting" in the developer
documentation lists what would otherwise be a mention, a time stamp, an emoji or a link). What pings is decided by `allowed_mentions`
besides, which every payload sets to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from urllib.parse import quote, urlsplit

from bot.adapters.console.plain import visible
from bot.adapters.discord.limits import DISCORD, size
from bot.desk.card import Line, Span, Style
from bot.desk.cards.text import cut

_MARKUP = re.compile(r"[\\*_~`|<>\[\]@#]|:(?=[/\w+-]|$)")
_LIST_MARK = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))")
_BOLD = frozenset({Style.STRONG, Style.HIGHLIGHT})
_KEPT = frozenset({Style.CODE, Style.STRUCK})
_KEPT_IN_ADDRESSES = "%/:=&?~#+!$,;@-._"


def escape(text: str) -> str:
    """The text on one line, to be read as it stands anywhere but at the start of a line."""
    return _MARKUP.sub(r"\\\g<0>", visible(text))


def link_of(url: str | None) -> str | None:
    """An address that may stand in a link: http or https, printable ASCII without brackets, at most 512 characters; else None."""
    if not url:
        return None
    encoded = quote(url.strip(), safe=_KEPT_IN_ADDRESSES)
    try:
        parts = urlsplit(encoded)
    except ValueError:
        return None
    is_web = parts.scheme.lower() in {"http", "https"} and bool(parts.netloc) and "%" not in parts.netloc
    return encoded if is_web and len(encoded) <= DISCORD.url else None


class Place(Enum):
    """Where a line stands: as a heading, which is bold already; at the start of a row, where a line that is all quiet is small; or after
    something of ours in the same row."""

    HEADING = "heading"
    ROW = "row"
    INSIDE = "inside"


def markdown(line: Line, place: Place = Place.ROW) -> str:
    """The line in Markdown, empty where nothing of it can be seen."""
    text = "".join(_run(run, is_bold=place is Place.HEADING) for run in _runs(line)).strip()
    if not text or place is Place.INSIDE:
        return text
    if place is Place.HEADING:
        return f"### {text}"
    if all(span.style is Style.QUIET for span in line if span.text.strip()):
        return f"-# {text}"
    return _LIST_MARK.sub(_escape_mark, text)


def fit(line: Line, most: int, place: Place = Place.ROW) -> str:
    """The line in Markdown with at most `most` characters, cut at a sentence where one fits. Empty where nothing fits."""
    if sum(len(link_of(span.url) or "") for span in line) > most // 2:
        line = tuple(Span(span.text, span.style) for span in line)
    text = markdown(line, place)
    allowed = sum(len(visible(span.text)) for span in line)
    while size(text) > most:
        allowed = min(allowed - 1, allowed * most // size(text))
        if allowed <= 0:
            return ""
        text = markdown(shorten(line, allowed), place)
    return text


def shorten(line: Line, most: int) -> Line:
    """The line with about `most` characters of text, the last span cut at a sentence or a word."""
    kept: list[Span] = []
    for span in line:
        text = visible(span.text)
        if len(text) <= most:
            kept.append(Span(text, span.style, span.url))
            most -= len(text)
            continue
        kept.append(Span(cut(text, most) if most > 1 else "…", span.style, span.url))
        break
    return tuple(kept)


def plain(line: Line) -> str:
    """The text of a line alone, for places where Discord reads no Markdown."""
    return visible("".join(span.text for span in line)).strip()


def _escape_mark(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"


def _runs(line: Line) -> Iterable[Span]:
    """Neighbours that look alike as one span, since `**a****b**` is not read as two bold words."""
    runs: list[Span] = []
    for span in line:
        look = span.style if span.style in _KEPT else Style.STRONG if span.style in _BOLD else Style.PLAIN
        url = link_of(span.url)
        if runs and (runs[-1].style, runs[-1].url) == (look, url):
            runs[-1] = Span(runs[-1].text + span.text, look, url)
        else:
            runs.append(Span(span.text, look, url))
    return runs


def _run(span: Span, *, is_bold: bool) -> str:
    text = visible(span.text)
    inner = text.strip()
    if not inner:
        return " " if text else ""
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if span.style is Style.CODE:
        shown = f"`{inner.replace('`', 'ˋ')}`"
    else:
        shown = escape(inner)
        if span.style is Style.STRONG and not is_bold:
            shown = f"**{shown}**"
        elif span.style is Style.STRUCK:
            shown = f"~~{shown}~~"
    if span.url:
        shown = f"[{shown}]({span.url})"
    return f"{before}{shown}{after}"
