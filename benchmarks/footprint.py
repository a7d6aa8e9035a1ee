"""How soon a desk of 50 feeds is ready, and how much memory its two processes take when there is nothing to do.

A real desk over loopback feeds, beside a bare Python that imports aiohttp and SQLAlchemy, the floor of any desk on this stack.

    python benchmarks/footprint.py [--feeds 50]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from aiohttp import web

FLOOR = "import aiohttp, sqlalchemy.ext.asyncio, aiosqlite, time; print('up', flush=True); time.sleep(60)"
PEOPLE = "Officials of South Korea and the United States met in Seoul to speak about the alliance, tariffs and troops."


async def serve_feeds() -> tuple[web.AppRunner, str]:
    """Feeds of 20 items each that never change."""

    async def feed(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        items = "".join(
            f"<item><title>Talks {name} {n}</title><link>http://127.0.0.1/{name}/{n}</link><description>{PEOPLE * 8}</description></item>"
            for n in range(20)
        )
        return web.Response(text=f"<rss version='2.0'><channel><title>{name}</title>{items}</channel></rss>", content_type="text/xml")

    app = web.Application()
    app.router.add_get("/{name}", feed)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


def configure(folder: Path, address: str, feeds: int) -> None:
    outlets = [
        {
            "id": f"outlet-{n}", "name": f"Outlet {n}", "language": "en", "country": "KR", "class": "news",
            "feeds": [{"id": f"feed-{n}", "url": f"{address}/feed-{n}", "interval": "5m", "full_text": "never", "allow_private": True}],
        }
        for n in range(feeds)
    ]  # fmt: skip
    (folder / "feeds.yaml").write_text(json.dumps({"outlets": outlets}))
    (folder / "desk.yaml").write_text(json.dumps({"data_dir": "data", "web": {"port": 0}}))


async def seconds_until(process: asyncio.subprocess.Process, words: str) -> float:
    started = time.perf_counter()
    assert process.stdout is not None
    async for line in process.stdout:
        if words in line.decode():
            return time.perf_counter() - started
    raise SystemExit(f"The process ended before it said {words!r}.")


async def until_quiet(processes: list[psutil.Process], seconds: float = 120) -> None:
    """Wait until neither has used a tenth of a core for three seconds."""
    end, quiet = time.monotonic() + seconds, 0
    for process in processes:
        process.cpu_percent()
    while quiet < 6 and time.monotonic() < end:
        await asyncio.sleep(0.5)
        quiet = quiet + 1 if sum(process.cpu_percent() for process in processes) < 10 else 0


def megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 1_000_000


async def measure(feeds: int, starts: int) -> None:
    runner, address = await serve_feeds()
    pipe = {"stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.DEVNULL, "stdin": asyncio.subprocess.DEVNULL}
    environ = {key: value for key, value in os.environ.items() if not key.startswith("DESK_")}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        configure(folder, address, feeds)
        floor = await asyncio.create_subprocess_exec(sys.executable, "-c", FLOOR, **pipe)  # type: ignore[arg-type]
        floor_seconds = await seconds_until(floor, "up")
        floor_memory = megabytes(psutil.Process(floor.pid))
        floor.kill()
        ready: list[float] = []
        for start in range(starts):
            command = (sys.executable, "-m", "bot", "run", "--desk", str(folder / "desk.yaml"), "--feeds", str(folder / "feeds.yaml"))
            desk = await asyncio.create_subprocess_exec(*command, env=environ, **pipe)  # type: ignore[arg-type]
            ready.append(await seconds_until(desk, "ready"))
            if start + 1 < starts:
                desk.terminate()
                await desk.wait()
        main = psutil.Process(desk.pid)
        worker = main.children()[0]
        await until_quiet([main, worker])
        ready.sort()
        middle, worst = ready[len(ready) // 2], ready[-1]
        print(f"start to ready    {middle:.2f} s median of {starts} (worst {worst:.2f}; goal 3; floor: imports alone {floor_seconds:.2f})")
        print(
            f"main process      {megabytes(main):.0f} MB RSS, idle with {feeds} feeds (goal 150; floor: imports alone {floor_memory:.0f})"
        )
        print(f"worker process    {megabytes(worker):.0f} MB RSS (goal 150)")
        desk.terminate()
        await desk.wait()
    await runner.cleanup()


def forbidden_modules() -> list[str]:
    """Which of the worker's modules the main process imports (none is right)."""
    code = "import sys, bot.app.running; print([m for m in ('handlers', 'feedparser', 'trafilatura') if m in sys.modules])"
    return list(
        json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.replace("'", '"'))
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=50)
    parser.add_argument("--starts", type=int, default=5)
    options = parser.parse_args()
    asyncio.run(measure(options.feeds, options.starts))
    print(f"main process imports of handlers, feedparser, trafilatura: {forbidden_modules() or 'none'}")
