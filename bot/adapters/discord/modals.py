"""A form as a Discord modal, and a submitted modal as a command. Pure.

"Component Reference": a label (type 18) around a text input (4), a string select (3) or a role select (6); five at most in a modal. All
that a submitted modal means stands in its custom_ids, so that one opened before a restart works after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.adapters.discord.limits import DISCORD, size
from bot.desk.form import Form, Input, InputKind

MOST_INPUTS = 5
LONGEST_LABEL = 45
LONGEST_HINT = 100
LONGEST_TEXT = 4_000
MOST_CHOICES = 25
_PREFIX = "adf"
_PATTERN = re.compile(r"adf:(?P<path>[a-z]+(?:\.[a-z]+)*):(?P<fixed>.*)", re.DOTALL)


def modal(form: Form) -> dict[str, Any] | None:
    """The data of a MODAL response ("Interaction Response Object", type 9). None where the fixed options do not fit into a custom_id."""
    fixed = "&".join(f"{name}={value}" for name, value in form.fixed.items())
    carried = f"{_PREFIX}:{'.'.join(form.path)}:{fixed}"
    if size(carried) > DISCORD.custom_id or any(mark in value for value in form.fixed.values() for mark in "&="):
        return None
    inputs = [_label(one) for one in form.inputs[:MOST_INPUTS]]
    return {"custom_id": carried, "title": _cut(form.title, LONGEST_LABEL), "components": inputs}


def submitted(data: Mapping[str, Any]) -> tuple[tuple[str, ...], dict[str, str]] | None:
    """The command's path and its options; None where the modal is not ours."""
    found = _PATTERN.fullmatch(str(data.get("custom_id", "")))
    if found is None:
        return None
    options = dict(part.split("=", 1) for part in found["fixed"].split("&") if "=" in part)
    for label in data.get("components", ()):
        part = label.get("component", {})
        values = part["values"] if "values" in part else [part.get("value", "")]
        options[str(part.get("custom_id", ""))] = ",".join(str(value) for value in values)
    return tuple(found["path"].split(".")), options


def _label(one: Input) -> dict[str, Any]:
    drawn: dict[str, Any] = {"type": 18, "label": _cut(one.label, LONGEST_LABEL), "component": _component(one)}
    if one.hint:
        drawn["description"] = _cut(one.hint, LONGEST_HINT)
    return drawn


def _component(one: Input) -> dict[str, Any]:
    if one.kind is InputKind.ROLE:
        return _role(one)
    if one.kind in (InputKind.CHOICE, InputKind.CHOICES) and 0 < len(one.choices) <= MOST_CHOICES:
        return _select(one)
    return _text(one)


def _select(one: Input) -> dict[str, Any]:
    options = [
        {"label": _cut(label, 100), "value": value, "default": True} if value in one.value else {"label": _cut(label, 100), "value": value}
        for value, label in one.choices
    ]
    most = len(options) if one.kind is InputKind.CHOICES else 1
    return {
        "type": 3,
        "custom_id": one.name,
        "options": options,
        "min_values": int(one.is_required),
        "max_values": most,
        "required": one.is_required,
    }


def _role(one: Input) -> dict[str, Any]:
    chosen = [{"id": value, "type": "role"} for value in one.value if value.isdecimal()]
    drawn: dict[str, Any] = {"type": 6, "custom_id": one.name, "min_values": int(one.is_required), "required": one.is_required}
    return {**drawn, "default_values": chosen} if chosen else drawn


def _text(one: Input) -> dict[str, Any]:
    """Several values stand by their names with commas between, as they would be typed."""
    names = dict(one.choices)
    shown = one.labels or tuple(names.get(value, value) for value in one.value)
    longest = LONGEST_TEXT if one.kind is not InputKind.TEXT else min(one.longest, LONGEST_TEXT)
    drawn: dict[str, Any] = {
        "type": 4,
        "custom_id": one.name,
        "style": 2 if one.kind is InputKind.LONG_TEXT else 1,
        "required": one.is_required,
        "max_length": longest,
    }
    value = ", ".join(shown)
    return {**drawn, "value": value[:longest]} if value else drawn


def _cut(text: str, most: int) -> str:
    if size(text) <= most:
        return text
    while size(text) >= most:
        text = text[:-1]
    return text.rstrip() + "…"
