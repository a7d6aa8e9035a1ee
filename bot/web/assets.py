"""The page's own files: one style sheet and one icon, read once, cached by readers until they change."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from aiohttp import web

_TYPES = {"desk.css": "text/css", "favicon.svg": "image/svg+xml"}
_FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file; `version` is a hash of its bytes."""

    body: bytes
    content_type: str
    version: str


def load_assets() -> dict[str, Asset]:
    """All static files by name."""
    folder = files("bot.web").joinpath("static")
    return {name: _asset(folder.joinpath(name).read_bytes(), content_type) for name, content_type in _TYPES.items()}


def addresses(assets: Mapping[str, Asset]) -> dict[str, str]:
    """Where each file is, with its version, so that a new one is fetched at once."""
    return {name: f"/static/{name}?v={asset.version}" for name, asset in assets.items()}


def route(assets: Mapping[str, Asset]) -> web.RouteDef:
    """Serve them."""

    async def serve(request: web.Request) -> web.Response:
        asset = assets.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        cache = _FOREVER if request.query.get("v") == asset.version else "no-cache"
        return web.Response(body=asset.body, content_type=asset.content_type, charset="utf-8", headers={"Cache-Control": cache})

    return web.get("/static/{name}", serve)


def _asset(body: bytes, content_type: str) -> Asset:
    return Asset(body, content_type, hashlib.sha256(body).hexdigest()[:12])
