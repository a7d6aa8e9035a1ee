"""What polling costs: 1,000 feeds on loopback, nine in ten unchanged, against bare GETs of the same bytes in the same run.

    python benchmarks/polling.py [--feeds 1000] [--rounds 3]

Counted is CPU time of the whole desk side (the main process with its database threads, and the worker process that parses) after a first
poll that is not counted. In each round a tenth of the feeds has 2 new items of 50; the rest answers 304. The floor is aiohttp asking for
the same addresses with the same validators, reading the bodies and doing nothing with them. The peers: `aiohttp + feedparser` gives each
body to feedparser and keeps nothing, once as the desk asks, with validators, and once as a plain script would, without them and with every
feed read in full (in one round only, since it takes long); the library `reader` updates the same feeds into an SQLite file of its own, in
a process of its own, and must bring as many entries as the desk. It is measured where it is installed (the extra `bench`). The server is a
process of its own and is not counted on any side.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import feedparser
import psutil
from aiohttp import web

from bot.model import FeedSpec, Outlet, OutletClass
from bot.pollers.fetch import Fetcher, FetchLimits
from bot.pollers.poller import Poller
from bot.store.store import Store, open_store
from bot.worker.client import WorkerClient, worker_command

ITEMS = 50
NEW_ITEMS = 2
CHANGED = 10
START = datetime(2026, 11, 25, tzinfo=UTC)
LEAD = "한국과 미국은 방위비 분담금과 관세를 두고 협상을 이어 가기로 했다고 양국 당국자가 밝혔다. Officials said talks would go on. " * 3
OUTLET = Outlet("bench", "Bench", "벤치", "bench", "ko", "KR", OutletClass.NEWS)


# --- the server's side -------------------------------------------------------------------------------------------------------


def version(feed: int, turn: int) -> int:
    """How often a feed has changed up to a turn: each tenth of the feeds has its turns."""
    return sum(1 for past in range(1, turn + 1) if past % CHANGED == feed % CHANGED)


def document(feed: int, changes: int) -> bytes:
    """The feed after so many changes, newest first. Its oldest items are shared by all feeds, so that the first poll is short."""
    newest = ITEMS + NEW_ITEMS * changes
    head = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Feed {feed}</title>'
    return "".join((head, *_items(feed, newest), "</channel></rss>")).encode()


def _items(feed: int, newest: int) -> Iterator[str]:
    for number in range(newest, newest - ITEMS, -1):
        name = f"{feed}-{number}" if number > ITEMS else f"{number}"
        date = format_datetime(START - timedelta(minutes=10_000 - number))
        yield (
            f"<item><title>한미 협상 소식 {name}</title><link>https://bench.example/view?idxno={name}</link><guid>guid-{name}</guid>"
            f"<pubDate>{date}</pubDate><description>&lt;p&gt;{LEAD}&lt;/p&gt;</description></item>"
        )


async def serve() -> None:
    """Answer until standard input closes; the port is the first line of output."""
    turn = 0

    async def feed(request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        changes = version(number, turn)
        tag = f'"{changes}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(body=document(number, changes), content_type="application/rss+xml", headers={"ETag": tag})

    async def set_turn(request: web.Request) -> web.Response:
        nonlocal turn
        turn = int(request.match_info["turn"])
        return web.Response()

    app = web.Application()
    app.add_routes([web.get("/feed/{number}", feed), web.get("/turn/{turn}", set_turn)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=2_048).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


# --- the desk's side ---------------------------------------------------------------------------------------------------------


class MovedClock:
    """Time that the benchmark moves, so that every feed is due in every round."""

    def __init__(self) -> None:
        self.time = START

    def now(self) -> datetime:
        return self.time


class Meter:
    """CPU seconds of this process and of the worker."""

    def __init__(self, worker: WorkerClient) -> None:
        self._worker = worker
        self.seconds = 0.0

    @contextmanager
    def counting(self) -> Iterator[None]:
        before = self._now()
        yield
        self.seconds += self._now() - before

    def _now(self) -> float:
        if self._worker.pid is None:
            return time.process_time()
        spent = psutil.Process(self._worker.pid).cpu_times()
        return time.process_time() + float(spent.user + spent.system)


async def bare_gets(urls: list[str], turn: int, *, keep_alive: bool, parses: bool = False, asks_for_all: bool = False) -> int:
    """The floor: ask for each address as the desk will in this turn; returns the bytes read.

    The peer gives each body to feedparser; where it asks for all, it sends no validators.
    """
    connector = aiohttp.TCPConnector(limit=50, force_close=not keep_alive)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def get(number: int, url: str) -> int:
            validators = {} if asks_for_all else {"If-None-Match": f'"{version(number, turn - 1)}"'}
            async with session.get(url, headers=validators) as response:
                body = await response.read()
                if parses and body:
                    feedparser.parse(body)
                return len(body)

        return sum(await asyncio.gather(*(get(number, url) for number, url in enumerate(urls))))


class ReaderPeer:
    """The library `reader` at work in another process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.seconds = 0.0
        self.entries = 0

    async def update(self) -> None:
        """Have it update all feeds; `seconds` and `entries` are those of this update."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b"update\n")
        told = json.loads(await self._process.stdout.readline())
        self.seconds, self.entries = float(told["seconds"]), int(told["entries"])


@asynccontextmanager
async def reader_peer(urls: list[str], folder: Path) -> AsyncIterator[ReaderPeer | None]:
    """The peer with these feeds, none of which it has asked for yet; None where the library is not installed."""
    if find_spec("reader") is None:
        yield None
        return
    pipe = asyncio.subprocess.PIPE
    program = [sys.executable, str(Path(__file__).with_name("_reader_peer.py")), str(folder / "reader.db")]
    process = await asyncio.create_subprocess_exec(*program, *urls, stdin=pipe, stdout=pipe)
    assert process.stdin is not None
    try:
        yield ReaderPeer(process)
    finally:
        process.stdin.close()
        await process.wait()


async def measure(feeds: int, rounds: int, port: int, folder: Path) -> None:
    """Poll a first time, then measure the rounds and print the result."""
    base = f"http://127.0.0.1:{port}"
    clock = MovedClock()
    specs = [FeedSpec(f"feed-{number}", OUTLET, f"{base}/feed/{number}", allow_private=True) for number in range(feeds)]
    urls = [spec.url for spec in specs]
    async with (
        WorkerClient(worker_command()) as worker,
        await open_store(f"sqlite+aiosqlite:///{folder / 'bench.db'}", clock=clock) as store,
        Fetcher(clock, limits=FetchLimits(per_host=50)) as fetcher,
        reader_peer(urls, folder) as reader,
    ):
        await store.sync_feeds(specs, now=clock.now())
        poller = Poller(store, fetcher, worker, clock, chance=Random(1))
        first, began = Meter(worker), time.perf_counter()
        with first.counting():
            assert await poller.poll_due() == feeds
        took = time.perf_counter() - began
        print(f"first poll: {feeds:,} feeds of {ITEMS} items in {took:.1f} s, {first.seconds:.1f} s CPU", end="")
        if reader is not None:
            await reader.update()
            print(f" (reader {reader.seconds:.1f} s CPU)", end="")
        print()
        await _rounds(Bench(poller, store, clock, worker, base, urls, reader), rounds)


@dataclass(frozen=True)
class Bench:
    """What the rounds are run with."""

    poller: Poller
    store: Store
    clock: MovedClock
    worker: WorkerClient
    base: str
    urls: list[str]
    reader: ReaderPeer | None

    async def items(self) -> int:
        """All entries in the store."""
        return sum(feed.items for feed in await self.store.feeds())


@dataclass(frozen=True)
class Row:
    """What one of those that poll spent, over so many polls; None where it could not be measured."""

    name: str
    seconds: float | None
    polls: int


async def _rounds(bench: Bench, rounds: int) -> None:
    desk, floor, kept, parsing, everything = (Meter(bench.worker) for _ in range(5))
    size, before, of_reader = 0, await bench.items(), 0.0
    entries = bench.reader.entries if bench.reader else 0
    for turn in range(1, rounds + 1):
        await _tell(f"{bench.base}/turn/{turn}")
        with kept.counting():
            await bare_gets(bench.urls, turn, keep_alive=True)
        with floor.counting():
            size += await bare_gets(bench.urls, turn, keep_alive=False)
        with parsing.counting():
            await bare_gets(bench.urls, turn, keep_alive=True, parses=True)
        if bench.reader is not None:
            await bench.reader.update()
            of_reader += bench.reader.seconds
        bench.clock.time += timedelta(minutes=30)  # longer than any feed's interval may grow
        with desk.counting():
            assert await bench.poller.poll_due() == len(bench.urls)
    with everything.counting():
        await bare_gets(bench.urls, rounds, keep_alive=True, parses=True, asks_for_all=True)
    expected = sum(NEW_ITEMS * version(number, rounds) for number in range(len(bench.urls)))
    brought = await bench.items() - before
    assert brought == expected, f"{brought} new items instead of {expected}"
    if bench.reader is not None:
        found = bench.reader.entries - entries
        assert found == expected, f"reader brought {found} new entries instead of {expected}"
    brings = f"a round brings {size / rounds / 1e6:.1f} MB and {brought // rounds} new items"
    print(f"{rounds} rounds of {len(bench.urls):,} feeds, 90 % 304; {brings}; load of the computer {psutil.getloadavg()[0]:.1f}")
    polls = rounds * len(bench.urls)
    _table(
        Row("desk (main, store, worker)", desk.seconds, polls),
        Row("bare GETs, connections closed", floor.seconds, polls),
        Row("bare GETs, kept alive", kept.seconds, polls),
        Row("aiohttp + feedparser, no store", parsing.seconds, polls),
        Row("the same on every feed in full", everything.seconds, len(bench.urls)),
        Row("reader (its own SQLite store)", of_reader if bench.reader else None, polls),
    )


async def _tell(url: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        response.raise_for_status()


def _table(desk: Row, *others: Row) -> None:
    print(f"  {'':31} {'ms CPU a poll':>14} {'desk is':>9}")
    own = (desk.seconds or 0.0) / desk.polls * 1e3
    for row in (desk, *others):
        if row.seconds is None:
            print(f"  {row.name:31} is not installed")
        else:
            each = row.seconds / row.polls * 1e3
            print(f"  {row.name:31} {each:14.2f} {own / each:7.2f} x")


def _loop() -> Callable[[], asyncio.AbstractEventLoop]:
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop
    return uvloop.new_event_loop


def _run(work: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=_loop()) as runner:
        runner.run(work)


async def _with_server(feeds: int, rounds: int) -> None:
    pipe = asyncio.subprocess.PIPE
    server = await asyncio.create_subprocess_exec(sys.executable, __file__, "--serve", stdin=pipe, stdout=pipe)
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        port = int(await server.stdout.readline())
        with tempfile.TemporaryDirectory() as folder:
            await measure(feeds, rounds, port, Path(folder))
    finally:
        server.stdin.close()
        await server.wait()


def main() -> None:
    """Run the benchmark, or its server."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    _run(serve() if options.serve else _with_server(options.feeds, options.rounds))


if __name__ == "__main__":
    main()
