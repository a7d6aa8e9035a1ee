"""A real HTTP server on loopback that behaves as it is told: the outlets that the pollers meet, good and bad."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiohttp import web

MEGABYTE = 1_000_000
XML = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True)
class Reply:
    """One answer. With an `etag` the server answers 304 to a request that names it."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = XML
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Hang:
    """Never answers."""


@dataclass(frozen=True)
class Flood:
    """Sends this many bytes piece by piece, with or without saying so before."""

    size: int
    is_declared: bool = False


@dataclass(frozen=True)
class Cut:
    """Announces more bytes than it sends and closes."""

    body: bytes


@dataclass(frozen=True)
class Live:
    """Made anew for each request."""

    make: Callable[[], Reply | Cut]


Behaviour = Reply | Hang | Flood | Cut | Live


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]


def gzip_bomb(megabytes: int) -> bytes:
    """Zeros that pack a thousand to one."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)), packer.flush()])


class FeedServer:
    """Serves scripted behaviours by path; each request takes the next one, the last stays. Counts what it sent and who is waiting."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.host = host
        self.port = 0
        self.requests: list[Seen] = []
        self.bytes_sent = 0
        self.now_serving = 0
        self.most_at_once = 0
        self.hanging = asyncio.Event()
        self._scripts: dict[str, list[Behaviour]] = {}
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._closing.set()
        if self._runner is not None:
            await self._runner.cleanup()

    def url(self, path: str) -> str:
        """The address of a path here."""
        return f"http://{self.host}:{self.port}{path}"

    def serve(self, path: str, *behaviours: Behaviour) -> str:
        """Script a path anew and return its address."""
        self._scripts[path] = list(behaviours)
        return self.url(path)

    def seen(self, path: str) -> list[Seen]:
        """The requests for a path, in order."""
        return [request for request in self.requests if request.path == path]

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(Seen(request.path, dict(request.headers)))
        self.now_serving += 1
        self.most_at_once = max(self.most_at_once, self.now_serving)
        try:
            return await self._behave(request, self._next(request.path))
        finally:
            self.now_serving -= 1

    def _next(self, path: str) -> Behaviour:
        script = self._scripts.get(path)
        if not script:
            return Reply(status=404, content_type="text/plain")
        return script.pop(0) if len(script) > 1 else script[0]

    async def _behave(self, request: web.Request, behaviour: Behaviour) -> web.StreamResponse:
        if isinstance(behaviour, Live):
            behaviour = behaviour.make()
        if isinstance(behaviour, Reply):
            return _answer(request, behaviour)
        acts: dict[type, Callable[..., Awaitable[web.StreamResponse]]] = {Hang: self._hang, Flood: self._flood, Cut: self._cut}
        return await acts[type(behaviour)](request, behaviour)

    async def _hang(self, _request: web.Request, _behaviour: Hang) -> web.StreamResponse:
        self.hanging.set()
        await self._closing.wait()
        return web.Response(status=503)

    async def _flood(self, request: web.Request, behaviour: Flood) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": XML})
        if behaviour.is_declared:
            response.content_length = behaviour.size
        await response.prepare(request)
        piece = b"<!-- flood -->" * 4_000
        sent = 0
        with suppress(ConnectionError):  # the other side had enough
            while sent < behaviour.size:
                await response.write(piece)
                sent += len(piece)
                self.bytes_sent += len(piece)
        return response

    async def _cut(self, request: web.Request, behaviour: Cut) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": XML})
        response.content_length = len(behaviour.body) + 1_000
        await response.prepare(request)
        await response.write(behaviour.body)
        if request.transport is not None:
            request.transport.close()
        return response


def _answer(request: web.Request, reply: Reply) -> web.Response:
    headers = {"Content-Type": reply.content_type, **reply.headers}
    if reply.etag is not None:
        headers["ETag"] = reply.etag
    if reply.last_modified is not None:
        headers["Last-Modified"] = reply.last_modified
    asked_for = (request.headers.get("If-None-Match"), request.headers.get("If-Modified-Since"))
    if (reply.etag is not None and asked_for[0] == reply.etag) or (reply.last_modified is not None and asked_for[1] == reply.last_modified):
        headers.pop("Content-Type")
        return web.Response(status=304, headers=headers)
    return web.Response(status=reply.status, body=reply.body, headers=headers)
