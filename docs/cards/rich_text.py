"""The elements of Slack's rich_text block as HTML ("Block Kit: rich text block" on docs.slack.dev). Text in it is never markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from docs.cards.html import UnknownPartError, escape_all, only, tag

Json = Mapping[str, Any]

_STYLES = (("code", "code"), ("bold", "strong"), ("italic", "em"), ("strike", "s"), ("underline", "u"))


def rich_text(elements: Iterable[Json]) -> Markup:
    """A block's elements one under another."""
    return tag("div", *(_element(part) for part in elements), class_="rich")


def _element(part: Json) -> Markup:
    kind = part["type"]
    if kind == "rich_text_list":
        return _list(part)
    only(part, "type elements border")
    inside = escape_all([_run(run) for run in part["elements"]])
    if kind == "rich_text_section":
        return tag("div", inside, class_="text")
    if kind == "rich_text_quote":
        return tag("blockquote", inside)
    if kind == "rich_text_preformatted":
        return tag("pre", inside)
    raise UnknownPartError(f"{kind} is not drawn yet")


def _list(part: Json) -> Markup:
    only(part, "type style indent offset border elements")
    first = part.get("offset", 0) + 1
    numbers = part["style"] == "ordered"
    rows = [
        tag("div", tag("span", f"{number}." if numbers else "•", class_="mark"), _element(item), class_="item")
        for number, item in enumerate(part["elements"], first)
    ]
    return tag("div", *rows, class_="list", style=f"--indent: {part.get('indent', 0)}")


def _run(run: Json) -> Markup:
    shown = _bare(run)
    style = run.get("style", {})
    only(style, " ".join(name for name, _ in _STYLES))
    for name, element in _STYLES:
        if style.get(name):
            shown = tag(element, shown)
    return shown


def _bare(run: Json) -> Markup:
    kind = run["type"]
    if kind == "text":
        only(run, "type text style")
        return tag("span", run["text"])
    if kind == "link":
        only(run, "type url text style unsafe")
        return tag("a", run.get("text") or run["url"], href=run["url"])
    if kind in {"user", "usergroup", "broadcast", "channel"}:
        only(run, "type user_id usergroup_id range channel_id style")
        name = next(str(run[key]) for key in ("user_id", "usergroup_id", "range", "channel_id") if key in run)
        return tag("span", f"{'#' if kind == 'channel' else '@'}{name}", class_="ping")
    raise UnknownPartError(f"{kind} in rich text is not drawn yet")
