"""Where something was done, and what a modal carries of it."""

from __future__ import annotations

import pytest

from bot.adapters.slack.spot import Spot, spot_of_interaction, spot_of_view

BODY = {"user": {"id": "U1", "username": "minji"}, "trigger_id": "1.2.3"}


def test_a_modal_carries_the_way_back() -> None:
    spot = Spot("U1", "minji", "C1", "old", "https://hooks.example/1", "1764061200.000100")
    assert spot_of_view(BODY, spot.carried()) == Spot("U1", "minji", "C1", "1.2.3", "https://hooks.example/1", "1764061200.000100")


@pytest.mark.parametrize("carried", ["", "{", "[]", "null", "1"])
def test_a_modal_that_carries_nothing_of_ours_leads_to_the_asker(carried: str) -> None:
    assert spot_of_view(BODY, carried) == Spot("U1", "minji", None, "1.2.3")


def test_a_modal_opened_at_home_carries_no_channel() -> None:
    assert Spot("U1", "minji").carried() == "{}"


def test_a_button_of_an_ephemeral_message_names_its_channel_in_the_container() -> None:
    body = {**BODY, "container": {"type": "message", "channel_id": "C1", "is_ephemeral": True}, "response_url": "https://hooks.example/1"}
    assert spot_of_interaction(body).channel == "C1"
