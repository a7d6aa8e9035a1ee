"""What listening asks of drawing: messages, modals, and what comes back from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.desk.card import Card
from bot.desk.commands.spec import OptionType
from bot.desk.form import Form


@dataclass(frozen=True, slots=True)
class Filled:
    """A modal that was sent, read: the command, its options, and what the modal carried."""

    path: tuple[str, ...]
    options: Mapping[str, str]
    carried: str


@dataclass(frozen=True, slots=True)
class HalfTyped:
    """A menu that is typed into: what it completes, what stands in the other inputs, and what the modal carried."""

    option_type: OptionType
    options: Mapping[str, str]
    carried: str


class Drawing(Protocol):
    """Pure."""

    def message(self, card: Card) -> dict[str, Any]:
        """`text` and `blocks`."""
        ...

    def modal(self, form: Form, carried: str) -> dict[str, Any]:
        """A modal to fill in, which carries a text."""
        ...

    def filled(self, view: Mapping[str, Any]) -> Filled | None:
        """None where it is no modal of ours."""
        ...

    def half_typed(self, view: Mapping[str, Any], action_id: str, block_id: str) -> HalfTyped | None:
        """None where it is no menu of ours."""
        ...

    def carried(self, action: Mapping[str, Any]) -> tuple[tuple[str, ...], str] | None:
        """The command that a button stands for and its argument; None where it is none of ours."""
        ...
