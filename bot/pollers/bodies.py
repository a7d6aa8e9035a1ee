"""Reading a body no further than its cap, counted after decompression."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import aiohttp
from aiohttp import hdrs

from bot.model import DetailKind, FailureCause, FailureDetail

_CHUNK = 65_536
_BOMB_RATIO = 25
"""Text rarely packs better than 20 to 1; what unpacks past the cap and to 25 times its size is made to do harm. Its size is what came off
the wire so far, some 256 kB of which may not be unpacked yet: at a cap of 10 MB, 1,000 to 1 looks like 40 to 1."""


@dataclass(frozen=True, slots=True)
class BodyTooLarge:
    """A body past its cap (bytes); the rest was not read."""

    kind: DetailKind
    cap: int

    @property
    def cause(self) -> FailureCause:
        """Whether it is merely large or made to do harm."""
        return FailureCause.BOMB if self.kind is DetailKind.BOMB else FailureCause.TOO_LARGE

    def detail(self, host: str) -> FailureDetail:
        """What the host did."""
        return FailureDetail.of(self.kind, host=host, megabytes=self.cap / 1_000_000)


async def read_body(response: aiohttp.ClientResponse, cap: int) -> bytes | BodyTooLarge:
    """The decompressed body. A Content-Length past the cap is believed without reading on."""
    is_packed = response.headers.get(hdrs.CONTENT_ENCODING, "identity").casefold() != "identity"
    if response.content_length is not None and response.content_length > cap:
        return BodyTooLarge(DetailKind.TOO_LARGE, cap)
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.content.iter_chunked(_CHUNK):
        size += len(chunk)
        if size > cap:
            is_bomb = size > _BOMB_RATIO * response.content.total_raw_bytes
            grown = DetailKind.BOMB if is_bomb else DetailKind.TOO_LARGE_UNPACKED
            return BodyTooLarge(grown if is_packed else DetailKind.TOO_LARGE, cap)
        chunks.append(chunk)
    return b"".join(chunks)


async def read_start(response: aiohttp.ClientResponse, most: int) -> bytes:
    """The beginning of the decompressed body, and nothing where it cannot be had: what it adds is only a better word for a failure."""
    try:
        return await response.content.readexactly(most)
    except asyncio.IncompleteReadError as error:
        return error.partial
    except aiohttp.ClientPayloadError:
        return b""
