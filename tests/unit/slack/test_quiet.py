"""The log of Slack's libraries."""

from __future__ import annotations

import logging

import pytest

from bot.adapters.slack.quiet import sdk_log, without_secrets


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("wss://wss-primary.slack.com/link/?ticket=abc&app_id=1 failed", "wss://wss-primary.slack.com/… failed"),
        ("url='https://hooks.slack.com/commands/T1/2/secret'", "url='https://hooks.slack.com/…'"),
        ("token xoxb-123-abc, xapp-1-A1-9-f00 and xoxe.xoxp-1", "token x…, x… and xoxe.x…"),
        ("nothing to hide", "nothing to hide"),
    ],
)
def test_tokens_and_addresses_are_taken_out(line: str, kept: str) -> None:
    assert without_secrets(line) == kept


def test_the_libraries_never_log_what_people_wrote(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    log = sdk_log()
    assert not log.isEnabledFor(logging.DEBUG)
    assert log.level > logging.DEBUG  # slack_sdk asks for the level itself before it writes payloads
    try:
        raise ValueError("wss://host/?ticket=abc")
    except ValueError:
        log.exception("Failed with %s", "xoxb-1-2")
    assert "Failed with x…" in caplog.text
    assert "ticket" not in caplog.text


def test_the_log_is_made_once() -> None:
    assert sdk_log() is sdk_log()
    assert len(sdk_log().filters) == 1
