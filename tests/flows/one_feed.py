"""A loopback feed whose items a test sets, and a desk that has met it: what an article that appears in it becomes."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path

from aiohttp import web

from tests.flows.desk_process import DeskProcess, write_configuration

OLD = ("Seoul and Washington close their spring round of talks", "<p>South Korea and the United States closed a round of talks.</p>")


class OneFeed:
    """A feed whose items a test sets; each is (title, HTML)."""

    def __init__(self) -> None:
        self.items: list[tuple[str, str]] = [OLD]
        self.polls = 0
        self.address = ""
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/feed.xml", self._feed)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.address = f"http://{host}:{port}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _feed(self, _request: web.Request) -> web.Response:
        self.polls += 1
        items = "".join(
            f"<item><title>{escape(title)}</title><link>{self.address}/{len(self.items) - place}</link>"
            f"<description>{escape(html)}</description></item>"
            for place, (title, html) in enumerate(self.items)
        )
        return web.Response(text=f'<rss version="2.0"><channel><title>One</title>{items}</channel></rss>', content_type="text/xml")


@asynccontextmanager
async def serving() -> AsyncIterator[OneFeed]:
    """The feed, being served."""
    server = OneFeed()
    await server.start()
    yield server
    await server.stop()


@asynccontextmanager
async def desk_that_met(feed: OneFeed, folder: Path) -> AsyncIterator[DeskProcess]:
    """A desk that has met the feed once."""
    write_configuration(folder, {"one": f"{feed.address}/feed.xml"}, alerts={"minimum_relevance": "partial"})
    process = DeskProcess(folder)
    await process.start()
    await process.ready()
    await process.stored("SELECT count(*) FROM article WHERE stage = 'done'", 1)
    yield process
    process.kill()
    await process.ended()


async def ask(desk: DeskProcess, command: str) -> str:
    """What `alliance-desk ask` answers about the running desk's data."""
    arguments = ("-m", "bot", "ask", "--desk", str(desk.folder / "desk.yaml"), command)
    environ = {**os.environ, "LANG": "C.UTF-8"}
    asked = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=asyncio.subprocess.PIPE, env=environ)
    out, _ = await asyncio.wait_for(asked.communicate(), 60)
    assert asked.returncode == 0
    return out.decode()


async def appear(feed: OneFeed, desk: DeskProcess, title: str, paragraphs: list[str]) -> dict[str, object]:
    """Let an article appear in the feed and return the one alert that it causes."""
    feed.items.insert(0, (title, "".join(f"<p>{escape(text)}</p>" for text in paragraphs)))
    await desk.line(lambda line: "/alliance why" in line)
    assert len(desk.console_log) == 1
    return desk.console_log[0]
