"""Discord's Markdown as HTML.

Follows "Message Formatting" in Discord's developer documentation and "Markdown Text 101" in its help centre: headings, small text, quotes
and lists at the start of a line; bold, italics, underline, strike-through, spoilers, code, links and mentions inside; a backslash before
punctuation makes it a character like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from markupsafe import Markup

from docs.cards.html import UnknownPartError, escape_all, tag

_HEADING = re.compile(r"(#{1,3}) +(.+)")
_SMALL = re.compile(r"-# +(.+)")
_QUOTE = re.compile(r"> (.*)")
_BULLET = re.compile(r"( *)[-*] +(.+)")
_NUMBER = re.compile(r"( *)(\d+)[.)] +(.+)")
_INSIDE = r"((?:\\[\s\S]|[^\\])+?)"


def document(text: str) -> Markup:
    """A text of several lines."""
    return escape_all(list(_blocks(text)))


def inline(text: str) -> Markup:
    """Text within a line."""
    parts: list[Markup | str] = []
    at, plain = 0, 0
    while at < len(text):
        found, draw = _next(text, at)
        if found is None or draw is None:
            at += 1
            continue
        parts += [text[plain:at], draw(found)]
        at = plain = found.end()
    return escape_all([*parts, text[plain:]])


def _blocks(text: str) -> Iterator[Markup]:
    paragraph: list[str] = []
    for row in text.split("\n"):
        if row.lstrip().startswith("```"):
            raise UnknownPartError("A block of code is not drawn yet")
        block = _block(row)
        if block is None:
            paragraph.append(row)
            continue
        if paragraph:
            yield _paragraph(paragraph)
            paragraph = []
        yield block
    if paragraph:
        yield _paragraph(paragraph)


def _paragraph(rows: list[str]) -> Markup:
    return tag("div", inline("\n".join(rows)), class_="text")


def _block(row: str) -> Markup | None:
    if found := _HEADING.fullmatch(row):
        return tag(f"h{len(found[1]) + 1}", inline(found[2]))
    if found := _SMALL.fullmatch(row):
        return tag("div", inline(found[1]), class_="small")
    if found := _QUOTE.fullmatch(row):
        return tag("blockquote", inline(found[1]))
    if found := _BULLET.fullmatch(row):
        return tag("div", "•  ", inline(found[2]), class_="item")
    if found := _NUMBER.fullmatch(row):
        return tag("div", f"{found[2]}.  ", inline(found[3]), class_="item")
    return None


def _next(text: str, at: int) -> tuple[re.Match[str] | None, Callable[[re.Match[str]], Markup | str] | None]:
    if text[at] not in "\\`<[*_~|@:h":
        return None, None
    for rule, draw in _RULES:
        if found := rule.match(text, at):
            return found, draw
    return None, None


def _wrapped(name: str, class_: str | None = None) -> Callable[[re.Match[str]], Markup]:
    return lambda found: tag(name, inline(found[1]), class_=class_)


def _strange(what: str) -> Callable[[re.Match[str]], Markup]:
    def fail(found: re.Match[str]) -> Markup:
        raise UnknownPartError(f"{what} is not drawn yet: {found[0]}")

    return fail


def _address(found: re.Match[str]) -> Markup:
    return tag("a", found[1], href=found[1])


def _ping(found: re.Match[str]) -> Markup:
    return tag("span", found[1] if found[1].startswith("@") else f"@{found[1]}", class_="ping")


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Markup | str]], ...] = (
    (re.compile(r"\\([^0-9A-Za-z\s])"), lambda found: found[1]),
    (re.compile(r"(`+)([\s\S]*?[^`])\1(?!`)"), lambda found: tag("code", found[2])),
    (re.compile(r"<(https?://[^\s>]+)>"), _address),
    (re.compile(r"<@[&!]?(\d+)>"), _ping),
    (re.compile(r"(@everyone|@here)"), _ping),
    (re.compile(r"<(?:#\d+|id:\w+|a?:\w+:\d+|/[^:>]+:\d+|t:-?\d+(?::\w)?)>"), _strange("What stands in the brackets")),
    (
        re.compile(r"\[((?:\\.|[^\[\]\\]|\[[^\]]*\])+)\]\(<?(https?://(?:\([^\s()]*\)|[^\s()<>])+)>?\)"),
        lambda found: tag("a", inline(found[1]), href=found[2]),
    ),
    (re.compile(r"(https?://[^\s<]+[^\s<.,:;\"')\]])"), _address),
    (re.compile(rf"\*\*{_INSIDE}\*\*(?!\*)"), _wrapped("strong")),
    (re.compile(rf"__{_INSIDE}__(?!_)"), _wrapped("u")),
    (re.compile(rf"~~(?=\S){_INSIDE}~~"), _wrapped("s")),
    (re.compile(rf"\|\|{_INSIDE}\|\|"), _strange("A spoiler")),
    (re.compile(r"\*(?=\S)((?:\\[\s\S]|\*\*|[^\\*])+?)\*(?!\*)"), _wrapped("em")),
    (re.compile(r"(?<!\w)_((?:\\[\s\S]|[^\\_])+?)_(?!\w)"), _wrapped("em")),
    (re.compile(r":[a-z0-9_+-]*[a-z][a-z0-9_+-]*:"), _strange("An emoji by its name")),
)
