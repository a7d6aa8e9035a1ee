"""A server on loopback that writes bytes and not HTTP: what no proper server would send, at the pace that no proper server keeps."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import TracebackType
from typing import Self

Play = Callable[[asyncio.StreamWriter], Awaitable[None]]
"""What is written to whoever asks; the connection is closed after it."""

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-8\r\n"


def self_signed() -> ssl.SSLContext:
    """A server's TLS with a certificate that nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).with_name("self_signed.pem"))
    return context


class RawServer:
    """Plays a script by path. Counts the connections by path and the bytes that left."""

    def __init__(self, host: str = "127.0.0.1", *, tls: ssl.SSLContext | None = None) -> None:
        self.host = host
        self._tls = tls
        self.port = 0
        self.asked: list[str] = []
        self.bytes_sent = 0
        self._plays: dict[str, Play] = {}
        self._server: asyncio.Server | None = None
        self._closing = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._answer, self.host, 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._closing.set()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    def play(self, path: str, play: Play | bytes) -> str:
        """Script a path and return its address. Bytes are written whole."""
        self._plays[path] = play if callable(play) else whole(play)
        return f"{'https' if self._tls else 'http'}://{self.host}:{self.port}{path}"

    async def pour(self, writer: asyncio.StreamWriter, piece: bytes) -> None:
        """The same bytes again and again, until the other side or the server has enough."""
        while not self._closing.is_set():
            writer.write(piece)
            await writer.drain()
            self.bytes_sent += len(piece)

    async def drip(self, writer: asyncio.StreamWriter, text: bytes, seconds: float) -> None:
        """One byte every so many seconds, until the other side or the server has enough."""
        for byte in text:
            writer.write(bytes((byte,)))
            await writer.drain()
            self.bytes_sent += 1
            try:
                await asyncio.wait_for(self._closing.wait(), seconds)
            except TimeoutError:
                continue
            return

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await reader.readuntil(b"\r\n\r\n")
            path = request.split(b" ", 2)[1].decode("ascii")
            self.asked.append(path)
            await self._plays[path](writer)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            return  # the other side had enough
        finally:
            writer.close()


def whole(text: bytes) -> Play:
    """A play that writes these bytes at once."""

    async def play(writer: asyncio.StreamWriter) -> None:
        writer.write(text)

    return play


def chunked(*pieces: bytes, is_whole: bool = True) -> bytes:
    """An answer in chunks (RFC 9112); without its last chunk where not whole."""
    body = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    return HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + body + (b"0\r\n\r\n" if is_whole else b"")
