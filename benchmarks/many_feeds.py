"""Six thousand feeds of a thousand hosts, each every ten minutes: memory, how late the event loop is, and how late polls are.

    python benchmarks/many_feeds.py [--feeds 6000] [--hosts 1000] [--minutes 20] [--speed 10] [--settle 20]

Time is simulated and runs `speed` times as fast as the clock on the wall; HTTP is real, on loopback, where each host is an address of its
own (127.0.x.y). A tenth of the answers brings two new items of ten, the rest is 304. Both processes have loaded what a whole desk loads
(both platforms, the page, the analysis), though nothing is read. The first polls of all feeds, which come at once, are done before lateness
is counted; memory is counted from the start. Goals: 350 MB at the peak for both processes together, the loop 10 ms late at the 99th
percentile, no poll later than 5 % of its interval.

The server is a process of its own; what it takes from the same cores makes the figures worse, not better. How much the computer itself is
late is measured at the same time in a third process, which does nothing but look at its own idle loop: that is the floor. Beside lateness
stands how long each of the two waited in all for a core while it was ready to run, where the system tells it.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

import psutil
from aiohttp import web

from bot.app.punctual import keep_in_time
from bot.model import ClaimedFeed, FeedSpec, Outlet, OutletClass, PollResult
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
    """The pollers' store, with how late each claim was (seconds of simulated time) and how many polls were recorded, while it counts."""

    store: Store
    counts: bool = False
    polls: int = 0
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
        self.polls += len(results) if self.counts else 0

    @property
    def met(self) -> int:
        """How many feeds have been polled at all."""
        return len(self._due)

    async def marks(self, feed_ids: Sequence[int]) -> Mapping[int, str]:
        return await self.store.marks(feed_ids)

    async def known_marks(self, keys: Mapping[int, Sequence[str]]) -> Mapping[int, Mapping[str, str | None]]:
        return await self.store.known_marks(keys)

    async def busy_outlets(self, *, since: datetime) -> frozenset[str]:
        return await self.store.busy_outlets(since=since)

    async def sync_feeds(self, specs: Sequence[FeedSpec], *, now: datetime) -> None:
        await self.store.sync_feeds(specs, now=now)


class Memory:
    """Looks every second at the memory of both processes, in MB."""

    def __init__(self, worker: WorkerClient) -> None:
        self._worker = worker
        self.peak = 0.0
        self.parts = (0.0, 0.0)

    async def run(self) -> None:
        while True:
            main, worker = psutil.Process().memory_info().rss / 1e6, 0.0
            if self._worker.pid is not None:
                worker = psutil.Process(self._worker.pid).memory_info().rss / 1e6
            if main + worker > self.peak:
                self.peak, self.parts = main + worker, (main, worker)
            await asyncio.sleep(1)


@dataclass(frozen=True)
class Lateness:
    """How late a loop was, in milliseconds, and for how much of its time its process waited for a core; None where that is not told."""

    median: float
    p99: float
    worst: float
    waited: float | None


class Gauge:
    """Looks every 5 ms how late the loop is that it runs on."""

    def __init__(self) -> None:
        self._late: list[float] = []
        self._began = time.perf_counter()
        self._waited = _waited_for_a_core()

    async def run(self) -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            self._late.append((time.perf_counter() - began - 0.005) * 1e3)

    def result(self) -> Lateness:
        late, waited = sorted(self._late), _waited_for_a_core()
        share = None if waited is None or self._waited is None else (waited - self._waited) / (time.perf_counter() - self._began)
        return Lateness(_share(late, 0.5), _share(late, 0.99), _share(late, 1.0), share)


def _waited_for_a_core() -> float | None:
    """Seconds that the main thread was ready to run and did not (proc(5), schedstat); None on other systems."""
    told = Path("/proc/self/schedstat")
    return int(told.read_text("ascii").split()[1]) / 1e9 if told.exists() else None


async def idle() -> None:
    """The floor: gauge a loop that does nothing else, from the first line of input to its end, and print what came of it."""
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.readline)
    gauge = Gauge()
    look = asyncio.create_task(gauge.run())
    await loop.run_in_executor(None, sys.stdin.read)
    look.cancel()
    print(json.dumps(asdict(gauge.result())), flush=True)


