"""A real WebSub hub on loopback: it takes requests, asks back, and pushes signed documents. It can also do wrong, where a test wants it."""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web


@dataclass(frozen=True)
class Subscriber:
    """Whom the hub tells of a topic."""

    topic: str
    secret: str
    lease: int


class LocalHub:
    """`requests` are the forms that came; `subscribers` by callback those that confirmed. The lease that it grants is `lease` (what was
    asked for where None). It answers requests with `status`, and asks back before that where `is_prompt`, else when `settle` is awaited.

    `stands_for` maps the beginning of public addresses to where they really lead, as a reverse proxy does; the public name goes along.
    """

    def __init__(self) -> None:
        self.port = 0
        self.status = 202
        self.lease: int | None = None
        self.is_prompt = False
        self.requests: list[dict[str, str]] = []
        self.subscribers: dict[str, Subscriber] = {}
        self.stands_for: dict[str, str] = {}
        self.came = asyncio.Condition()
        self._waiting: list[dict[str, str]] = []
        self._runner: web.AppRunner | None = None
        self._client: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/hub", self._take)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        self._client = aiohttp.ClientSession()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._client is not None:
            await self._client.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def url(self) -> str:
        """Where it takes requests."""
        return f"http://127.0.0.1:{self.port}/hub"

    async def asked(self, count: int, seconds: float = 60) -> None:
        """Wait until so many requests have come."""
        async with asyncio.timeout(seconds), self.came:
            await self.came.wait_for(lambda: len(self.requests) >= count)

    async def settle(self) -> list[bool]:
        """Ask back about every request that waits for it; whether each was confirmed."""
        waiting, self._waiting = self._waiting, []
        return [await self._verify(form) for form in waiting]

    async def question(self, callback: str, **parts: str) -> tuple[int, str]:
        """Ask a callback anything; its status and words."""
        address, host = self._place(callback)
        async with self._http.get(address, headers=host, params={f"hub.{name}": value for name, value in parts.items()}) as answer:
            return answer.status, await answer.text()

    async def publish(self, topic: str, body: bytes, algorithm: str = "sha256") -> list[int]:
        """Tell every subscriber of the topic; the statuses of their answers."""
        found = [(callback, one.secret) for callback, one in self.subscribers.items() if one.topic == topic]
        return [await self.push(callback, body, sign(secret, body, algorithm)) for callback, secret in found]

    async def push(self, callback: str, body: bytes, signature: str | None, **headers: str) -> int:
        """Send a body with any signature."""
        address, host = self._place(callback)
        sent = {**host, "Content-Type": "application/rss+xml", **({"X-Hub-Signature": signature} if signature else {}), **headers}
        async with self._http.post(address, data=body, headers=sent) as answer:
            return answer.status

    async def _take(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        if self.status < 300:
            self._waiting.append(form)
            if self.is_prompt:
                await self.settle()
        async with self.came:
            self.requests.append(form)
            self.came.notify_all()
        return web.Response(status=self.status)

    async def _verify(self, form: Mapping[str, str]) -> bool:
        callback, mode, topic = form["hub.callback"], form["hub.mode"], form["hub.topic"]
        challenge, lease = secrets.token_urlsafe(16), self.lease if self.lease is not None else int(form.get("hub.lease_seconds", 0))
        asked = {"mode": mode, "topic": topic, "challenge": challenge}
        status, words = await self.question(callback, **asked, **({"lease_seconds": str(lease)} if mode == "subscribe" else {}))
        is_confirmed = 200 <= status < 300 and words == challenge
        if is_confirmed and mode == "subscribe":
            self.subscribers[callback] = Subscriber(topic, form["hub.secret"], lease)
        elif is_confirmed:
            del self.subscribers[callback]
        return is_confirmed

    def _place(self, callback: str) -> tuple[str, dict[str, str]]:
        for public, real in self.stands_for.items():
            if callback.startswith(public):
                return real + callback.removeprefix(public), {"Host": public.split("/")[2]}
        return callback, {}

    @property
    def _http(self) -> aiohttp.ClientSession:
        assert self._client is not None
        return self._client


def sign(secret: str, body: bytes, algorithm: str = "sha256") -> str:
    """The signature of a body, as hubs send it."""
    return f"{algorithm}={hmac.new(secret.encode(), body, algorithm).hexdigest()}"
