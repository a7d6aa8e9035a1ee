"""A form that a platform drew and nobody changed comes back with all that stood in the alert, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.adapters.discord import modals
from bot.adapters.slack import modal
from bot.desk.commands import options
from bot.desk.commands.spec import CommandRequest
from bot.desk.form import Form
from bot.model import CatalogueActor, Filter, Locale
from tests.unit.desk.asking import BOSS, SERVED, Asking

TRADE = CatalogueActor("jp-trade", "Ministry of Ports, Trade and Fisheries", "항만통상부", "body", "JP", None, ())
PORTS = CatalogueActor("kr-ports", "Ministry of Ports", "항만부", "body", "KR", None, ())
BOTH_KINDS = tuple(f"-word {number:02} " + "x" * 71 for number in range(options.MOST_KEYWORDS))

SendBack = Callable[[Form], tuple[tuple[str, ...], Mapping[str, str]]]


def through_discord(form: Form) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """What Discord's client sends of the modal as it stands: a text input's value, the chosen values of a menu."""
    drawn = modals.modal(form)
    assert drawn is not None
    sent = modals.submitted({**drawn, "components": [{"component": _sent(label["component"])} for label in drawn["components"]]})
    assert sent is not None
    return sent


def _sent(part: Mapping[str, Any]) -> dict[str, Any]:
    if part["type"] == 4:
        return {"custom_id": part["custom_id"], "value": part.get("value", "")}
    chosen = [option["value"] for option in part.get("options", ()) if option.get("default")]
    return {"custom_id": part["custom_id"], "values": chosen or [one["id"] for one in part.get("default_values", ())]}


def through_slack(form: Form) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """What Slack's client sends of the view as it stands: its `state.values`, by block and action."""
    view = modal.modal_view(form, "")
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    values = {block["block_id"]: {block["element"]["action_id"]: _state(block["element"])} for block in inputs}
    sent = modal.filled({**view, "state": {"values": values}})
    assert sent is not None
    return sent.path, sent.options


def _state(element: Mapping[str, Any]) -> dict[str, Any]:
    if element["type"].startswith("multi_"):
        return {"selected_options": element.get("initial_options", [])}
    if element["type"].endswith("_select"):
        return {"selected_option": element.get("initial_option")}
    return {"value": element.get("initial_value")}


@pytest.mark.parametrize("locale", ["en", "ko"])
@pytest.mark.parametrize("send_back", [through_discord, through_slack])
@pytest.mark.parametrize(
    "wanted",
    [
        Filter(keywords=BOTH_KINDS, minimum_relevance="core"),
        Filter(actors=("jp-trade",)),
        Filter(actors=("kim-jong-un", "jp-trade", "kr-ports"), themes=("tariffs", "autos"), minimum_relevance="partial"),
    ],
)
async def test_a_form_that_nobody_changed_changes_nothing(wanted: Filter, send_back: SendBack, locale: Locale) -> None:
    desk = Asking()
    desk.store.actor_list = (PORTS, *desk.store.actor_list, TRADE)
    await desk.ask("alerts add One cap:3 rhythm:weekly weekday:wed hour:7")
    before = await desk.store.change_subscription(replace(desk.store.owned[0], filter=wanted))
    form = await desk.answerer.form(CommandRequest(("alerts", "edit"), {"alert": "One"}, SERVED, BOSS, locale))
    assert isinstance(form, Form)
    path, sent = send_back(form)
    card = await desk.answerer.answer(CommandRequest(path, sent, SERVED, BOSS, locale, is_submitted=True))
    assert not card.is_refusal
    assert desk.store.owned == [before]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('actor:"Ministry of Ports, Trade and Fisheries"', ("jp-trade",)),
        ('actor:"ministry of ports,trade and fisheries,Kim Jong-un"', ("jp-trade", "kim-jong-un")),
        ('actor:"Kim Jong-un, Ministry of Ports"', ("kim-jong-un", "kr-ports")),
        ("actor:항만통상부,김정은", ("jp-trade", "kim-jong-un")),
    ],
)
async def test_a_name_with_a_comma_is_one_name(typed: str, expected: tuple[str, ...]) -> None:
    desk = Asking()
    desk.store.actor_list = (PORTS, *desk.store.actor_list, TRADE)
    card = await desk.ask(f"alerts add One {typed}")
    assert not card.is_refusal
    assert desk.store.owned[0].filter.actors == expected


async def test_a_name_that_nobody_has_is_refused_among_others() -> None:
    desk = Asking()
    card = await desk.ask('alerts add One actor:"Kim Jong-un, Zorro"')
    assert card.is_refusal
    assert "Zorro" in card.summary
    assert desk.store.owned == []
