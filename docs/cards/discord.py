"""A body of Discord's "Create Message" as HTML: Components V2, or embeds with action rows ("Component Reference", "Message" there)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from docs.cards.html import UnknownPartError, escape_all, only, tag
from docs.cards.markdown import document, inline

Json = Mapping[str, Any]

_BUTTONS = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary"}
_MENUS = (3, 5, 6, 7, 8)
_EPHEMERAL = 1 << 6


def draw(body: Json) -> Markup:
    """The message. Raises UnknownPartError where it holds what is not drawn here."""
    only(body, "content flags embeds components allowed_mentions nonce enforce_nonce")
    parts = [document(body["content"])] if body.get("content") else []
    parts += [_embed(part) for part in body.get("embeds", ())]
    parts += [_component(part) for part in body.get("components", ())]
    return tag("div", *parts, class_="discord", data_private="yes" if is_private(body) else None)


def is_private(body: Json) -> bool:
    """Whether only the asker sees it."""
    return bool(body.get("flags", 0) & _EPHEMERAL)


def _component(part: Json) -> Markup:
    kind = part["type"]
    if kind not in _COMPONENTS:
        raise UnknownPartError(f"A component of type {kind} is not drawn yet")
    return _COMPONENTS[kind](part)


def _parts(part: Json) -> Markup:
    return escape_all([_component(child) for child in part["components"]])


def _container(part: Json) -> Markup:
    only(part, "type id accent_color components")
    return tag("div", _parts(part), class_="card", style=_edge(part.get("accent_color")))


def _edge(colour: int | None) -> str | None:
    return None if colour is None else f"--edge: #{colour:06x}"


def _text(part: Json) -> Markup:
    only(part, "type id content")
    return tag("div", document(part["content"]), class_="display")


def _separator(part: Json) -> Markup:
    only(part, "type id divider spacing")
    return tag("div", class_=f"separator space-{part.get('spacing', 1)}{' line' if part.get('divider', True) else ''}")


def _section(part: Json) -> Markup:
    only(part, "type id components accessory")
    return tag("div", tag("div", _parts(part)), _component(part["accessory"]), class_="section")


def _row(part: Json) -> Markup:
    only(part, "type id components")
    return tag("div", _parts(part), class_="row")


def _button(part: Json) -> Markup:
    only(part, "type id style label custom_id url disabled")
    label = f"{part['label']} ↗" if part["style"] == 5 else part["label"]
    return tag("button", label, class_=_BUTTONS[part["style"]], disabled="" if part.get("disabled") else None)


def _menu(part: Json) -> Markup:
    only(part, "type id custom_id placeholder options min_values max_values disabled default_values channel_types")
    return tag("div", part.get("placeholder", ""), class_="menu")


def _picture(part: Json) -> Markup:
    only(part, "type id media description spoiler")
    return tag("div", part.get("description", ""), class_="picture", role="img")


def _gallery(part: Json) -> Markup:
    only(part, "type id items")
    return tag("div", *(_picture(item) for item in part["items"]), class_="gallery")


def _embed(part: Json) -> Markup:
    only(part, "title url description color fields footer image")
    rows: list[Markup] = []
    if part.get("title"):
        title = inline(part["title"])
        rows.append(tag("div", tag("a", title, href=part["url"]) if part.get("url") else title, class_="title"))
    if part.get("description"):
        rows.append(document(part["description"]))
    rows += [tag("div", tag("strong", inline(field["name"])), document(field["value"])) for field in part.get("fields", ())]
    if part.get("image"):
        rows.append(tag("div", class_="picture", role="img"))
    if part.get("footer"):
        rows.append(tag("div", part["footer"]["text"], class_="small footer"))
    return tag("div", *rows, class_="card embed", style=_edge(part.get("color")))


_COMPONENTS: dict[int, Callable[[Json], Markup]] = {
    1: _row,
    2: _button,
    9: _section,
    10: _text,
    11: _picture,
    12: _gallery,
    14: _separator,
    17: _container,
    **dict.fromkeys(_MENUS, _menu),
}
