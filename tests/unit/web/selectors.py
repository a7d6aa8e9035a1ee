"""The CSS selectors that tests of the page use, as XPath: type, #id, .class, [name], [name=value], [name^=value], descendants, `>`, `~`."""

from __future__ import annotations

import re
from itertools import pairwise

from lxml import html

_SIMPLE = re.compile(r"(?P<kind>[#.]?)(?P<name>[\w-]+)|\[(?P<attribute>[\w-]+)(?:(?P<how>\^?=)(?P<value>[^\]]+))?\]")
_AXES = {" ": "//", ">": "/", "~": "/following-sibling::"}


def select(page: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    """All elements that match, in order of the document."""
    found = page.xpath(" | ".join(_xpath(part.strip()) for part in selector.split(",")))
    assert isinstance(found, list)
    return found


def _xpath(selector: str) -> str:
    tokens = re.sub(r"\s*([>~])\s*", r"\1", selector)
    parts = re.split(r"([ >~])", tokens)
    path = "descendant-or-self::" + _compound(parts[0])
    for axis, compound in list(pairwise(parts))[1::2]:
        path += _AXES[axis] + _compound(compound)
    return path


def _compound(text: str) -> str:
    name, conditions = "*", ""
    for match in _SIMPLE.finditer(text):
        if match["attribute"]:
            conditions += _attribute(match["attribute"], match["how"], match["value"])
        elif match["kind"] == "#":
            conditions += f"[@id='{match['name']}']"
        elif match["kind"] == ".":
            conditions += f"[contains(concat(' ', normalize-space(@class), ' '), ' {match['name']} ')]"
        else:
            name = match["name"]
    return name + conditions


def _attribute(name: str, how: str | None, value: str | None) -> str:
    if how is None:
        return f"[@{name}]"
    return f"[@{name}='{value}']" if how == "=" else f"[starts-with(@{name}, '{value}')]"
