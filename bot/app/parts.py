"""The parts of a desk that every way of using it needs: the store, the worker, the fetcher and what answers commands."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.adapters.console.adapter import desk_destination
from bot.app.platforms import Platforms, allowed_workspaces, needs_code, new_code
from bot.config import Configuration, Settings
from bot.desk.access import Access
from bot.desk.card import Card
from bot.desk.commands.answer import Answerer
from bot.desk.phrases import Phrasebook, load_phrases
from bot.desk.ports import Clock
from bot.errors import StartError
from bot.model import Locale, Person
from bot.pollers.counted import CountedFetcher
from bot.pollers.doctor import FeedDoctor
from bot.pollers.fetch import Fetcher, FetchLimits
from bot.pollers.pages import Pages
from bot.store.store import Store, open_store
from bot.worker.client import WorkerClient, worker_command

OPERATOR = Person("console", "local", "console", is_manager=True)
"""Whoever can type at the desk's own console or run its commands manages it."""


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """Aware UTC now."""
        return datetime.now(UTC)


class Connections:
    """Which platforms are connected, for `/alliance status` and the page: what answers commands is made before the platforms are."""

    def __init__(self) -> None:
        self._platforms = Platforms()

    def watch(self, platforms: Platforms) -> None:
        """Tell of these from now on."""
        self._platforms = platforms

    def all(self) -> Sequence[tuple[str, bool]]:
        """(name, whether it is connected) of each."""
        return self._platforms.connections()


@dataclass(frozen=True, slots=True)
class Parts:
    """What is open while a desk is. `feed_fetcher` is `fetcher` with its answers counted; `code` is what a workspace can be claimed with,
    None where there is no need of one."""

    configuration: Configuration
    clock: Clock
    book: Phrasebook
    store: Store
    worker: WorkerClient
    fetcher: Fetcher
    feed_fetcher: CountedFetcher
    pages: Pages
    access: Access
    answerer: Answerer
    connections: Connections
    code: str | None

    async def answer_typed(self, typed: str, locale: Locale) -> Card:
        """Answer a command typed at the console."""
        return await self.answerer.answer_text(typed, place=desk_destination(), person=OPERATOR, locale=locale)


@asynccontextmanager
async def open_parts(configuration: Configuration, *, worker: WorkerClient | None = None) -> AsyncIterator[Parts]:
    """Open them in order and close them in the opposite one. Raises StartError and StoreError.

    `worker` is one that was started before, which whoever started it closes; else there is one of its own, started by its first job.
    """
    settings, clock = configuration.settings, SystemClock()
    _make_data_dir(settings)
    async with AsyncExitStack() as stack:
        if worker is None:
            worker = await stack.enter_async_context(WorkerClient(worker_command(settings.ontology_file)))
        store = await stack.enter_async_context(await open_store(settings.database, clock=clock))
        fetcher = await stack.enter_async_context(Fetcher(clock, limits=_limits(settings), contact=settings.polling.contact))
        pages, feed_fetcher, book = Pages(fetcher), CountedFetcher(fetcher), load_phrases()
        code = new_code() if await needs_code(settings, store) else None
        connections, access = Connections(), Access(store, allowed_workspaces(settings), code, clock)
        answerer = Answerer(
            store,
            analyst=worker,
            pages=pages,
            feeds=FeedDoctor(
                fetcher,
                worker,
                clock,
                private=[feed.url for feed in configuration.feeds if feed.allow_private],
                hears_hubs=settings.hub_address is not None,
            ),
            clock=clock,
            book=book,
            zone=settings.zone,
            cap=settings.alerts.cap,
            digest_hour=settings.alerts.digest_hour,
            access=access,
            platforms=connections.all,
        )
        yield Parts(configuration, clock, book, store, worker, fetcher, feed_fetcher, pages, access, answerer, connections, code)


def _limits(settings: Settings) -> FetchLimits:
    polling = settings.polling
    return FetchLimits(
        connect_seconds=min(10.0, polling.timeout_seconds),
        total_seconds=polling.timeout_seconds,
        body_bytes=int(polling.body_megabytes * 1_000_000),
        per_host=polling.per_host,
    )


def _make_data_dir(settings: Settings) -> None:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StartError(
            f"The data folder {settings.data_dir} cannot be made: {error.strerror}. "
            "Name another one with DESK_DATA_DIR or data_dir in desk.yaml."
        ) from error
