"""Errors that no trying again mends: Slack does not take a token.

"Common errors" of each method under docs.slack.dev/reference/methods.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slack_sdk.errors import SlackApiError

log = logging.getLogger(__name__)

BOT_TOKEN = "DESK_SLACK_BOT_TOKEN"  # noqa: S105 - the variable's name
APP_TOKEN = "DESK_SLACK_APP_TOKEN"  # noqa: S105 - the variable's name

_MENDS = {
    BOT_TOKEN: "Set {name} to the Bot User OAuth Token of the app's page 'OAuth & Permissions', and reinstall the app where it was removed",
    APP_TOKEN: "Set {name} to an app-level token with the scope connections:write, from the app's page 'Basic Information'",
}
_TOKEN_ERRORS = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "not_allowed_token_type",
        "missing_scope",
        "no_permission",
        "access_denied",
    }
)


def name_of(error: SlackApiError) -> str:
    """Slack's name for the error, such as `invalid_auth`; `HTTP 502` where there is none."""
    data = getattr(error.response, "data", None)
    found = data.get("error") if isinstance(data, dict) else None
    return str(found or f"HTTP {getattr(error.response, 'status_code', 'error')}")


def is_token_error(name: str | None) -> bool:
    """Whether an error of that name is about the token itself."""
    return name in _TOKEN_ERRORS


def mend_of(variable: str) -> str:
    """How to put a token right."""
    return _MENDS[variable].format(name=variable)


def say_token_error(variable: str, name: str) -> None:
    """Log which variable is wrong and how to mend it."""
    log.error("Slack does not take %s (%s). %s", variable, name, mend_of(variable))
