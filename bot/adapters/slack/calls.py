"""Calls of Slack's Web API as values: what a method answered, or the name of what went wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.adapters.slack.tokens import name_of

UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Told:
    """What a method answered. `error` is Slack's name for what went wrong, UNREACHABLE where no answer came, None where all is well."""

    data: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Whether the method did what it was asked."""
        return self.error is None


async def told(call: Awaitable[AsyncSlackResponse], *, within: float | None = None) -> Told:
    """The outcome of a call of slack_sdk's client; one that takes more than `within` seconds is given up."""
    try:
        async with asyncio.timeout(within):
            response = await call
    except SlackApiError as error:
        response_data = getattr(error.response, "data", None)
        data = response_data if isinstance(response_data, dict) else {}
        return Told(data, name_of(error), _headers(error.response))
    except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, AttributeError, ValueError):
        # slack_sdk takes every answer for JSON and trips over a proxy's page with AttributeError or ValueError.
        return Told(error=UNREACHABLE)
    return Told(response.data if isinstance(response.data, dict) else {}, None, _headers(response))


def _headers(response: Any) -> Mapping[str, str]:
    found = getattr(response, "headers", None) or {}
    return {str(name).lower(): str(value) for name, value in found.items()}
