"""Slack over HTTP instead of Socket Mode: one address, and every request signed.

"Verifying requests from Slack" (docs.slack.dev): slack-bolt answers 401 to a wrong signature and to a timestamp older than five minutes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp

from bot.adapters.slack.manifest import EVENTS_PATH

log = logging.getLogger(__name__)

_PORT_WAIT = 15.0
LONGEST_BODY = 2_000_000
"""Bytes; a modal or a message with everything in it is far smaller."""


class Listener:
    """Listens on `host` and `port`, 0 for any free one; `port` is the one that was taken."""

    def __init__(self, app: AsyncApp, host: str, port: int, *, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._app = app
        self._host = host
        self._sleep = sleep
        self.port = port
        self.is_connected = False

    async def run(self) -> None:
        """Listen until cancelled; a port that is taken is tried again."""
        application = web.Application(client_max_size=LONGEST_BODY)
        application.router.add_post(EVENTS_PATH, self._take)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=2.0)
        await runner.setup()
        try:
            await self._listen(runner)
            self.is_connected = True
            await asyncio.Event().wait()
        finally:
            self.is_connected = False
            await runner.cleanup()

    async def _listen(self, runner: web.AppRunner) -> None:
        while True:
            try:
                await web.TCPSite(runner, self._host, self.port).start()
            except OSError as error:
                log.error("Slack cannot be listened to on %s port %d: %s", self._host, self.port, error.strerror)
                await self._sleep(_PORT_WAIT)
                continue
            self.port = runner.addresses[0][1]
            log.info("Slack is listened to on port %d, path %s", self.port, EVENTS_PATH)
            return

    async def _take(self, request: web.Request) -> web.StreamResponse:
        try:
            asked = await to_bolt_request(request)
        except ValueError:
            # Neither text nor JSON, so it is not Slack's.
            return web.Response(status=400)
        return await to_aiohttp_response(await self._app.async_dispatch(asked))
