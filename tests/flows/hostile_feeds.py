"""Every hostile case polled by one desk, side by side: `python -m tests.flows.hostile_feeds` puts what became of each into the docs."""

from __future__ import annotations

import asyncio
import tempfile
import textwrap
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from ipaddress import ip_address
from itertools import groupby
from pathlib import Path
from random import Random

from bot.desk.failures import in_words
from bot.desk.phrases import load_phrases
from bot.model import FailureCause, FeedHealth, FeedSpec, FeedState, Validators
from bot.pollers.addresses import IPAddress, is_public
from bot.pollers.answers import FetchAnswer
from bot.pollers.fetch import Fetcher, FetchLimits
from bot.pollers.flights import PollLimits
from bot.pollers.poller import Poller
from bot.store.store import open_store
from bot.worker.client import WorkerClient, worker_command
from tests.fakes.feed_server import FeedServer
from tests.fakes.polling import OUTLET, SetClock
from tests.fakes.raw_server import RawServer
from tests.flows.hostile_case import Case, Servers
from tests.flows.hostile_cases import CASES, ROUNDS

PAGE = Path(__file__).parents[2] / "docs" / "hostile-feeds.md"
SHORT_SECONDS = 1.0
"""The time cap of the cases that are there to run into it; the others have one that no busy machine reaches."""


@dataclass(frozen=True)
class Outcome:
    """What the desk had of a case in the end: the titles of its articles, the feed's health, and how often it was asked."""

    case: Case
    titles: tuple[str, ...]
    health: FeedHealth
    asked: int

    @property
    def cause(self) -> FailureCause | None:
        """Why its newest poll failed; None where it did not."""
        is_failing = self.health.failures > 0 or self.health.state is FeedState.GONE
        return self.health.last_error if is_failing else None


@dataclass(frozen=True)
class Outcomes:
    """All of them, and what reached the inside of the network (nothing should)."""

    of: Mapping[str, Outcome]
    inside: int


class _FetcherOfEach:
    """A FeedFetcher that asks each case by its own rules."""

    def __init__(self, by_url: Mapping[str, tuple[Fetcher, bool]]) -> None:
        self._by_url = by_url

    async def fetch(self, url: str, validators: Validators | None = None, *, allow_private: bool = False) -> FetchAnswer:
        fetcher, is_private = self._by_url[url]
        return await fetcher.fetch(url, validators, allow_private=is_private and allow_private)


async def poll_all(folder: Path) -> Outcomes:
    """Serve every case, poll them all in ROUNDS an hour apart, and say what became of each."""
    async with AsyncExitStack() as stack:
        servers = Servers(
            await stack.enter_async_context(FeedServer()),
            await stack.enter_async_context(RawServer()),
            await stack.enter_async_context(FeedServer("127.0.0.2")),
        )
        specs = {case.name: _spec(case, case.serve(servers, case.name)) for case in CASES}
        clock = SetClock()
        fetchers = await stack.enter_async_context(_fetchers(clock, servers))
        by_url = {specs[case.name].url: fetchers(case) for case in CASES}
        worker = await stack.enter_async_context(WorkerClient(worker_command()))
        store = await stack.enter_async_context(await open_store(f"sqlite+aiosqlite:///{folder / 'desk.db'}", clock=clock))
        await store.sync_feeds(list(specs.values()), now=clock.now())
        limits = PollLimits(at_once=len(CASES), per_host=len(CASES), lease_seconds=600)
        poller = Poller(store, _FetcherOfEach(by_url), worker, clock, chance=Random(1), limits=limits)
        for _ in range(ROUNDS):
            clock.move(hours=1)
            await poller.poll_due()
        titles = defaultdict(list)
        for article in await store.claim_articles(now=clock.now(), lease_seconds=60, limit=100_000):
            titles[article.outlet.id].append(article.revision.title)
        health = {one.spec.id: one for one in await store.feeds()}
        asked = [request.path.strip("/") for request in servers.proper.requests] + [path.strip("/") for path in servers.raw.asked]
        outcomes = (Outcome(case, tuple(sorted(titles[case.name])), health[case.name], asked.count(case.name)) for case in CASES)
        return Outcomes({outcome.case.name: outcome for outcome in outcomes}, len(servers.inside.requests))


def _spec(case: Case, url: str) -> FeedSpec:
    return FeedSpec(case.name, replace(OUTLET, id=case.name), url, allow_private=True)


@asynccontextmanager
async def _fetchers(clock: SetClock, servers: Servers) -> AsyncIterator[object]:
    def first_server_or_public(address: IPAddress) -> bool:
        return address == ip_address(servers.proper.host) or is_public(address)

    ports = frozenset({80, 443, servers.proper.port, servers.inside.port})
    async with (
        Fetcher(clock, limits=FetchLimits(per_host=len(CASES), total_seconds=120.0, ports=ports)) as patient,
        Fetcher(clock, limits=FetchLimits(per_host=len(CASES), total_seconds=SHORT_SECONDS)) as impatient,
        Fetcher(clock, limits=FetchLimits(per_host=len(CASES), ports=ports), is_allowed=first_server_or_public) as public,
    ):
        yield lambda case: (public, False) if case.is_public else (impatient, True) if case.is_impatient else (patient, True)


HEAD = """# What hostile feeds do, and what becomes of it

Every case below is served by a real server on loopback and polled by one desk with its real worker and database, all of them side by side
and four times, an hour apart. `tests/flows/test_hostile_feeds.py` holds each to what it must come to, and this page to what it came to;
`python -m tests.flows.hostile_feeds` writes it.

A failure costs the feed a turn and nobody else anything: its cause is shown by `/alliance feeds errors`, and the desk asks again, less and
less often.
"""


def page(outcomes: Outcomes) -> str:
    """The documentation of what became of each case."""
    parts = [HEAD]
    for group, cases in groupby(CASES, key=lambda case: case.group):
        rows = [f"| {case.does} | {_words(outcomes.of[case.name])} |" for case in cases]
        parts.append("\n".join([f"## {group}", "", "| A feed that … | What became of it |", "|---|---|", *rows, ""]))
    return "\n".join(parts)


def _words(outcome: Outcome) -> str:
    had = (
        f"{len(outcome.titles):,} articles, each once"
        if len(outcome.titles) != 1
        else f"One article: {textwrap.shorten(outcome.titles[0], 60)}"
    )
    if outcome.cause is None:
        return had + "."
    detail = outcome.health.last_error_detail
    said = "" if detail is None else in_words(detail, "en", load_phrases()).replace("127.0.0.1", "The server")
    often = " Asked once in all." if outcome.case.asked == outcome.asked == 1 else ""
    return f"`{outcome.cause.value}`: {said}{often}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        PAGE.write_text(page(asyncio.run(poll_all(Path(made)))), "utf-8")
