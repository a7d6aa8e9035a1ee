"""The manifest from which a team makes its Slack app."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import bot.adapters.slack.manifest as made
from bot.adapters.slack.manifest import ANALYZE_MESSAGE, COMMAND, SCOPES, manifest, manifest_text
from bot.adapters.slack.tokens import APP_TOKEN, BOT_TOKEN
from bot.config.settings import SlackSettings
from bot.desk.commands.parse import parse
from bot.desk.commands.table import command_table

PAGE = Path(__file__).parents[3] / "docs" / "slack.md"
FILE = Path(made.__file__).with_name("manifest.yaml")


def test_the_committed_file_is_made_from_the_table() -> None:
    assert FILE.read_text("utf-8") == manifest_text()


def test_every_command_stands_in_the_hint() -> None:
    (command,) = manifest(command_table())["features"]["slash_commands"]
    assert command["command"] == COMMAND
    assert set(command["usage_hint"].split(" | ")) == {spec.path[0] for spec in command_table()}
    assert command["should_escape"] is True


def test_it_speaks_socket_mode_without_any_address() -> None:
    text = manifest_text()
    assert yaml.safe_load(text)["settings"]["socket_mode_enabled"] is True
    assert "http" not in text


def test_it_names_one_address_for_everything_over_http() -> None:
    url = "https://desk.example/slack/events"
    made = yaml.safe_load(manifest_text(url=url))
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["event_subscriptions"]["request_url"] == url
    assert made["settings"]["interactivity"] == {"is_enabled": True, "request_url": url, "message_menu_options_url": url}
    assert made["features"]["slash_commands"][0]["url"] == url


def test_the_message_menu_is_the_one_that_is_listened_to() -> None:
    (shortcut,) = manifest(command_table())["features"]["shortcuts"]
    assert (shortcut["type"], shortcut["callback_id"], shortcut["name"]) == ("message", ANALYZE_MESSAGE, "Analyze this message")


@pytest.mark.parametrize(
    ("path", "longest"),
    [
        ("display_information.name", 35),
        ("display_information.description", 140),
        ("display_information.long_description", 4_000),
        ("features.bot_user.display_name", 80),
        ("features.shortcuts.0.name", 24),
        ("features.shortcuts.0.description", 150),
        ("features.slash_commands.0.command", 32),
        ("features.slash_commands.0.description", 2_000),
        ("features.slash_commands.0.usage_hint", 1_000),
    ],
)
def test_nothing_is_longer_than_slack_takes(path: str, longest: int) -> None:
    """Lengths of "App manifest reference", docs.slack.dev."""
    found = manifest(command_table())
    for step in path.split("."):
        found = found[int(step)] if step.isdigit() else found[step]  # type: ignore[index,call-overload]
    assert isinstance(found, str)
    assert 0 < len(found) <= longest


def test_the_long_description_is_as_long_as_slack_wants() -> None:
    assert len(manifest(command_table())["display_information"]["long_description"]) >= 174


def test_the_schema_is_the_second_one() -> None:
    assert manifest(command_table())["_metadata"]["major_version"] == 2


def test_the_page_says_what_each_right_is_for() -> None:
    page = PAGE.read_text("utf-8")
    for scope, why in SCOPES.items():
        assert f"| `{scope}` | {why.en} | {why.ko} |" in page


def test_the_variables_of_the_page_are_those_of_the_desk() -> None:
    named = set(re.findall(r"DESK_SLACK_[A-Z_]+", PAGE.read_text("utf-8")))
    known = {f"DESK_SLACK_{name.upper()}" for name in SlackSettings.model_fields}
    assert {name.removesuffix("_FILE") for name in named} <= known
    assert named >= {BOT_TOKEN, APP_TOKEN}


def test_the_commands_of_the_page_are_commands_of_the_desk() -> None:
    text = PAGE.read_text("utf-8")
    blocks = "\n".join(re.findall(r"```\n?(.*?)```", text, flags=re.DOTALL))
    shown = re.findall(r"^\s*(/alliance [^\n]*?)(?:\s{2,}|$| what it| opens)", blocks, flags=re.MULTILINE)
    named = re.findall(r"`(/alliance [^`…]+)`", text)
    assert len(shown) >= 3
    for command in (*shown, *named):
        assert parse(command, command_table()).path
