"""What stands before every page: who may call, how, and what an answer carries. Pages of our own for what goes wrong."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.errors import StoreUnavailableError
from bot.web.hubs import PREFIX, without_path
from bot.web.settings import SiteSettings
from bot.web.site import SITE, visit_of

log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PROBES = frozenset({"/livez", "/readyz"})
_METHODS = ("GET", "HEAD")
_HUB_METHODS = ("GET", "POST")
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def is_allowed_host(header: str, allowed: tuple[str, ...]) -> bool:
    """Whether a `Host` header may be answered: localhost, an IP address, or an allowed name.

    A page that rebinds its own name to this address (DNS rebinding) always sends that name, never an address, so addresses are safe.
    """
    name = _host_name(header)
    if not name:
        return False
    if "*" in allowed or name == "localhost" or name.endswith(".localhost"):
        return True
    return _is_address(name) or name in {host.strip().lower().rstrip(".") for host in allowed}


def _host_name(header: str) -> str:
    header = header.strip().lower()
    if header.startswith("["):
        name, closing, _ = header[1:].partition("]")
        return name if closing else ""
    return header.partition(":")[0].rstrip(".")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse foreign names and other methods, turn failures into pages of ours, and put the security headers on every answer."""
    response = await _answer(request, handler)
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    return response


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    hosts, methods = _allowed(request.path, request.app[SITE].settings)
    if request.path not in PROBES and not is_allowed_host(request.headers.get("Host", ""), hosts):
        return web.Response(
            status=421,
            text="The desk does not answer to this host name. Whoever runs it can allow the name with DESK_WEB_ALLOWED_HOSTS.\n",
        )
    if request.method not in methods:
        return web.Response(status=405, headers={"Allow": ", ".join(methods)}, text="The page is read-only.\n")
    try:
        return await handler(request)
    except web.HTTPException as error:
        return _problem(request, error.status) if error.status >= 400 else error
    except StoreUnavailableError as error:
        log.warning("A page could not be shown: %s", error)
        return _problem(request, 503)
    except Exception:
        log.exception("The page %s failed", without_path(request.path))
        return _problem(request, 500)


def _allowed(path: str, settings: SiteSettings) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The host names by which a path may be called, and the methods; hubs have names and methods of their own, on their path alone."""
    if settings.hub_hosts and path.startswith(PREFIX):
        return settings.allowed_hosts + settings.hub_hosts, _HUB_METHODS
    return settings.allowed_hosts, _METHODS


def _problem(request: web.Request, status: int) -> web.Response:
    visit = visit_of(request)
    key = str(status) if visit.words.has(f"problem.{status}.title") else "404" if status < 500 else "500"
    return visit.page("problem.html", status=status, key=f"problem.{key}")
