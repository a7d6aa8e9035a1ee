"""The log of Slack's libraries: their lines hold tokens, connection tickets and what people wrote."""

from __future__ import annotations

import logging
import re

NAME = "bot.adapters.slack.sdk"
_TOKEN = re.compile(r"\bx(?:ox[a-z]|app)-[\w-]+")
_ADDRESS = re.compile(r"\b(wss?|https?)://([^\s/?'\"]+)[^\s'\"]*")


def without_secrets(text: str) -> str:
    """The text without Slack's tokens, and with addresses cut behind the host: their paths and queries are keys."""
    return _ADDRESS.sub(r"\1://\2/…", _TOKEN.sub("x…", text))


class _NoSecrets(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the line, without secrets and without the traceback, which repeats them."""
        record.msg, record.args = without_secrets(record.getMessage()), ()
        record.exc_info = record.exc_text = None
        return True


def sdk_log() -> logging.Logger:
    """The log that Slack's libraries are given: warnings and errors, never a payload."""
    log = logging.getLogger(NAME)
    log.setLevel(logging.WARNING)
    if not any(isinstance(known, _NoSecrets) for known in log.filters):
        log.addFilter(_NoSecrets())
    return log
