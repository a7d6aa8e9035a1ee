"""The benchmarks load, and those of polling run to their end, as small as they can be made: what they print is for `make bench`."""

from __future__ import annotations

import asyncio
import importlib
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


async def ran(name: str, *options: str) -> str:
    """What a benchmark prints; it must end well."""
    program = [sys.executable, str(ROOT / "benchmarks" / name), *options]
    process = await asyncio.create_subprocess_exec(
        *program, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    told, faults = await process.communicate()
    assert process.returncode == 0, faults.decode()
    return told.decode()


@pytest.mark.parametrize("name", [path.stem for path in sorted((ROOT / "benchmarks").glob("[!_]*.py"))])
def test_every_benchmark_loads_and_says_how_it_is_run(name: str) -> None:
    told = importlib.import_module(f"benchmarks.{name}").__doc__ or ""
    assert f"    python benchmarks/{name}.py" in told or f"    python -m benchmarks.{name} " in told


async def test_many_feeds_are_polled_and_the_loop_is_gauged_beside_an_idle_one() -> None:
    told = await ran("many_feeds.py", "--feeds", "20", "--hosts", "5", "--minutes", "12", "--settle", "0", "--speed", "600")
    first, counted, *figures = told.splitlines()
    assert first.startswith("first polls: 20 feeds of 5 hosts in ")
    # Each feed has been asked once; within 12 minutes each is due again after 10, 5 % more or less.
    assert int(counted.split()[0]) >= 20
    assert [line.split("  ")[1] for line in figures if "percentile" in line] == [
        "event loop late, 99th percentile",
        "idle loop beside it, 99th percentile",
        "poll late, 99th percentile",
    ]


async def test_polling_is_measured_beside_its_floor_and_its_peers() -> None:
    told = await ran("polling.py", "--feeds", "10", "--rounds", "1")
    rows = [line for line in told.splitlines() if line.startswith("  ")]
    assert [row[2:33].strip() for row in rows] == [
        "",
        "desk (main, store, worker)",
        "bare GETs, connections closed",
        "bare GETs, kept alive",
        "aiohttp + feedparser, no store",
        "the same on every feed in full",
        "reader (its own SQLite store)",
    ]
    # Of ten feeds one has changed after one turn, by two items.
    assert "1 rounds of 10 feeds, 90 % 304; " in told
    assert " and 2 new items" in told
