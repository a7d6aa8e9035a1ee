"""A whole transaction on SQLite in one trip to a thread.

The asynchronous driver makes three or four trips to its thread for each statement, and on a small machine a trip costs more than what most
statements do there. What polling does again and again, with many statements and nothing to wait for between them, is therefore run as
one piece: the same coroutine, on a connection whose statements are done when they are awaited.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, CursorResult, Dialect, Engine
from sqlalchemy.ext.asyncio import AsyncConnection

T = TypeVar("T")
Work = Callable[[AsyncConnection], Awaitable[T]]
"""Statements of one transaction. It awaits nothing but its connection and `asyncio.sleep(0)`."""


class Trips:
    """A thread with one connection of its own. `engine` is a synchronous one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def make(self, work: Work[T], **options: bool) -> T:
        """Run the work in a transaction that commits at its end and rolls back where it raises; `options` are the connection's.

        One that is cancelled ends all the same, for what the thread has begun cannot be called back; only then is the cancellation passed
        on, so that nobody takes the file for free before it is.
        """
        future = asyncio.get_running_loop().run_in_executor(self._thread, self._run, work, options)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            while not future.done():
                with suppress(asyncio.CancelledError):
                    await asyncio.wait([future])
            with suppress(BaseException):
                future.result()
            raise

    def _run(self, work: Work[T], options: dict[str, bool]) -> T:
        with self._engine.connect().execution_options(**options) as connection, connection.begin():
            return _finish(cast("Coroutine[Any, Any, T]", work(cast("AsyncConnection", _AtOnce(connection)))))

    def close(self) -> None:
        """End the thread and give the connection back."""
        self._thread.shutdown()
        self._engine.dispose()


class _AtOnce:
    """What transactions use of an AsyncConnection, over a synchronous one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(self, statement: Any, parameters: Any = None) -> CursorResult[Any]:
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: Any, parameters: Any = None) -> Any:
        return self._connection.scalar(statement, parameters)


def _finish(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end outside any loop; where it steps aside, other threads get their turn."""
    try:
        while True:
            if work.send(None) is not None:
                raise RuntimeError("A transaction in one trip waited for something else than its connection.")
            time.sleep(0)
    except StopIteration as end:
        return cast("T", end.value)
    finally:
        work.close()
