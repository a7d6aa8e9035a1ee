"""The desk's own drawing for Slack: cards as Block Kit, forms as modals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.adapters.slack import buttons
from bot.adapters.slack.blocks import message
from bot.adapters.slack.drawing import Filled, HalfTyped
from bot.adapters.slack.modal import filled, half_typed, modal_view
from bot.desk.card import Card
from bot.desk.form import Form


class CardDrawing:
    """A `Drawing`."""

    def message(self, card: Card) -> dict[str, Any]:
        """`text` and `blocks`."""
        return message(card)

    def modal(self, form: Form, carried: str) -> dict[str, Any]:
        """A modal to fill in, which carries a text."""
        return modal_view(form, carried)

    def filled(self, view: Mapping[str, Any]) -> Filled | None:
        """None where it is no modal of ours."""
        return filled(view)

    def half_typed(self, view: Mapping[str, Any], action_id: str, block_id: str) -> HalfTyped | None:
        """None where it is no menu of ours."""
        del block_id
        return half_typed(view, action_id)

    def carried(self, action: Mapping[str, Any]) -> tuple[tuple[str, ...], str] | None:
        """The command that a button stands for and its argument; None where it is none of ours."""
        return buttons.carried(action)
