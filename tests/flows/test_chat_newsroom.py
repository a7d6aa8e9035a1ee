"""Both platforms at once, from feed to alert and from question to answer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.desk.commands.table import command_table
from tests.fakes import slack_workspace as slack_names
from tests.fakes.discord_server import TOKEN
from tests.flows.chat_newsroom import ASKED, REFUSED, Heard, hear


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Heard:
    folder: Path = tmp_path_factory.mktemp("newsroom")
    return asyncio.run(hear(folder))


def test_every_command_of_the_table_is_asked() -> None:
    assert {spec.path for spec in command_table()} == set(ASKED)


@pytest.mark.xdist_group("chat-newsroom")
def test_each_story_that_matches_is_alerted_once_on_both_platforms(heard: Heard) -> None:
    assert heard.expected_alerts > 10
    slack, discord = heard.alerts["Slack"], heard.alerts["Discord"]
    assert len(slack) == len(set(slack)) == heard.expected_alerts
    assert len(discord) == len(set(discord)) == heard.expected_alerts
    assert not any(words in text for text in slack + discord for words in ("한미약품", "North Carolina"))


@pytest.mark.xdist_group("chat-newsroom")
def test_no_token_and_no_text_of_a_command_is_in_the_log(heard: Heard) -> None:
    said = "\n".join(heard.log)
    assert "Slack is connected" in said
    secrets = (slack_names.BOT_TOKEN, slack_names.APP_TOKEN, TOKEN, "Seoul and Washington agreed on tariffs for cars")
    assert [secret for secret in secrets if secret in said] == []


@pytest.mark.xdist_group("chat-newsroom")
@pytest.mark.parametrize("platform", ["Slack", "Discord"])
def test_a_trend_is_shown_as_a_picture_with_its_description(heard: Heard, platform: str) -> None:
    ((content, alt),) = heard.pictures[platform]
    assert content.startswith(b"\x89PNG")
    assert alt.startswith("Column chart. Trend: North Korea, by day,")
    assert "▁" not in heard.answers[platform, ("trend",)]


@pytest.mark.xdist_group("chat-newsroom")
@pytest.mark.parametrize("platform", ["Slack", "Discord"])
@pytest.mark.parametrize("path", sorted(ASKED), ids=" ".join)
def test_a_command_is_answered(heard: Heard, platform: str, path: tuple[str, ...]) -> None:
    answer = heard.answers[platform, path]
    assert len(answer) > 10
    assert "went wrong inside the desk" not in answer
    is_refused = "That did not work" in answer or ("Not usable" in answer and path != ("feeds", "test"))
    assert is_refused == (path in REFUSED)
