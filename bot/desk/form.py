"""A neutral form: what a person fills in to run a command, before a platform draws it as a modal. Renderers are pure functions.

A submitted form becomes a `CommandRequest`: its `path`, its `fixed` options, and one option for each input, several values joined by
commas. An input that was emptied is sent as an empty string, which clears that part; one that the platform left out is not sent at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.desk.commands.spec import OptionType
from bot.model import Locale


class InputKind(StrEnum):
    """TEXT one line, LONG_TEXT several, CHOICE one of `choices`, CHOICES several of them, COMPLETED several found by typing
    (`option_type`), ROLE one role or user group of the workspace."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    CHOICE = "choice"
    CHOICES = "choices"
    COMPLETED = "completed"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Input:
    """One input. `name` is the option's name; `choices` are (value, label); `value` is what stands in it, and for COMPLETED `labels`
    names each of these values. `option_type` is what a COMPLETED input, or a CHOICES input with too many choices, completes by."""

    name: str
    label: str
    kind: InputKind
    value: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    option_type: OptionType | None = None
    hint: str = ""
    is_required: bool = False
    longest: int = 300


@dataclass(frozen=True, slots=True)
class Form:
    """`inputs` come with what matters most first, since a platform may show only some (Discord: 5)."""

    language: Locale
    title: str
    submit: str
    path: tuple[str, ...]
    inputs: tuple[Input, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)
    intro: str = ""