async def measure(options: argparse.Namespace, port: int, folder: Path) -> None:
    """Poll all feeds once, then measure so many simulated minutes, and print."""
    for name in ("bot.app.running", "bot.adapters.slack.platform", "bot.adapters.discord.platform"):
        importlib.import_module(name)  # for its weight
    clock = FastClock(options.speed)
    async with (
        WorkerClient(worker_command(warm=True)) as worker,
        await open_store(f"sqlite+aiosqlite:///{folder / 'bench.db'}", clock=clock) as store,
        Fetcher(clock) as fetcher,
        _helper("--idle") as floor,
    ):
        await worker.start()
        keep_in_time()  # as a desk that starts does
        memory = Memory(worker)
        weigh = asyncio.create_task(memory.run())
        watched = Watched(store)
        await store.sync_feeds(list(_specs(options.feeds, options.hosts, port)), now=clock.now())
        poller = Poller(watched, fetcher, worker, clock, chance=Random(1))
        began = time.perf_counter()
        polling = asyncio.create_task(_keep_polling(poller))
        while watched.met < options.feeds:
            await _pause(polling, 0.1)
        took = time.perf_counter() - began
        print(f"first polls: {options.feeds:,} feeds of {options.hosts:,} hosts in {took:.0f} s, {memory.peak:.0f} MB at the peak")
        await _pause(polling, options.settle * 60 / options.speed)  # what came in a bunch has spread by then
        watched.counts, gauge = True, Gauge()
        looks = asyncio.create_task(gauge.run())
        assert floor.stdin is not None
        assert floor.stdout is not None
        floor.stdin.write(b"begin\n")
        await _pause(polling, options.minutes * 60 / options.speed)
        own = gauge.result()
        floor.stdin.close()
        beside = Lateness(**json.loads(await floor.stdout.readline()))
        for task in (polling, looks, weigh):
            task.cancel()
        await asyncio.gather(polling, looks, weigh, return_exceptions=True)
        _report(watched.polls, options, watched.late, Figures(memory, own, beside))


def _specs(feeds: int, hosts: int, port: int) -> Iterator[FeedSpec]:
    for number in range(feeds):
        host = number % hosts
        url = f"http://127.0.{host // 250}.{host % 250 + 1}:{port}/feed/{number}"
        yield FeedSpec(f"feed-{number}", OUTLET, url, interval=INTERVAL, allow_private=True)


async def _keep_polling(poller: Poller) -> None:
    """Ring ten times a second, which at ten times the speed of time is as often as the desk does."""
    while True:
        await poller.poll_due()
        await asyncio.sleep(0.1)


async def _pause(polling: asyncio.Task[None], seconds: float) -> None:
    """Wait, unless polling ends, which it does only by a fault."""
    await asyncio.wait([polling], timeout=seconds)
    if polling.done():
        polling.result()


@dataclass(frozen=True)
class Figures:
    """What was measured beside the polls: both processes' memory, this loop and the idle one."""

    memory: Memory
    own: Lateness
    idle: Lateness


def _report(polls: int, options: argparse.Namespace, late: list[float], figures: Figures) -> None:
    late, parts = sorted(late), "main {:.0f}, worker {:.0f}".format(*figures.memory.parts)
    print(f"{polls:,} polls in {options.minutes} simulated minutes, {options.speed:g} times as fast as time passes")
    print(f"  load of the computer, last minute     {psutil.getloadavg()[0]:7.1f}      ({psutil.cpu_count()} cores)")
    print(f"  memory at the peak                    {figures.memory.peak:7.0f} MB   (goal 350; {parts})")
    print(f"  event loop late, 99th percentile      {figures.own.p99:7.1f} ms   (goal 10; {_others(figures.own)})")
    print(f"  idle loop beside it, 99th percentile  {figures.idle.p99:7.1f} ms   ({_others(figures.idle)})")
    print(f"  poll late, 99th percentile            {_share(late, 0.99) / INTERVAL:7.1%} of its interval")
    print(f"  poll late, latest                     {_share(late, 1.0) / INTERVAL:7.1%} of its interval   (goal 5 %)")


def _others(lateness: Lateness) -> str:
    waited = "" if lateness.waited is None else f", waited for a core {lateness.waited:.1%} of the time"
    return f"median {lateness.median:.1f}, worst {lateness.worst:.0f}{waited}"


def _share(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0


@asynccontextmanager
async def _helper(role: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Another process of this program, which ends with its standard input."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, __file__, role, stdin=pipe, stdout=pipe)
    assert process.stdin is not None
    try:
        yield process
    finally:
        process.stdin.close()
        await process.wait()


async def _with_server(options: argparse.Namespace) -> None:
    async with _helper("--serve") as server:
        assert server.stdout is not None
        port = int(await server.stdout.readline())
        with tempfile.TemporaryDirectory() as folder:
            await measure(options, port, Path(folder))


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
    parser.add_argument("--settle", type=int, default=2 * INTERVAL // 60, help="minutes between the first polls and what is counted")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--idle", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    work = serve() if options.serve else idle() if options.idle else _with_server(options)
    with asyncio.Runner(loop_factory=_loop()) as runner:
        runner.run(work)


if __name__ == "__main__":
    main()
