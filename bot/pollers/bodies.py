"""Reading a body no further than its cap, counted after decompression."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import aiohttp
from aiohttp import hdrs

from bot.model import FailureCause

_CHUNK = 65_536
_BOMB_RATIO = 100
"""Text rarely packs better than 20 to 1; what unpacks to 100 times its size is made to do harm."""


@dataclass(frozen=True, slots=True)
class BodyTooLarge:
    """A body past its cap (bytes); the rest was not read."""

    cause: FailureCause
    cap: int

    def detail(self, host: str) -> str:
        """What happened, in one plain sentence."""
        size = f"{self.cap / 1_000_000:g} MB"
        if self.cause is FailureCause.BOMB:
            return f"{host} sent a small packed answer that unpacks to more than {size}; reading stopped there."
        return f"{host} sent more than {size}; reading stopped there."


async def read_body(response: aiohttp.ClientResponse, cap: int) -> bytes | BodyTooLarge:
    """The decompressed body. A Content-Length past the cap is believed without reading on."""
    is_packed = response.headers.get(hdrs.CONTENT_ENCODING, "identity").casefold() != "identity"
    if response.content_length is not None and response.content_length > cap:
        return BodyTooLarge(FailureCause.TOO_LARGE, cap)
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.content.iter_chunked(_CHUNK):
        size += len(chunk)
        if size > cap:
            is_bomb = is_packed and size > _BOMB_RATIO * response.content.total_raw_bytes
            return BodyTooLarge(FailureCause.BOMB if is_bomb else FailureCause.TOO_LARGE, cap)
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
