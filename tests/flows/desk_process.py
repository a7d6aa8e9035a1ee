"""A real desk in a process of its own, as `make run` starts it, that a test can read, ask and kill."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

READY = "The desk is ready"

T = TypeVar("T")


def write_configuration(folder: Path, feeds: dict[str, str], **settings: object) -> None:
    """desk.yaml and feeds.yaml of a desk that polls `feeds` (id -> loopback address) every second, on a free port."""
    folder.mkdir(parents=True, exist_ok=True)
    desk = {"data_dir": "data", "web": {"port": 0}, "alerts": {"cap": 1000, "minimum_relevance": "none"}, **settings}
    (folder / "desk.yaml").write_text(json.dumps(desk), "utf-8")
    outlets = [
        {
            "id": f"outlet-{name}",
            "name": f"Outlet {name}",
            "name_ko": f"매체 {name}",
            "family": f"Family {name}",
            "language": "en",
            "country": "KR",
            "class": "news",
            "feeds": [{"id": name, "url": url, "interval": "1s", "allow_private": True}],
        }
        for name, url in feeds.items()
    ]
    (folder / "feeds.yaml").write_text(json.dumps({"outlets": outlets}), "utf-8")


class DeskProcess:
    """`python -m bot run` over the configuration in `folder`; its standard output is kept line by line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines: list[str] = []
        self.address = ""
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._news = asyncio.Condition()

    @property
    def pid(self) -> int:
        """The main process's id."""
        assert self._process is not None
        return self._process.pid

    @property
    def console_log(self) -> list[dict[str, object]]:
        """The whole lines of the console's keyed log."""
        path = self.folder / "data" / "console.jsonl"
        if not path.exists():
            return []
        return [json.loads(line) for line in path.read_text("utf-8").splitlines(keepends=True) if line.endswith("\n")]

    async def start(self) -> None:
        """Start it; returns at once."""
        self.lines.clear()
        arguments = ("-m", "bot", "run", "--desk", str(self.folder / "desk.yaml"), "--feeds", str(self.folder / "feeds.yaml"))
        environ = {key: value for key, value in os.environ.items() if not key.startswith("DESK_")}
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env={**environ, "PYTHONUNBUFFERED": "1", "LANG": "C.UTF-8"},
        )
        self._reading = asyncio.ensure_future(self._read())

    async def ready(self, seconds: float = 60) -> str:
        """Wait until it says that it is ready; returns the page's address."""
        line = await self.line(lambda text: READY in text, seconds)
        self.address = line.rsplit(" ", 1)[-1].rstrip(".")
        return self.address

    async def line(self, wanted: Callable[[str], bool], seconds: float = 60) -> str:
        """The first line printed that is wanted, waiting for it; raises AssertionError with all output where it never comes."""

        def found() -> str | None:
            return next((line for line in self.lines if wanted(line)), None)

        return await self.until(found, seconds)

    async def until(self, answer: Callable[[], T | None], seconds: float = 60) -> T:
        """Wait until `answer()` is not None, looking again whenever the process prints."""
        try:
            async with asyncio.timeout(seconds), self._news:
                while (result := answer()) is None:
                    await self._news.wait()
                return result
        except TimeoutError as error:
            raise AssertionError("It never came. The desk printed:\n" + "\n".join(self.lines[-200:])) from error

    async def stored(self, query: str, count: int, seconds: float = 60) -> None:
        """Wait until a counting query of the desk's database file reaches a number."""
        await asyncio.to_thread(self._count_up, query, count, seconds)

    async def until_polled(self, holds: Callable[[], bool], seconds: float = 60) -> None:
        """Wait until something outside the process holds."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "It never came. The desk printed:\n" + "\n".join(self.lines[-200:])
            await asyncio.to_thread(threading.Event().wait, 0.02)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """The answer of the desk's database file; none while there is no such file or table yet."""
        path = self.folder / "data" / "desk.sqlite3"
        if not path.exists():
            return []
        with closing(sqlite3.connect(path)) as database:
            try:
                return database.execute(query).fetchall()
            except sqlite3.OperationalError:
                return []

    def _count_up(self, query: str, count: int, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not (found := self.rows(query)) or int(str(found[0][0])) < count:
            assert time.monotonic() < end, f"{query} never reached {count}. The desk printed:\n" + "\n".join(self.lines[-200:])
            threading.Event().wait(0.02)

    def kill(self) -> None:
        """kill -9, as a power cut would."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGKILL)

    async def ended(self, seconds: float = 30) -> int:
        """Wait for its end; returns the exit code."""
        assert self._process is not None
        assert self._reading is not None
        code = await asyncio.wait_for(self._process.wait(), seconds)
        await self._reading
        return code

    async def stop(self, with_signal: signal.Signals = signal.SIGTERM, seconds: float = 10) -> int:
        """Ask it to end and wait."""
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(with_signal)
        return await self.ended(seconds)

    async def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            async with self._news:
                self.lines.append(line.decode("utf-8", "replace").rstrip("\n"))
                self._news.notify_all()
