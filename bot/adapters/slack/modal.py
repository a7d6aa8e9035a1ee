"""A form as a Slack modal, and a modal that was sent as a command. Pure.

"Views" and "Input block" (docs.slack.dev). What a modal means stands in itself, so that one opened before a restart works after it: the
command and what it carries in `private_metadata`, each option's name as its block's id.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.adapters.slack.drawing import Filled, HalfTyped
from bot.adapters.slack.limits import SLACK
from bot.adapters.slack.rich_text import plain
from bot.desk.card import line
from bot.desk.commands.spec import OptionType, Words
from bot.desk.form import Form, Input, InputKind

Json = dict[str, Any]

CALLBACK = "desk-form"
_VALUE = "value"
_CANCEL = Words("Cancel", "취소")


def modal_view(form: Form, carried: str) -> Json:
    """The view. `carried` comes back with the form."""
    blocks = [block for one in form.inputs if (block := _input(one)) is not None]
    if form.intro:
        blocks.insert(0, {"type": "section", "text": _plain(form.intro, SLACK.text)})
    kept = {"p": list(form.path), "f": dict(form.fixed), "c": carried}
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": _plain(form.title, SLACK.title),
        "submit": _plain(form.submit, SLACK.title),
        "close": _plain(_CANCEL.of(form.language), SLACK.title),
        "private_metadata": json.dumps(kept, ensure_ascii=False, separators=(",", ":")),
        "blocks": blocks[: SLACK.view_blocks],
    }


def filled(view: Mapping[str, Any]) -> Filled | None:
    """None where it is no modal of ours."""
    kept = _kept(view)
    if kept is None:
        return None
    fixed = {str(name): str(value) for name, value in kept["f"].items()}
    return Filled(tuple(kept["p"]), {**_values(view), **fixed}, str(kept["c"]))


def half_typed(view: Mapping[str, Any], action_id: str) -> HalfTyped | None:
    """None where it is no menu of ours."""
    kept = _kept(view)
    if kept is None or action_id not in set(OptionType):
        return None
    fixed = {str(name): str(value) for name, value in kept["f"].items()}
    return HalfTyped(OptionType(action_id), {**_values(view), **fixed}, str(kept["c"]))


def _kept(view: Mapping[str, Any]) -> dict[str, Any] | None:
    if view.get("callback_id") != CALLBACK:
        return None
    try:
        kept = json.loads(str(view.get("private_metadata", "")))
    except ValueError:
        return None
    is_ours = isinstance(kept, dict) and isinstance(kept.get("p"), list) and isinstance(kept.get("f"), dict) and "c" in kept
    return kept if is_ours else None


def _values(view: Mapping[str, Any]) -> dict[str, str]:
    """What stands in every input, several values joined by commas."""
    state = view.get("state") or {}
    found: dict[str, str] = {}
    for name, elements in (state.get("values") or {}).items():
        for element in elements.values():
            found[name] = _value_of(element)
    return found


def _value_of(element: Mapping[str, Any]) -> str:
    if "selected_options" in element:
        return ",".join(str(option["value"]) for option in element["selected_options"] or ())
    if "selected_option" in element:
        return str((element["selected_option"] or {}).get("value", ""))
    return str(element.get("value") or "")


def _input(one: Input) -> Json | None:
    element = _element(one)
    drawn: Json = {
        "type": "input",
        "block_id": one.name,
        "optional": not one.is_required,
        "label": _plain(one.label, SLACK.label),
        "element": element,
    }
    return {**drawn, "hint": _plain(one.hint, SLACK.label)} if one.hint else drawn


def _element(one: Input) -> Json:
    match one.kind:
        case InputKind.CHOICE | InputKind.CHOICES if 0 < len(one.choices) <= SLACK.options:
            return _menu(one)
        case InputKind.COMPLETED | InputKind.CHOICES if one.option_type is not None:
            return _completing(one, one.option_type, is_many=True)
        case InputKind.ROLE:
            return _completing(one, OptionType.ROLE, is_many=False)
    return _text(one)


def _menu(one: Input) -> Json:
    options = [_option(value, label) for value, label in one.choices if len(value) <= SLACK.option_value]
    chosen = [option for option in options if option["value"] in one.value]
    is_many = one.kind is InputKind.CHOICES
    drawn: Json = {"type": "multi_static_select" if is_many else "static_select", "action_id": _VALUE, "options": options}
    if not chosen:
        return drawn
    return {**drawn, "initial_options": chosen} if is_many else {**drawn, "initial_option": chosen[0]}


def _completing(one: Input, kind: OptionType, *, is_many: bool) -> Json:
    labels = one.labels or one.value
    chosen = [_option(value, label) for value, label in zip(one.value, labels, strict=False) if len(value) <= SLACK.option_value]
    drawn: Json = {"type": "multi_external_select" if is_many else "external_select", "action_id": kind.value, "min_query_length": 0}
    if not chosen:
        return drawn
    return {**drawn, "initial_options": chosen[: SLACK.options]} if is_many else {**drawn, "initial_option": chosen[0]}


def _text(one: Input) -> Json:
    longest = min(one.longest, SLACK.typed)
    drawn: Json = {"type": "plain_text_input", "action_id": _VALUE, "multiline": one.kind is InputKind.LONG_TEXT, "max_length": longest}
    value = ", ".join(one.labels or one.value)[:longest]
    return {**drawn, "initial_value": value} if value else drawn


def _option(value: str, label: str) -> Json:
    return {"text": _plain(label, SLACK.option), "value": value}


def _plain(text: str, most: int) -> Json:
    shown = plain(line(text)) or "-"
    return {"type": "plain_text", "text": shown if len(shown) <= most else shown[: most - 1].rstrip() + "…", "emoji": False}
