"""A loopback feed with an older item, then an editorial of the kind that the desk reads: one alert, its tags, and the words behind them."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from html import escape
from pathlib import Path

import pytest
from aiohttp import web

from tests.flows.desk_process import DeskProcess, write_configuration

OLD = ("Seoul and Washington close their spring round of talks", "<p>South Korea and the United States closed a round of talks.</p>")
EDITORIAL = Path(__file__).with_name("editorial.txt")


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


@pytest.fixture
async def feed() -> AsyncIterator[OneFeed]:
    server = OneFeed()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def desk(feed: OneFeed, tmp_path: Path) -> AsyncIterator[DeskProcess]:
    """A desk that has met the feed once."""
    write_configuration(tmp_path, {"one": f"{feed.address}/feed.xml"}, alerts={"minimum_relevance": "partial"})
    process = DeskProcess(tmp_path)
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


async def test_a_backlog_is_kept_quiet_and_what_comes_after_it_is_told_once(feed: OneFeed, desk: DeskProcess) -> None:
    text = EDITORIAL.read_text("utf-8").splitlines()
    alert = await appear(feed, desk, text[0], text[1:])
    assert text[0] in str(alert["text"])
    seen = feed.polls
    await desk.until_polled(lambda: feed.polls >= seen + 3)
    assert len(desk.console_log) == 1
    assert await desk.stop() == 0


async def test_why_shows_the_words_behind_each_tag(feed: OneFeed, desk: DeskProcess) -> None:
    text = EDITORIAL.read_text("utf-8").splitlines()
    alert = await appear(feed, desk, text[0], text[1:])
    number = str(alert["text"]).split("/alliance why ")[1].split()[0]
    why = await ask(desk, f"/alliance why {number}")
    for words in ("Tariffs", "[tariffs]", "[North Korea]", "[China]", "NATO", "North Korea's missiles", "Opinion"):
        assert words in why, why
