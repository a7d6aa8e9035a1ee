"""`alliance-desk demo`: a real desk on the newsroom of our own, from its first poll to alerts and answers, in half a minute."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.adapters.console.adapter import CONSOLE
from bot.adapters.console.screen import Screen
from bot.app.logs import set_up_logs
from bot.app.parts import Parts
from bot.app.starting import start_desk
from bot.config import Configuration, Settings
from bot.config.settings import AlertSettings, LogSettings, WebSettings
from bot.demo.newsroom import Phase, load_newsroom
from bot.demo.server import NewsroomServer
from bot.errors import StartError
from bot.model import DeskStatus, Destination, Filter, Locale

WAIT_SECONDS = 120.0
_LOOK_SECONDS = 0.1
_CHANNELS: tuple[tuple[Locale, str, str], ...] = (("en", "english-desk", "English desk"), ("ko", "korean-desk", "한국어 데스크"))
_QUESTIONS: tuple[tuple[Locale, str], ...] = (
    ("en", "/alliance search missile since:30d limit:3"),
    ("ko", "/동맹 검색 동맹 기간:30d 개수:3"),
    ("en", "/alliance story Hormuz"),
    ("en", "/alliance status"),
)


async def show(*, serve: bool) -> int:
    """Show it; with `serve` newsroom, desk and page stay up until Ctrl-C. Returns 0. Raises StartError where an alert never came."""
    set_up_logs(LogSettings(level="error"))
    server = NewsroomServer()
    await server.start()
    try:
        with tempfile.TemporaryDirectory(prefix="alliance-desk-demo-") as folder:
            await start_desk(_configuration(Path(folder), server, serve=serve), script=_Tour(server, serve=serve).run)
    finally:
        await server.stop()
    return 0


def _configuration(folder: Path, server: NewsroomServer, *, serve: bool) -> Configuration:
    """A desk that keeps everything in a folder of its own. On a fixed port where people are to look at it."""
    settings = Settings(
        data_dir=folder,
        language="en",
        prompt=False,
        web=WebSettings(port=int(os.environ.get("DESK_WEB_PORT", "8080")) if serve else 0),
        alerts=AlertSettings(enabled=False),
    )
    return Configuration(settings, server.feeds)


class _Tour:
    """What the demo does with the running desk."""

    def __init__(self, server: NewsroomServer, *, serve: bool) -> None:
        self._server = server
        self._serve = serve

    async def run(self, parts: Parts, address: str | None) -> None:
        """Backlog, subscriptions, news, alerts, questions; then the end, or none with `serve`."""
        backlog = load_backlog_size()
        await _until(lambda status: _is_read(status, backlog), parts, f"the backlog of {backlog} articles to be read")
        await _subscribe(parts)
        _say("\nThe desk has read the newsroom's backlog and kept quiet about it. Two channels subscribe, one in each language.")
        published = len(self._server.release(self._server.waiting - 1))
        started = time.monotonic()
        _say(f"The newsroom now publishes {published} articles: the alliance, and a few things that are none of its business.\n")
        await _until(lambda status: _is_read(status, backlog + published), parts, f"{published} new articles to be read")
        await _until(_is_sent, parts, "the alerts to be sent")
        _say("\nOne more article comes, to a story that has been told by now.\n")
        published += len(self._server.release())
        await _until(lambda status: _is_read(status, backlog + published), parts, "the new article to be read")
        await _until(_is_sent, parts, "what is new in it to be sent")
        _say("\nAn outlet changes a headline that has been told.\n")
        before = _sent(await parts.store.status())
        self._server.revise()
        await _until(lambda status: _sent(status) > before and _is_sent(status), parts, "the changed headline to be told")
        sent = _sent(await parts.store.status())
        _say(f"\n{sent} messages, {time.monotonic() - started:.1f} s after publication. Now some questions:")
        screen = Screen(sys.stdout, os.environ)
        for locale, typed in _QUESTIONS:
            _say(f"\n> {typed}\n")
            screen.show(await parts.answer_typed(typed, locale))
        if self._serve:
            _say(f"\nThe page is at {address}, the newsroom at {self._server.url}. Ctrl-C ends both.")
            await asyncio.Event().wait()


def load_backlog_size() -> int:
    """How many articles the newsroom has published before the desk comes."""
    return sum(article.phase is Phase.BACKLOG for outlet in load_newsroom() for article in outlet.articles)


async def _subscribe(parts: Parts) -> None:
    """One channel in each language, each for articles in its language."""
    for locale, channel, name in _CHANNELS:
        await parts.store.add_subscription(
            destination=Destination(CONSOLE, "demo", channel),
            name=name,
            wanted=Filter(minimum_relevance="partial", languages=(locale,)),
            language=locale,
            cap=50,
            created_by="demo",
            now=parts.clock.now(),
        )


def _is_read(status: DeskStatus, articles: int) -> bool:
    return status.articles >= articles and status.articles_waiting == 0


def _sent(status: DeskStatus) -> int:
    return status.deliveries.get("sent", 0)


def _is_sent(status: DeskStatus) -> bool:
    return not any(status.deliveries.get(state) for state in ("pending", "leased", "unknown"))


async def _until(holds: Callable[[DeskStatus], bool], parts: Parts, what: str) -> None:
    """Look at the desk's counts until they are as wanted. Raises StartError where that takes too long."""
    end = time.monotonic() + WAIT_SECONDS
    while not holds(await parts.store.status()):
        if time.monotonic() > end:
            raise StartError(
                f"The demo waited {WAIT_SECONDS:g} s for {what}, in vain. Is this computer very busy? Try again when it is not."
            )
        await asyncio.sleep(_LOOK_SECONDS)


def _say(words: str) -> None:
    print(words, flush=True)
