"""Slack's half of Socket Mode, as a real server on loopback.

It follows "Using Socket Mode" (docs.slack.dev/apis/events-api/using-socket-mode) and what the clients of Slack rely on
(slack_sdk.socket_mode.aiohttp and @slack/socket-mode):

- apps.connections.open gives an address for one connection, which is used once; an app has at most 10 connections.
- `hello` comes first and counts the app's connections. Every payload comes in an envelope, to any one of them.
- An envelope is acknowledged by its id, perhaps with a payload where `accepts_response_payload` says so. What is not acknowledged within
  3 s is sent again, to another connection where there is one ("Retries", docs.slack.dev/apis/events-api: `retry_attempt`,
  `retry_reason`); only events carry these two fields.
- `disconnect` says why: `warning` some seconds before the end, `refresh_requested`, `link_disabled`, `too_many_websockets`.
- Either side may ping; a connection that is lost on the way answers nothing and is not closed.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

Json = dict[str, Any]

MOST_CONNECTIONS = 10
RETRY_SECONDS = 3.0
PATIENCE = 20.0
"""Seconds after which a test that waits in vain fails."""


@dataclass
class Envelope:
    """Something that Slack told the app. `answer` is the payload of its acknowledgement, None for an empty one."""

    id: str
    type: str
    payload: Json
    accepts_response_payload: bool
    sent_at: float
    sent_to: list[int] = field(default_factory=list)
    acks: int = 0
    acked_after: float | None = None
    answer: Json | None = None
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def acked(self) -> Json | None:
        """Wait for the acknowledgement; its payload."""
        async with asyncio.timeout(PATIENCE), self.changed:
            await self.changed.wait_for(lambda: self.acks > 0)
        return self.answer

    def json(self) -> Json:
        """As it is sent now."""
        made: Json = {
            "envelope_id": self.id,
            "type": self.type,
            "payload": self.payload,
            "accepts_response_payload": self.accepts_response_payload,
        }
        if self.type == "events_api":
            attempt = len(self.sent_to)
            made |= {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        return made


@dataclass
class Link:
    """One connection. Where it `is_lost` nothing comes or goes and it looks open; where it `is_mute` pings are answered and nothing else
    comes."""

    number: int
    socket: web.WebSocketResponse
    request: web.Request
    is_lost: bool = False
    is_mute: bool = False

    @property
    def is_open(self) -> bool:
        return not self.socket.closed


class SocketMode:
    """The connections of one app. `history` counts what happened: open, hello, ping, ack, close, refused."""

    def __init__(self, *, retry_seconds: float = RETRY_SECONDS) -> None:
        self.url = ""
        self.links: list[Link] = []
        self.envelopes: dict[str, Envelope] = {}
        self.history: Counter[str] = Counter()
        self.retry_seconds = retry_seconds
        self.refusing_links = 0
        self.answers_hello = True
        self.disconnect_grace = 0.05
        self._tickets: set[str] = set()
        self._numbers = itertools.count(1)
        self._changed = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()

    def add_to(self, application: web.Application) -> None:
        """Serve the connections on /link."""
        application.router.add_get("/link/", self._link)

    def new_url(self) -> str:
        """What apps.connections.open answers."""
        ticket = f"ticket-{next(self._numbers)}"
        self._tickets.add(ticket)
        return f"{self.url}/link/?ticket={ticket}&app_id=A01DESK"

    @property
    def open_links(self) -> list[Link]:
        """Those that look open from here."""
        return [link for link in self.links if link.is_open]

    async def wait_for(self, what: str, times: int = 1) -> None:
        """Until `what` happened that often since the start; TimeoutError after PATIENCE."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: self.history[what] >= times)

    async def wait_until_open(self, count: int) -> None:
        """Until that many connections are open."""
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: len(self.open_links) == count)

    async def send(self, kind: str, payload: Mapping[str, Any], *, accepts_response_payload: bool = False) -> Envelope:
        """Tell the app something; it is sent again until it is acknowledged, three times at most."""
        envelope = Envelope(f"env-{next(self._numbers)}", kind, dict(payload), accepts_response_payload, time.monotonic())
        self.envelopes[envelope.id] = envelope
        self._start(self._keep_sending(envelope))
        return envelope

    async def send_again(self, envelope: Envelope) -> None:
        """Send it once more although it was acknowledged, as happens where the acknowledgement was lost."""
        await self._write(envelope)

    async def disconnect(self, reason: str) -> None:
        """Say that every connection ends, and end it a moment later ("Disconnecting")."""
        for link in self.open_links:
            await link.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-fake"}})
            self._start(self._end(link))

    async def drop(self) -> None:
        """Cut every connection without a word."""
        for link in self.open_links:
            if link.request.transport is not None:
                link.request.transport.abort()

    def lose(self) -> None:
        """From now on nothing comes or goes on what is open now."""
        for link in self.open_links:
            link.is_lost = True

    def mute(self) -> None:
        """From now on what is open now answers pings and tells nothing."""
        for link in self.open_links:
            link.is_mute = True

    async def close(self) -> None:
        """End everything."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.drop()

    async def _link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if self.refusing_links or ticket not in self._tickets:
            self.refusing_links = max(0, self.refusing_links - 1)
            await self._happened("refused")
            raise web.HTTPForbidden
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        link = Link(len(self.links) + 1, socket, request)
        self.links.append(link)
        await self._happened("open")
        if len(self.open_links) > MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets", "debug_info": {"host": "applink-fake"}})
            await socket.close()
            return socket
        if self.answers_hello:
            await socket.send_json(self._hello())
            await self._happened("hello")
        try:
            await self._listen(link)
        finally:
            await self._happened("close")
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.open_links),
            "debug_info": {"host": "applink-fake", "build_number": 1, "approximate_connection_time": 18_060},
            "connection_info": {"app_id": "A01DESK"},
        }

    async def _listen(self, link: Link) -> None:
        async for message in link.socket:
            if link.is_lost:
                continue
            if message.type is WSMsgType.PING:
                await link.socket.pong(message.data)
                await self._happened("ping")
            elif message.type is WSMsgType.TEXT:
                await self._acked(message.json())

    async def _acked(self, ack: Json) -> None:
        envelope = self.envelopes[ack["envelope_id"]]
        assert "payload" not in ack or envelope.accepts_response_payload, f"{envelope.type} takes no payload"
        async with envelope.changed:
            envelope.acks += 1
            if envelope.acked_after is None:
                envelope.acked_after = time.monotonic() - envelope.sent_at
                envelope.answer = ack.get("payload")
            envelope.changed.notify_all()
        await self._happened("ack")

    async def _keep_sending(self, envelope: Envelope) -> None:
        for _ in range(3):
            await self._write(envelope)
            try:
                async with asyncio.timeout(self.retry_seconds), envelope.changed:
                    await envelope.changed.wait_for(lambda: envelope.acks > 0)
            except TimeoutError:
                continue
            return

    async def _write(self, envelope: Envelope) -> None:
        """To a connection that did not have it yet, where there is one; waits for the first connection where there is none."""
        async with self._changed:
            await self._changed.wait_for(lambda: bool(self.open_links))
        links = self.open_links
        link = next((link for link in reversed(links) if link.number not in envelope.sent_to), links[-1])
        message = envelope.json()
        envelope.sent_to.append(link.number)
        if not (link.is_lost or link.is_mute):
            with contextlib.suppress(ConnectionError):  # cut a moment ago: it is sent again elsewhere
                await link.socket.send_json(message)

    async def _end(self, link: Link) -> None:
        await asyncio.sleep(self.disconnect_grace)
        await link.socket.close(code=WSCloseCode.GOING_AWAY)

    async def _happened(self, what: str) -> None:
        async with self._changed:
            self.history[what] += 1
            self._changed.notify_all()

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
