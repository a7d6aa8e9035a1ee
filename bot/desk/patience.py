"""Article pages without letting a slow site hold up the newsroom."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.desk.ports import Clock, Page, PageFailure, PageFetcher

log = logging.getLogger(__name__)

REST = timedelta(minutes=5)
"""How long a site that kept us waiting for nothing is not asked for pages; its articles are read from their feeds meanwhile."""


class PatientPages:
    """A `PageFetcher` around another: so many pages at once, each within `seconds`, its wait for a turn included.

    A site that failed slowly, and gave no page shortly before, rests: all its other articles would wait as long.
    """

    def __init__(self, pages: PageFetcher, clock: Clock, *, at_once: int, seconds: float) -> None:
        self._pages = pages
        self._clock = clock
        self._gate = asyncio.Semaphore(at_once)
        self._seconds = seconds
        self._rests: dict[str, datetime] = {}
        self._answered: dict[str, datetime] = {}

    async def page(self, url: str, *, allow_private: bool = False) -> Page | PageFailure:
        """The page, or why there is none. Raises only what the fetcher behind it raises."""
        host = _host_of(url)
        started = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(self._seconds):
                async with self._gate:
                    if self._is_resting(host):
                        return PageFailure(f"{host} kept the desk waiting a moment ago and rests.")
                    found = await self._pages.page(url, allow_private=allow_private)
        except TimeoutError:
            found = PageFailure(f"{host} gave no page within {self._seconds:g} s.")
        self._note(host, found, asyncio.get_running_loop().time() - started)
        return found

    def _is_resting(self, host: str) -> bool:
        until = self._rests.get(host)
        return until is not None and self._clock.now() < until

    def _note(self, host: str, found: Page | PageFailure, seconds: float) -> None:
        now = self._clock.now()
        if isinstance(found, Page):
            self._answered = {**_since(self._answered, now - REST), host: now}
            self._rests.pop(host, None)
        elif seconds >= self._seconds / 2 and host not in _since(self._answered, now - timedelta(seconds=self._seconds)):
            log.info("%s is not asked for pages for %d s: %s", host, REST.total_seconds(), found.reason)
            self._rests = {**_since(self._rests, now), host: now + REST}


def _since(moments: dict[str, datetime], earliest: datetime) -> dict[str, datetime]:
    return {host: moment for host, moment in moments.items() if moment > earliest}


def _host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").casefold()
    except ValueError:
        return ""
