"""Where the hubs of feeds call: `/websub/{path}`. They ask back with GET and tell of news with POST (W3C WebSub, sections 5.3 and 7).

The path is random and known to one hub, so no name or cookie stands before it. Nothing of a body is kept: it is only checked.
"""

from __future__ import annotations

import asyncio

from aiohttp import hdrs, web

from bot.web.ports import HubCalls, Push
from bot.web.site import SITE

PREFIX = "/websub/"
_PLACE = PREFIX + r"{path:[A-Za-z0-9_-]{20,80}}"
_NOBODY = "Nothing is waited for here.\n"
_BROKEN, _TOO_SLOW, _TOO_LARGE, _PACKED = 400, 408, 413, 415


def without_path(path: str) -> str:
    """A request's path as a log may hold it: who knows where a hub calls may call there too."""
    return PREFIX + "…" if path.startswith(PREFIX) else path


def routes(hubs: HubCalls) -> list[web.RouteDef]:
    """What is added to the site where hubs can reach it."""

    async def confirm(request: web.Request) -> web.Response:
        words = await hubs.confirm(request.match_info["path"], request.query)
        return web.Response(text=words) if words is not None else web.Response(status=404, text=_NOBODY)

    async def take(request: web.Request) -> web.Response:
        push = await hubs.push(request.match_info["path"], request.headers.get("X-Hub-Signature"))
        if push is None:
            return web.Response(status=404, text=_NOBODY)
        wrong = await _read(request, push)
        if wrong is not None:
            return web.Response(status=wrong, headers={hdrs.CONNECTION: "close"})
        await push.end()
        return web.Response(status=202)

    return [web.get(_PLACE, confirm, allow_head=False), web.post(_PLACE, take)]


async def _read(request: web.Request, push: Push) -> int | None:
    """Hand the body on piece by piece; returns the status that refuses it, if it is not to be had."""
    settings = request.app[SITE].settings
    if request.headers.get(hdrs.CONTENT_ENCODING, "identity").strip().casefold() not in {"", "identity"}:
        return _PACKED  # the signature is over the bytes that were sent, and unpacking may explode
    size = 0
    try:
        async with asyncio.timeout(settings.hub_seconds):
            async for piece in request.content.iter_chunked(65_536):
                size += len(piece)
                if size > settings.hub_bytes:
                    return _TOO_LARGE
                push.take(piece)
    except TimeoutError:
        return _TOO_SLOW
    except (web.RequestPayloadError, ConnectionError):
        return _BROKEN
    return None
