"""What machines ask: alive, ready, numbers."""

from __future__ import annotations

import json

from aiohttp import web
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.web import checks
from bot.web.metrics import exposition
from bot.web.site import SITE

_NEVER_KEPT = {"Cache-Control": "no-store"}


async def livez(request: web.Request) -> web.Response:
    """The process answers; nothing else is asked."""
    del request
    return web.json_response({"alive": True}, headers=_NEVER_KEPT)


async def readyz(request: web.Request) -> web.Response:
    """200 where every part works, else 503; each part with `ok` or what is wrong."""
    site = request.app[SITE]
    found = await checks.ask(site.health, site.settings.check_seconds)
    is_ready = all(check.is_well for check in found)
    body = {"ready": is_ready, "checks": {check.name: "ok" if check.is_well else check.detail or "not well" for check in found}}
    return web.json_response(
        body, status=200 if is_ready else 503, headers=_NEVER_KEPT, dumps=lambda value: json.dumps(value, ensure_ascii=False)
    )


async def metrics(request: web.Request) -> web.Response:
    """Numbers in the Prometheus text format."""
    site = request.app[SITE]
    status = await site.library.status()
    found = await checks.ask(site.health, site.settings.check_seconds)
    body = exposition(status, found, site.health.polls(), site.clock.now())
    return web.Response(body=body, headers={**_NEVER_KEPT, "Content-Type": CONTENT_TYPE_LATEST})
