"""A Slack message as HTML: its blocks ("Block Kit: blocks" on docs.slack.dev)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from docs.cards.html import UnknownPartError, escape_all, only, tag
from docs.cards.mrkdwn import document
from docs.cards.rich_text import rich_text

Json = Mapping[str, Any]

_MENUS = (
    *(f"{many}{kind}_select" for many in ("", "multi_") for kind in ("static", "external", "users", "conversations", "channels")),
    *("timepicker", "datepicker", "plain_text_input"),
)
_SENT = "text blocks attachments metadata channel thread_ts unfurl_links unfurl_media response_type replace_original user mrkdwn"


def draw(body: Json) -> Markup:
    """The message. Raises UnknownPartError where it holds what is not drawn here."""
    only(body, _SENT)
    parts = [blocks(body.get("blocks", ()))]
    parts += [_attachment(part) for part in body.get("attachments", ())]
    if not body.get("blocks") and not body.get("attachments"):
        parts = [tag("div", document(body["text"]), class_="section")]
    return tag("div", *parts, class_="slack")


def blocks(found: Iterable[Json]) -> Markup:
    """Blocks one under another."""
    return escape_all([_block(part) for part in found])


def _attachment(part: Json) -> Markup:
    only(part, "color blocks fallback")
    return tag("div", blocks(part["blocks"]), class_="attachment", style=f"--edge: {part.get('color', '#dddddd')}")


def _block(part: Json) -> Markup:
    if part["type"] not in _BLOCKS:
        raise UnknownPartError(f"A block of type {part['type']} is not drawn yet")
    return _BLOCKS[part["type"]](part)


def text(part: Json) -> Markup:
    """A text object: `plain_text` as it stands, `mrkdwn` read."""
    only(part, "type text emoji verbatim")
    if part["type"] == "plain_text":
        return tag("div", part["text"], class_="text")
    if part["type"] == "mrkdwn":
        return document(part["text"])
    raise UnknownPartError(f"A text of type {part['type']} is not drawn yet")


def _header(part: Json) -> Markup:
    only(part, "type block_id text level")
    return tag("h2", text(part["text"]))


def _section(part: Json) -> Markup:
    only(part, "type block_id text fields accessory expand")
    fields = tag("div", *(tag("div", text(field)) for field in part["fields"]), class_="fields") if part.get("fields") else ""
    words = text(part["text"]) if part.get("text") else ""
    return tag("div", tag("div", words, fields), _element(part["accessory"]) if part.get("accessory") else "", class_="section")


def _context(part: Json) -> Markup:
    only(part, "type block_id elements")
    return tag("div", *(_small(element) for element in part["elements"]), class_="context")


def _small(element: Json) -> Markup:
    return _image(element) if element["type"] == "image" else text(element)


def _actions(part: Json) -> Markup:
    only(part, "type block_id elements")
    return tag("div", *(_element(element) for element in part["elements"]), class_="row")


def _rich(part: Json) -> Markup:
    only(part, "type block_id elements")
    return rich_text(part["elements"])


def _divider(part: Json) -> Markup:
    only(part, "type block_id")
    return tag("hr")


def _image(part: Json) -> Markup:
    only(part, "type block_id image_url slack_file alt_text title")
    return tag("div", part["alt_text"], class_="picture", role="img")


def _input(part: Json) -> Markup:
    only(part, "type block_id label element hint optional dispatch_action")
    hint = tag("div", text(part["hint"]), class_="small") if part.get("hint") else ""
    return tag("div", tag("strong", text(part["label"])), _element(part["element"]), hint, class_="input")


def _element(part: Json) -> Markup:
    kind = part["type"]
    if kind == "button":
        only(part, "type action_id text value style url accessibility_label confirm")
        return tag("button", part["text"]["text"], class_=part.get("style", "secondary"))
    if kind == "overflow":
        only(part, "type action_id options confirm")
        return tag("button", "⋯", class_="secondary")
    if kind == "image":
        return _image(part)
    if kind in _MENUS:
        return tag("div", _shown(part), class_="menu")
    raise UnknownPartError(f"An element of type {kind} is not drawn yet")


def _shown(part: Json) -> str:
    """What stands in a menu or input before it is touched."""
    chosen = [part["initial_option"]] if part.get("initial_option") else part.get("initial_options", [])
    words = [str(option["text"]["text"]) for option in chosen]
    return ", ".join(words) or str(part.get("initial_value") or part.get("placeholder", {}).get("text", ""))


_BLOCKS: dict[str, Callable[[Json], Markup]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "rich_text": _rich,
    "divider": _divider,
    "image": _image,
    "input": _input,
}
