"""The clients of Slack's Web API."""

from __future__ import annotations

import aiohttp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler, AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.quiet import sdk_log

_TIMEOUT = 30


def client_of(token: str | None, api: str, session: aiohttp.ClientSession, *, is_repeatable: bool) -> AsyncWebClient:
    """A client that waits where Slack says so (429). One whose calls are `repeatable` tries again after a lost connection too; what
    posts must not, since it may have been posted."""
    handlers: list[AsyncRetryHandler] = [AsyncRateLimitErrorRetryHandler(max_retry_count=1)]
    if is_repeatable:
        handlers.append(AsyncConnectionErrorRetryHandler(max_retry_count=1))
    return AsyncWebClient(token, base_url=_base(api), timeout=_TIMEOUT, session=session, logger=sdk_log(), retry_handlers=handlers)


def posting_client_of(token: str, api: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that tries nothing again: for what the outbox sends (posts.py)."""
    return AsyncWebClient(token, base_url=_base(api), timeout=_TIMEOUT, session=session, logger=sdk_log(), retry_handlers=[])


def _base(api: str) -> str:
    return api if api.endswith("/") else api + "/"
