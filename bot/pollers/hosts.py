"""Turns at one host: so many requests at once, however many feeds and pages it has."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class HostTurns:
    """Limits what happens at once per host. Forgets a host when nobody is there."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._hosts: dict[str, tuple[asyncio.Semaphore, int]] = {}

    @asynccontextmanager
    async def of(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at this host and hold it inside the block."""
        key = host.casefold()
        turns, waiting = self._hosts.get(key) or (asyncio.Semaphore(self._limit), 0)
        self._hosts[key] = (turns, waiting + 1)
        try:
            async with turns:
                yield
        finally:
            left = self._hosts[key][1] - 1
            if left:
                self._hosts[key] = (turns, left)
            else:
                del self._hosts[key]

    def __len__(self) -> int:
        """How many hosts are being asked or waited for."""
        return len(self._hosts)
