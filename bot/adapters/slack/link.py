"""One Socket Mode connection: opened once, never mended by itself, and closed for certain.

"Using Socket Mode" (docs.slack.dev). The client of slack_sdk mends its connection by closing it first and opening another one by the same
address again and again; here whoever keeps the connection (socket.py) is told instead, and opens a new one before this one is closed.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Callable

from aiohttp import WSMessage
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.adapters.slack.calls import told
from bot.adapters.slack.quiet import sdk_log
from bot.adapters.slack.watchdog import Pulse, Times

LOST = "it was closed"
_ROUTINE = ("warning", "refresh_requested")


class _Client(SocketModeClient):
    """Says that it is of no use any more where slack_sdk would connect again: on `disconnect`, a close, and pings without answer."""

    on_end: Callable[[], None]

    async def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: ARG002 - as slack_sdk calls it
        """Tell whoever keeps the connection."""
        self.on_end()


class Link(AsyncSocketModeHandler):
    """A connection that hands what comes to the app."""

    def __init__(self, app: AsyncApp, app_token: str, times: Times) -> None:
        self.app = app
        self.app_token = app_token
        self.why_ended = LOST
        self.is_routine = False
        self.ended = asyncio.Event()
        self._times = times
        self._greeted = asyncio.Event()
        self._heard_at = self._made_at = time.monotonic()
        self._client = _Client(app_token, logger=sdk_log(), web_client=app.client, ping_interval=times.ping)
        self._client.on_end = self.ended.set
        self._client.on_message_listeners.append(self._on_message)
        self._client.on_error_listeners.append(self._on_error)
        self._client.socket_mode_request_listeners.append(self.handle)  # type: ignore[arg-type]
        self.client = self._client

    async def open(self) -> str | None:
        """Connect and wait for the greeting. Returns Slack's name for what it has against that, None where all is well. Raises TimeoutError
        and aiohttp's errors where the connection fails."""
        async with asyncio.timeout(self._times.connect):
            answer = await told(self._client.web_client.apps_connections_open(app_token=self.app_token))
            if answer.error is not None:
                return answer.error
            self._client.wss_uri = answer.data["url"]
            await self._client.connect()  # type: ignore[no-untyped-call]
            await self._greeted.wait()
        self._heard_at = self._made_at = time.monotonic()
        return None

    def pulse(self) -> Pulse:
        """What the connection shows now."""
        now, session = time.monotonic(), self._client.current_session
        is_open = not self.ended.is_set() and not self._client.closed and session is not None and not session.closed
        ponged = self._client.last_ping_pong_time
        since_pong = time.time() - ponged if ponged is not None else now - self._made_at
        return Pulse(is_open and self._greeted.is_set(), min(since_pong, now - self._heard_at), now - self._made_at)

    async def close(self) -> None:
        """Close it; one that does not answer any more is left after `close` seconds."""
        # Not wait_for, which on Python 3.11 can lose a cancellation.
        with contextlib.suppress(Exception):
            async with asyncio.timeout(self._times.close):
                await self._client.disconnect()  # type: ignore[no-untyped-call]
        with contextlib.suppress(Exception):
            async with asyncio.timeout(self._times.close):
                await self.close_async()  # type: ignore[no-untyped-call]

    async def _on_message(self, message: WSMessage) -> None:
        self._heard_at = time.monotonic()
        said = json.loads(message.data) if message.data.startswith("{") else {}
        if said.get("type") == "hello":
            self._greeted.set()
        elif said.get("type") == "disconnect":
            reason = said.get("reason", "disconnect")
            self.why_ended, self.is_routine = f"Slack said {reason}", reason in _ROUTINE
            self.ended.set()

    async def _on_error(self, message: WSMessage) -> None:
        self.why_ended = f"it failed: {type(message.data).__name__}"
        self.ended.set()
