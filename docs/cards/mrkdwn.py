"""Slack's mrkdwn as HTML.

Follows "Formatting message text" (docs.slack.dev): *bold*, _italics_, ~struck~, `code`, ```blocks```, > quotes; `<address|label>`,
`<@U1>`, `<!subteam^S1>`, `<!channel>` and `<!date^…>` in angle brackets; `&amp;`, `&lt;` and `&gt;` for the three characters themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup

from docs.cards.html import UnknownPartError, escape_all, tag

_ENTITY = re.compile(r"&(lt|gt|amp);")
_CHARACTER = {"lt": "<", "gt": ">", "amp": "&"}


def document(text: str) -> Markup:
    """A text of several lines."""
    parts = []
    for row in text.split("\n"):
        quoted = re.match(r"(?:&gt;|>) ?", row)
        parts.append(tag("blockquote", inline(row[quoted.end() :])) if quoted else tag("div", inline(row) or Markup("<br>"), class_="text"))
    return escape_all(parts)


def inline(text: str) -> Markup:
    """Text within a line."""
    parts: list[Markup | str] = []
    at, plain = 0, 0
    while at < len(text):
        found = next(((hit, draw) for rule, draw in _RULES if (hit := rule.match(text, at))), None)
        if found is None:
            at += 1
            continue
        hit, draw = found
        parts += [readable(text[plain:at]), draw(hit)]
        at = plain = hit.end()
    return escape_all([*parts, readable(text[plain:])])


def readable(text: str) -> str:
    """The three escaped characters as they are seen; any other entity is text."""
    return _ENTITY.sub(lambda found: _CHARACTER[found[1]], text)


def _bracket(found: re.Match[str]) -> Markup:
    inner, _, label = found[1].partition("|")
    if inner.startswith(("http://", "https://", "mailto:")):
        return tag("a", readable(label or inner), href=readable(inner))
    if inner.startswith("!date^"):
        return tag("span", readable(label))
    if inner.startswith(("@", "!", "#")):
        return tag("span", readable(label) or f"{'#' if inner[0] == '#' else '@'}{inner.lstrip('@!#')}", class_="ping")
    raise UnknownPartError(f"{found[0]} is not drawn yet")


def _emoji(found: re.Match[str]) -> Markup:
    raise UnknownPartError(f"An emoji by its name is not drawn yet: {found[0]}")


def _styled(mark: str, name: str) -> tuple[re.Pattern[str], Callable[[re.Match[str]], Markup | str]]:
    # A mark counts only at the edge of a word, with something other than a space inside.
    rule = rf"(?<![\w{mark}]){mark}(?=[^\s{mark}])([^\n]*?[^\s{mark}]|[^\s{mark}]){mark}(?![\w{mark}])"
    return re.compile(rule), lambda found: tag(name, inline(found[1]))


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Markup | str]], ...] = (
    (re.compile(r"`([^`\n]+)`"), lambda found: tag("code", readable(found[1]))),
    (re.compile(r"<([^<>\n]+)>"), _bracket),
    (re.compile(r"(?<!\w):[a-z][a-z0-9_+-]*:(?!\w)"), _emoji),
    _styled(r"\*", "strong"),
    _styled("_", "em"),
    _styled("~", "s"),
)
