"""Everything that a whole run sends to Slack and Discord, against the two schemas of ../shared/specs and the limits that they leave out."""

from __future__ import annotations

import asyncio
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for

from bot.adapters.slack.limits import SLACK
from tests.flows.chat_newsroom import Heard, hear
from tests.system.test_discord_payloads import faults

pytestmark = [pytest.mark.system, pytest.mark.xdist_group("chat-payloads")]

SPEC = Path(__file__).parents[3] / "shared" / "specs" / "slack-knownblock.schema.json"
DRAWN = Path(__file__).parents[1] / "golden" / "slack"

DISCORD_SCHEMAS = (
    (re.compile(r"POST .*/channels/\d+/messages"), "MessageCreateRequest"),
    (re.compile(r"PATCH .*/channels/\d+/messages/\d+"), "MessageEditRequestPartial"),
    (re.compile(r"PATCH .*/webhooks/.*"), "IncomingWebhookUpdateRequestPartial"),
    (re.compile(r"POST .*/webhooks/.*"), "IncomingWebhookRequestPartial"),
    (re.compile(r"POST .*/channels/\d+/messages/\d+/threads"), "CreateTextThreadWithMessageRequest"),
)
CALLBACKS = {
    4: "CreateMessageInteractionCallbackRequest",
    5: "CreateMessageInteractionCallbackRequest",
    9: "ModalInteractionCallbackRequest",
}


@cache
def slack_validator() -> Validator:
    """A validator of one block."""
    schema = json.loads(SPEC.read_text("utf-8"))
    return validator_for(schema, default=Draft202012Validator)(schema)


def block_faults(block: Any) -> list[str]:
    return [error.message[:200] for error in slack_validator().iter_errors(block)]


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Heard:
    return asyncio.run(hear(tmp_path_factory.mktemp("newsroom")))


def test_the_schema_tells_a_wrong_block_from_a_right_one() -> None:
    assert block_faults({"type": "section", "text": {"type": "nonsense", "text": "x"}}) != []
    assert block_faults({"type": "section", "text": {"type": "plain_text", "text": "x"}}) == []


@pytest.mark.parametrize("path", sorted(DRAWN.iterdir()), ids=lambda path: path.stem)
def test_every_golden_message_is_made_of_blocks_that_slack_knows(path: Path) -> None:
    message = json.loads(path.read_text("utf-8"))
    assert 0 < len(message["blocks"]) <= SLACK.blocks
    assert [fault for block in message["blocks"] for fault in block_faults(block)] == []


def test_everything_that_slack_was_sent_is_valid(heard: Heard) -> None:
    blocks = [block for body in heard.slack_bodies for block in body["blocks"]]
    assert [fault for block in blocks for fault in block_faults(block)] == []
    for body in heard.slack_bodies:
        assert len(body["blocks"]) <= (SLACK.view_blocks if body.get("type") in ("modal", "home") else SLACK.blocks)
        assert body.get("type") in ("modal", "home") or 0 < len(body["text"]) <= SLACK.text
    print(f"Slack: {len(heard.slack_bodies)} payloads with {len(blocks)} blocks, all valid")
    assert len(heard.slack_bodies) > 50


def test_everything_that_discord_was_sent_is_valid(heard: Heard) -> None:
    checked = 0
    for path, body in heard.discord_bodies:
        schema = _schema(path, body)
        if schema is not None:
            assert faults(schema, body) == [], f"{path} {schema}"
            checked += 1
    print(f"Discord: {checked} payloads, all valid")
    assert checked > 50


def _schema(path: str, body: dict[str, Any]) -> str | None:
    """The schema of a request's body; None for those of the library's own."""
    if path.endswith("/callback"):
        return CALLBACKS.get(body["type"])
    return next((schema for pattern, schema in DISCORD_SCHEMAS if pattern.fullmatch(path)), None)
