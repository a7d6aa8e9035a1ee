"""Questions that many tasks ask of a store, put together: while one is answered, those that come wait for the next."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Together(Generic[K, V]):
    """Asks for one key each; `ask` is given all keys that wait. What it raises is raised by every call whose key was among them."""

    def __init__(self, ask: Callable[[Sequence[K]], Awaitable[Mapping[K, V]]]) -> None:
        self._ask = ask
        self._waiting: dict[K, asyncio.Future[V | None]] = {}
        self._asking: asyncio.Task[None] | None = None

    async def get(self, key: K) -> V | None:
        """What the answer has for the key; None where it has nothing."""
        future = self._waiting.get(key)
        if future is None:
            future = self._waiting[key] = asyncio.get_running_loop().create_future()
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask_all())
        return await asyncio.shield(future)

    async def _ask_all(self) -> None:
        while self._waiting:
            asked, self._waiting = self._waiting, {}
            try:
                answer = await self._ask(list(asked))
            except Exception as error:  # noqa: BLE001 - passed on to whoever asked
                for future in asked.values():
                    future.set_exception(error)
                    future.exception()  # whoever asked may have been cancelled: nobody is to be told of what nobody fetches
            else:
                for key, future in asked.items():
                    future.set_result(answer.get(key))
