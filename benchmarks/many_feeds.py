"""Six thousand feeds of a thousand hosts, each every ten minutes: memory, how late the event loop is, and how late polls are.

    python benchmarks/many_feeds.py [--feeds 6000] [--hosts 1000] [--minutes 20] [--speed 10]

Time is simulated and runs `speed` times as fast as the clock on the wall; HTTP is real, on loopback, where each host is an address of its
own (127.0.x.y). A tenth of the answers brings two new items of ten, the rest is 304. The first polls of all feeds, which come at once, are
done before anything is counted. Goals: 350 MB at the peak for both processes together, the loop 10 ms late at the 99th percentile, no poll
later than 5 % of its interval. The server is a process of its own; what it takes from the same cores makes the figures worse, not better.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

import psutil
from aiohttp import web

from bot.model import ClaimedFeed, FeedSpec, Outlet, OutletClass, PollResult, WaitingFeed
from bot.pollers.fetch import Fetcher
from bot.pollers.poller import Poller
from bot.store.store import Store, open_store
from bot.worker.client import WorkerClient, worker_command

START = datetime(2026, 11, 25, tzinfo=UTC)
INTERVAL = 600
ITEMS = 10
CHANGED_EVERY = 10
OUTLET = Outlet("bench", "Bench", "벤치", "bench", "ko", "KR", OutletClass.NEWS)
LEAD = "한국과 미국은 방위비 분담금과 관세를 두고 협상을 이어 가기로 했다고 양국 당국자가 밝혔다. Officials said talks would go on. "


def document(feed: str, changes: int) -> bytes:
    """The feed after so many changes, newest first; its first items are those of every feed, so that the first polls are short."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Feed {feed}</title>{"".join(_items(feed, changes))}'
        "</channel></rss>"
    ).encode()


def _items(feed: str, changes: int) -> Iterator[str]:
    for number in range(ITEMS + 2 * changes, 2 * changes, -1):
        name = f"{feed}-{number}" if number > ITEMS else str(number)
        date = format_datetime(START - timedelta(minutes=10_000 - number))
        yield (
            f"<item><title>한미 협상 소식 {name}</title><link>https://bench.example/view?idxno={name}</link><guid>guid-{name}</guid>"
            f"<pubDate>{date}</pubDate><description>&lt;p&gt;{LEAD}&lt;/p&gt;</description></item>"
        )


