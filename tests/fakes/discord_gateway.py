"""Discord's gateway on a local websocket.

"Gateway" in the developer documentation: HELLO (10) first, IDENTIFY (2) answered by READY and a GUILD_CREATE for each guild, HEARTBEAT (1)
by an ACK (11), RESUME (6) by what was missed and RESUMED, or by INVALID_SESSION (9); RECONNECT (7) asks to come again; close code 4004 is a
wrong token. With compress=zlib-stream all of a connection is one zlib context and each message ends in a sync flush ("Transport
Compression").
"""

from __future__ import annotations

import asyncio
import json
import zlib
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.fakes import discord_objects as objects
from tests.fakes.discord_objects import Channel, Json

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11


@dataclass
class Session:
    """What a RESUME takes up again: all events since READY by their sequence number."""

    id: str
    events: list[Json] = field(default_factory=list)


class Connection:
    """One websocket, compressed or not."""

    def __init__(self, socket: web.WebSocketResponse, *, is_compressed: bool) -> None:
        self.socket = socket
        self.session: Session | None = None
        self._packer = zlib.compressobj() if is_compressed else None

    async def send(self, payload: Json) -> None:
        """Send one payload."""
        text = json.dumps(payload)
        if self._packer is None:
            await self.socket.send_str(text)
        else:
            await self.socket.send_bytes(self._packer.compress(text.encode()) + self._packer.flush(zlib.Z_SYNC_FLUSH))


class Gateway:
    """The gateway of a server with some guilds. `history` names what clients did: hello, identify, resume, heartbeat, gone, refused."""

    def __init__(self, token: str, channels: list[Channel]) -> None:
        self.history: list[str] = []
        self.heartbeat_ms = 41_250
        self.refusing = 0
        self.is_deaf = False
        self.identifies: list[Json] = []
        self.url = ""
        self._token = token
        self._channels = channels
        self._sessions: dict[str, Session] = {}
        self._current: Connection | None = None
        self._changed = asyncio.Condition()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """A client connects."""
        if self.refusing:
            self.refusing -= 1
            await self._note("refused")
            return web.Response(status=503)
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        connection = Connection(socket, is_compressed=request.query.get("compress") == "zlib-stream")
        await connection.send({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}, "s": None, "t": None})
        await self._note("hello")
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._receive(connection, json.loads(message.data))
        if self._current is connection:
            self._current = None
            await self._note("gone")
        return socket

    async def wait_for(self, what: str, times: int = 1) -> None:
        """Until `what` happened that often since the start; TimeoutError after 20 s."""
        async with asyncio.timeout(20.0), self._changed:
            await self._changed.wait_for(lambda: self.history.count(what) >= times)

    async def dispatch(self, event: str, data: Json) -> None:
        """Send an event to the session, which waits for a RESUME where nobody is connected."""
        connection, session = self._current, self._newest()
        payload = {"op": DISPATCH, "t": event, "s": len(session.events) + 1, "d": data}
        session.events.append(payload)
        if connection is not None and not self.is_deaf:
            await connection.send(payload)

    async def ask_to_reconnect(self) -> None:
        """RECONNECT."""
        await self._connection().send({"op": RECONNECT, "d": None, "s": None, "t": None})

    async def invalidate(self, *, is_resumable: bool) -> None:
        """INVALID_SESSION; where it is not resumable the session is forgotten."""
        if not is_resumable:
            self._sessions.clear()
        await self._connection().send({"op": INVALID_SESSION, "d": is_resumable, "s": None, "t": None})

    async def drop(self, code: int | None = None) -> None:
        """Close with a code, or cut the connection off without a word."""
        connection = self._connection()
        if code is None:
            request = connection.socket._req
            assert request is not None
            assert request.transport is not None
            request.transport.abort()
            self._current = None
            await self._note("gone")
        else:
            await connection.socket.close(code=code)

    async def close(self) -> None:
        """Close what is open."""
        if self._current is not None:
            await self._current.socket.close(code=1001)

    async def _receive(self, connection: Connection, payload: Json) -> None:
        op = payload["op"]
        if op == HEARTBEAT:
            if not self.is_deaf:
                await connection.send({"op": ACK, "d": None, "s": None, "t": None})
            await self._note("heartbeat")
        elif op == IDENTIFY:
            await self._identify(connection, payload["d"])
        elif op == RESUME:
            await self._resume(connection, payload["d"])

    async def _identify(self, connection: Connection, data: Json) -> None:
        self.identifies.append(data)
        if data["token"] != self._token:
            await connection.socket.close(code=4004, message=b"Authentication failed.")
            return
        session = Session(objects.next_id())
        self._sessions[session.id] = session
        self._current, connection.session = connection, session
        guilds = list(dict.fromkeys(channel.guild_id for channel in self._channels))
        ready: Json = {
            "v": 10,
            "user": objects.bot_user(),
            "guilds": [{"id": guild_id, "unavailable": True} for guild_id in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "application": {"id": objects.APPLICATION, "flags": 0},
        }
        await self.dispatch("READY", ready)
        for guild_id in guilds:
            mine = [channel for channel in self._channels if channel.guild_id == guild_id]
            await self.dispatch("GUILD_CREATE", objects.guild(guild_id, mine))
        await self._note("identify")

    async def _resume(self, connection: Connection, data: Json) -> None:
        session = self._sessions.get(data["session_id"])
        if session is None or data["token"] != self._token:
            await self._note("resume refused")
            await connection.send({"op": INVALID_SESSION, "d": False, "s": None, "t": None})
            return
        self._current, connection.session = connection, session
        for missed in session.events[data["seq"] or 0 :]:
            await connection.send(missed)
        await self.dispatch("RESUMED", {})
        await self._note("resume")

    async def _note(self, what: str) -> None:
        async with self._changed:
            self.history.append(what)
            self._changed.notify_all()

    def _newest(self) -> Session:
        return list(self._sessions.values())[-1]

    def _connection(self) -> Connection:
        assert self._current is not None, "nobody is connected"
        return self._current
