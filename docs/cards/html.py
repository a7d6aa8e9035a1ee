"""HTML put together from parts, in which all text is escaped."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from markupsafe import Markup, escape

Part = str | Markup


class UnknownPartError(ValueError):
    """A payload holds what this page cannot draw."""


def tag(name: str, *children: Part, **attributes: str | None) -> Markup:
    """An element. Text is escaped; `class_` stands for class; an attribute of None is left out."""
    given = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None)
    head = "".join(f' {key}="{escape(value)}"' for key, value in given)
    return Markup(f"<{name}{head}>{escape_all(children)}</{name}>")  # noqa: S704 - every part of it is escaped


def escape_all(children: Collection[Part]) -> Markup:
    """The parts one after another."""
    return Markup("").join(children)


def only(part: Mapping[str, Any], known: str) -> None:
    """Raise UnknownPartError where the part has a key that is not among the known words."""
    strange = set(part) - set(known.split())
    if strange:
        raise UnknownPartError(f"{part.get('type', 'A part')} has {', '.join(sorted(strange))}, which is not drawn yet")
