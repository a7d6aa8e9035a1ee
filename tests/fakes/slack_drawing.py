"""The plainest drawing for Slack, for tests of what is heard: a section a card, an input an option."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.adapters.slack.drawing import Filled, HalfTyped
from bot.desk.card import Card, Line
from bot.desk.commands.spec import OptionType
from bot.desk.form import Form, Input, InputKind

Json = dict[str, Any]


class PlainDrawing:
    """Draws so that a test can read it."""

    def message(self, card: Card) -> Json:
        return {"text": card.summary, "blocks": _blocks(card)}

    def modal(self, form: Form, carried: str) -> Json:
        kept = {"path": form.path, "fixed": dict(form.fixed), "carried": carried}
        return {
            "type": "modal",
            "callback_id": "form",
            "title": _plain(form.title),
            "submit": _plain(form.submit),
            "private_metadata": json.dumps(kept),
            "blocks": [_input(one) for one in form.inputs],
        }

    def filled(self, view: Mapping[str, Any]) -> Filled | None:
        if view.get("callback_id") != "form":
            return None
        kept = json.loads(view["private_metadata"])
        return Filled(tuple(kept["path"]), kept["fixed"] | _values(view), kept["carried"])

    def half_typed(self, view: Mapping[str, Any], action_id: str, block_id: str) -> HalfTyped | None:
        if view.get("callback_id") != "form":
            return None
        return HalfTyped(OptionType(action_id), _values(view), json.loads(view["private_metadata"])["carried"])

    def carried(self, action: Mapping[str, Any]) -> tuple[tuple[str, ...], str] | None:
        head, _, path = action["action_id"].partition(" ")
        return (tuple(path.split()), action.get("value", "")) if head == "desk" else None


def button(*path: str, argument: str = "", label: str = "Do it") -> Json:
    """A button that stands for a command, as it comes with every card."""
    return {"type": "button", "action_id": f"desk {' '.join(path)}", "text": _plain(label), "value": argument}


def _blocks(card: Card) -> list[Json]:
    said = "\n".join([_text(card.title), *map(_text, card.lines)])
    buttons = [button(*action.path, argument=action.argument, label=action.label) for action in card.actions]
    return [{"type": "section", "text": _plain(said)}, *([{"type": "actions", "elements": buttons}] if buttons else [])]


def _input(one: Input) -> Json:
    element: Json = {"type": "plain_text_input", "action_id": "text"}
    if one.kind is InputKind.COMPLETED:
        assert one.option_type is not None
        element = {"type": "multi_external_select", "action_id": one.option_type.value}
    return {"type": "input", "block_id": one.name, "optional": not one.is_required, "label": _plain(one.label), "element": element}


def _values(view: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, elements in view.get("state", {}).get("values", {}).items():
        for element in elements.values():
            options = element.get("selected_options")
            found[name] = element.get("value") or "" if options is None else ",".join(option["value"] for option in options)
    return found


def _text(spans: Line) -> str:
    return "".join(span.text for span in spans)


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}
