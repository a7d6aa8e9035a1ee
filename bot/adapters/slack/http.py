"""Slack over HTTP instead of Socket Mode: one address, and every request signed.

"Verifying requests from Slack" (docs.slack.dev): slack-bolt answers 401 to a wrong signature and to a timestamp older than five minutes.
"""

from __future__ import annotations

import asyncio
import logging

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp

from bot.adapters.slack.manifest import EVENTS_PATH

log = logging.getLogger(__name__)

LONGEST_BODY = 2_000_000
"""Bytes; a modal or a message with everything in it is far smaller."""


class Listener:
    """Listens on `host` and `port`, 0 for any free one; `port` is the one that was taken."""

    def __init__(self, app: AsyncApp, host: str, port: int) -> None:
        self._app = app
        self._host = host
        self.port = port
        self.is_listening = False

    async def run(self) -> None:
        """Listen until cancelled. Raises OSError where the port is taken."""
        application = web.Application(client_max_size=LONGEST_BODY)
        application.router.add_post(EVENTS_PATH, self._take)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=2.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self.port).start()
            self.port = runner.addresses[0][1]
            self.is_listening = True
            log.info("Slack is listened to on port %d, path %s", self.port, EVENTS_PATH)
            await asyncio.Event().wait()
        finally:
            self.is_listening = False
            await runner.cleanup()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        try:
            asked = await to_bolt_request(request)
        except ValueError:
            # Neither text nor JSON, so it is not Slack's.
            return web.Response(status=400)
        return await to_aiohttp_response(await self._app.async_dispatch(asked))
