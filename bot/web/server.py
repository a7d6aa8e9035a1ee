"""The page on a port: started with a plain word where the port cannot be had, logged without what readers typed."""

from __future__ import annotations

import errno
import logging
import socket
from dataclasses import dataclass

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

from bot.errors import StartError
from bot.web.hubs import without_path
from bot.web.plain import plain

ACCESS_LOG = logging.getLogger("bot.web.access")
_STOP_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class RunningSite:
    """A page that answers. `address` is where, as http://host:port."""

    address: str
    runner: web.AppRunner

    async def close(self) -> None:
        """Stop listening, let open answers finish for two seconds, and close."""
        await self.runner.cleanup()


class PathLogger(AbstractAccessLogger):
    """Method, path, status and milliseconds; neither a reader's address nor the query string, since what people look for is their own."""

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """One line for one answer."""
        path = plain(without_path(request.path)).replace("\n", " ")[:200]
        self.logger.info("%s %s %d %.0f ms", request.method, path, response.status, time * 1000)

    @property
    def enabled(self) -> bool:
        """Nothing is built where nobody listens."""
        return self.logger.isEnabledFor(logging.INFO)


async def start_site(app: web.Application, host: str = "127.0.0.1", port: int = 8080) -> RunningSite:
    """Serve `app`; port 0 takes a free one. Raises StartError where the port or the address cannot be had."""
    runner = web.AppRunner(
        app, access_log_class=PathLogger, access_log=ACCESS_LOG, shutdown_timeout=_STOP_SECONDS, keepalive_timeout=30, handle_signals=False
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
    except OSError as error:
        await runner.cleanup()
        raise StartError(_plain(error, host, port)) from error
    return RunningSite(_address(runner, host), runner)


def _address(runner: web.AppRunner, host: str) -> str:
    port = runner.addresses[0][1]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _plain(error: OSError, host: str, port: int) -> str:
    elsewhere = "Set another one with DESK_WEB_PORT or under web: port: in desk.yaml."
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use by another program, perhaps another desk. Stop that one. {elsewhere}"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"Port {port} may not be used by this user (ports below 1024 need rights of their own). {elsewhere}"
    if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
        return f"{host} is not an address of this machine. Set DESK_WEB_HOST to 127.0.0.1 (this machine only) or 0.0.0.0 (every network)."
    return f"The page cannot be served on {host} port {port}: {error.strerror or error}."