async def serve() -> None:
    """Answer on every loopback address until standard input closes; the port is the first line of output."""
    asked: dict[str, int] = {}

    async def feed(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        count = asked[name] = asked.get(name, 0) + 1
        changes = (count + int(name)) // CHANGED_EVERY
        tag = f'"{changes}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(body=document(name, changes), content_type="application/rss+xml", headers={"ETag": tag})

    app = web.Application()
    app.add_routes([web.get("/feed/{name}", feed)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", 0, backlog=2_048).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


class FastClock:
    """Simulated time, so many times as fast as the computer's."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._began = time.monotonic()

    def now(self) -> datetime:
        return START + timedelta(seconds=(time.monotonic() - self._began) * self._speed)


@dataclass
class Watched:
    """The pollers' store, with how late each claim was (seconds of simulated time)."""

    store: Store
    counts: bool = False
    late: list[float] = field(default_factory=list)
    _due: dict[int, datetime] = field(default_factory=dict)

    async def claim_feeds(self, *, now: datetime, lease_seconds: float, limit: int) -> Sequence[ClaimedFeed]:
        claimed = await self.store.claim_feeds(now=now, lease_seconds=lease_seconds, limit=limit)
        if self.counts:
            self.late += [(now - self._due[feed.id]).total_seconds() for feed in claimed if feed.id in self._due]
        return claimed

    async def record_polls(self, results: Sequence[PollResult]) -> None:
        self._due |= {result.feed.id: result.next_poll_at for result in results}
        await self.store.record_polls(results)

    async def marks(self, feed_id: int) -> str:
        return await self.store.marks(feed_id)

    async def known_keys(self, feed_id: int, keys: Sequence[str]) -> frozenset[str]:
        return await self.store.known_keys(feed_id, keys)

    async def busy_outlets(self, *, since: datetime) -> frozenset[str]:
        return await self.store.busy_outlets(since=since)

    async def waiting_feeds(self, outlets: Collection[str]) -> Sequence[WaitingFeed]:
        return await self.store.waiting_feeds(outlets)

    async def pull_forward(self, moments: Mapping[int, datetime]) -> None:
        await self.store.pull_forward(moments)

    async def sync_feeds(self, specs: Sequence[FeedSpec], *, now: datetime) -> None:
        await self.store.sync_feeds(specs, now=now)


class Gauge:
    """Looks every 5 ms how late the loop is, and every second at the memory of both processes."""

    def __init__(self, worker: WorkerClient) -> None:
        self._worker = worker
        self.late: list[float] = []
        self.peak = 0.0

    async def run(self) -> None:
        for turn in itertools.count():
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            self.late.append(time.perf_counter() - began - 0.005)
            if turn % 200 == 0:
                processes = [psutil.Process(), *([psutil.Process(self._worker.pid)] if self._worker.pid else [])]
                self.peak = max(self.peak, sum(process.memory_info().rss for process in processes) / 1e6)


async def measure(options: argparse.Namespace, port: int, folder: Path) -> None:
    """Poll all feeds once, then measure so many simulated minutes, and print."""
    clock = FastClock(options.speed)
    specs = [
        FeedSpec(
            f"feed-{number}",
            OUTLET,
            f"http://127.0.{number % options.hosts // 250}.{number % options.hosts % 250 + 1}:{port}/feed/{number}",
            interval=INTERVAL,
            allow_private=True,
        )
        for number in range(options.feeds)
    ]
    async with (
        WorkerClient(worker_command()) as worker,
        await open_store(f"sqlite+aiosqlite:///{folder / 'bench.db'}", clock=clock) as store,
        Fetcher(clock) as fetcher,
    ):
        watched, gauge = Watched(store), Gauge(worker)
        await store.sync_feeds(specs, now=clock.now())
        poller = Poller(watched, fetcher, worker, clock, chance=Random(1))
        began = time.perf_counter()
        first = 0
        while first < options.feeds:
            first += await poller.poll_due()
        print(f"first polls: {options.feeds:,} feeds of {options.hosts:,} hosts in {time.perf_counter() - began:.0f} s")
        until = clock.now() + timedelta(seconds=2 * INTERVAL)  # what came in a bunch has spread by then
        while clock.now() < until:
            await poller.poll_due()
            await asyncio.sleep(0.1)
        watched.counts = True
        look = asyncio.create_task(gauge.run())
        until = clock.now() + timedelta(minutes=options.minutes)
        polls = 0
        while clock.now() < until:
            polls += await poller.poll_due()
            await asyncio.sleep(1 / options.speed)
        look.cancel()
        _report(polls, options, watched.late, gauge)


def _report(polls: int, options: argparse.Namespace, late: list[float], gauge: Gauge) -> None:
    late, loop = sorted(late), sorted(gauge.late)
    print(f"{polls:,} polls in {options.minutes} simulated minutes, {options.speed:g} times as fast as time passes")
    print(f"  memory at the peak, main and worker   {gauge.peak:7.0f} MB   (goal 350)")
    print(f"  event loop late, 99th percentile      {_share(loop, 0.99) * 1e3:7.1f} ms   (goal 10; median {_share(loop, 0.5) * 1e3:.1f})")
    print(f"  poll late, 99th percentile            {_share(late, 0.99) / INTERVAL:7.1%} of its interval")
    print(f"  poll late, latest                     {_share(late, 1.0) / INTERVAL:7.1%} of its interval   (goal 5 %)")


def _share(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0


async def _with_server(options: argparse.Namespace) -> None:
    pipe = asyncio.subprocess.PIPE
    server = await asyncio.create_subprocess_exec(sys.executable, __file__, "--serve", stdin=pipe, stdout=pipe)
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        port = int(await server.stdout.readline())
        with tempfile.TemporaryDirectory() as folder:
            await measure(options, port, Path(folder))
    finally:
        server.stdin.close()
        await server.wait()


def _loop() -> Callable[[], asyncio.AbstractEventLoop]:
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop
    return uvloop.new_event_loop


def main() -> None:
    """Run the benchmark, or its server."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=6_000)
    parser.add_argument("--hosts", type=int, default=1_000)
    parser.add_argument("--minutes", type=int, default=20)
    parser.add_argument("--speed", type=float, default=10.0)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with asyncio.Runner(loop_factory=_loop()) as runner:
        runner.run(serve() if options.serve else _with_server(options))


if __name__ == "__main__":
    main()
