"""What the page and /readyz are told of the running process."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.desk.rounds import Round
from bot.pollers.counted import CountedFetcher
from bot.store.store import Store
from bot.web.ports import Check, PollNumbers
from bot.worker.client import WorkerClient


class ProcessHealth:
    """A `HealthSource`: the store answers, the worker process is up, each round does well, each platform is connected."""

    def __init__(
        self,
        store: Store,
        worker: WorkerClient,
        fetcher: CountedFetcher,
        rounds: Sequence[Round],
        connections: Callable[[], Sequence[tuple[str, bool]]],
    ) -> None:
        self._store = store
        self._worker = worker
        self._fetcher = fetcher
        self._rounds = rounds
        self._connections = connections

    async def checks(self) -> Sequence[Check]:
        """Raises StoreError where the database does not answer: the page tells that itself."""
        await self._store.ping()
        worker = Check("worker", self._worker.is_running, "" if self._worker.is_running else "It is being started again.")
        return (Check("store", is_well=True), worker, *(_check(round_) for round_ in self._rounds), *map(_connection, self._connections()))

    def polls(self) -> PollNumbers:
        """Fetches of feeds since the start."""
        return PollNumbers(self._fetcher.by_outcome, self._fetcher.seconds)


def _check(round_: Round) -> Check:
    return Check(round_.name, round_.last_error is None, round_.last_error or "")


def _connection(found: tuple[str, bool]) -> Check:
    name, is_connected = found
    return Check(name, is_connected, "" if is_connected else "It is not connected; the log says why, and it is tried again.")
