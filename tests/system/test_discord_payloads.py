"""What is sent to Discord against Discord's own description of its API (../shared/specs), with the limits that it leaves out."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from bot.adapters.discord.components import components
from bot.adapters.discord.embeds import embed
from bot.desk.card import Card
from tests.unit.discord.cards import CARDS

pytestmark = pytest.mark.system

SPEC = Path(__file__).parents[3] / "shared" / "specs" / "discord-openapi.json"
DRAWN = Path(__file__).parents[1] / "golden" / "discord"
SEVERAL = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])


@cache
def validator(schema: str) -> Draft202012Validator:
    """A validator of one of Discord's schemas."""
    spec = json.loads(SPEC.read_text("utf-8"))
    return Draft202012Validator({"$ref": f"#/components/schemas/{schema}", "components": spec["components"]})


def faults(schema: str, body: Any) -> list[str]:
    """What Discord's description has against a body."""
    return [error.message[:300] for error in validator(schema).iter_errors(body)]


def test_the_description_tells_a_wrong_body_from_a_right_one() -> None:
    assert faults("MessageCreateRequest", {"components": [{"type": 10, "content": ""}]}) != []
    assert faults("MessageCreateRequest", {"components": [{"type": 10, "content": "x"}]}) == []


@pytest.mark.parametrize("path", sorted(DRAWN.iterdir()), ids=lambda path: path.stem)
def test_every_golden_message_is_one_that_discord_takes(path: Path) -> None:
    drawn = json.loads(path.read_text("utf-8"))
    for body in drawn.values():
        assert faults("MessageCreateRequest", body) == []
        assert faults("IncomingWebhookUpdateRequestPartial", body) == []


@SEVERAL
@given(CARDS)
def test_any_card_is_a_message_that_discord_takes(card: Card) -> None:
    for body in (components(card, "0123456789abcdef0123"), embed(card, "0123456789abcdef0123")):
        assert faults("MessageCreateRequest", body) == []
