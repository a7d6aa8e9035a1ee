"""Article pages as a guest reads them: where robots.txt lets the desk, at a site's pace, and only where the article is."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from datetime import datetime, timedelta

from yarl import URL

from bot.desk.ports import Clock, Page, PageFailure, PageFetcher
from bot.model import FailureCause
from bot.pollers.answers import Fetched, FetchFailed
from bot.pollers.encoding import page_to_text
from bot.pollers.fetch import Fetcher
from bot.pollers.redirects import BadAddress, read_address
from bot.pollers.robots import EVERYTHING, MOST_BYTES, NOTHING, Robots, read_robots

KEPT_FOR = timedelta(hours=24)
"""How long rules hold; the standard allows no more."""

TRIED_AGAIN_AFTER = timedelta(minutes=15)
"""When the rules of a site that did not answer are asked for again; until then nothing of it is read, as the standard asks."""

LONGEST_GAP = 10.0
"""Seconds between two pages of a host at the most, whatever it asks for: further apart, no article would be read while it is news."""

LONGEST_WAIT = 20.0
_MOST_SITES = 2_000
_UNAVAILABLE = frozenset({FailureCause.NOT_FOUND, FailureCause.GONE, FailureCause.FORBIDDEN, FailureCause.CHALLENGE, FailureCause.HTTP})
"""Causes that the standard reads as `no rules`: the answers 4xx, too many requests excepted."""

_ASIDE = frozenset({"login", "signin", "sign-in", "subscribe", "subscription", "consent", "register", "membership", "paywall"})
"""Path segments to which sites send readers whom they do not let see the article."""


class Pace:
    """When the next page may be asked of each site. Pure but for what it remembers: the caller brings the time, in seconds."""

    def __init__(self, gap: float) -> None:
        self._gap = gap
        self._free: OrderedDict[str, float] = OrderedDict()

    def wait(self, site: str, now: float, delay: float | None = None) -> float | None:
        """Take a turn: the seconds until it comes, or None where it would be too far off. `delay` is what the site itself asks for."""
        turn = max(self._free.get(site, now), now)
        if turn - now > LONGEST_WAIT:
            return None
        self._free[site] = turn + min(max(self._gap, delay or 0.0), LONGEST_GAP)
        self._free.move_to_end(site)
        while len(self._free) > _MOST_SITES:
            self._free.popitem(last=False)
        return turn - now


class RobotsOfSites:
    """Asks each site for its rules once a day."""

    def __init__(self, fetcher: Fetcher, clock: Clock) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._known: OrderedDict[str, tuple[Robots, datetime]] = OrderedDict()
        self._asking: dict[str, asyncio.Task[Robots]] = {}

    async def of(self, site: URL) -> Robots:
        """The rules of an origin. Many who ask at once cause one request."""
        key = str(site)
        known = self._known.get(key)
        if known is not None and self._clock.now() < known[1]:
            return known[0]
        if key not in self._asking:
            self._asking[key] = asyncio.create_task(self._ask(site))
            self._asking[key].add_done_callback(lambda _: self._asking.pop(key, None))
        return await asyncio.shield(self._asking[key])

    async def _ask(self, site: URL) -> Robots:
        answer = await self._fetcher.fetch(str(site / "robots.txt"), accept="text/plain, */*;q=0.1")
        rules, lasts = _rules(answer), KEPT_FOR
        if rules is NOTHING:
            lasts = TRIED_AGAIN_AFTER
        self._known[str(site)] = (rules, self._clock.now() + lasts)
        while len(self._known) > _MOST_SITES:
            self._known.popitem(last=False)
        return rules


def _rules(answer: object) -> Robots:
    if isinstance(answer, Fetched):
        return read_robots(page_to_text(answer.body[:MOST_BYTES], answer.content_type))
    return EVERYTHING if isinstance(answer, FetchFailed) and answer.cause in _UNAVAILABLE else NOTHING


class PolitePages:
    """A `PageFetcher` around another. `gap` is the least time in seconds between two pages of one host.

    Pages inside the team's own network (`allow_private`) are asked without ceremony.
    """

    def __init__(self, pages: PageFetcher, robots: RobotsOfSites, *, gap: float = 1.0) -> None:
        self._pages = pages
        self._robots = robots
        self._pace = Pace(gap)

    async def page(self, url: str, *, allow_private: bool = False) -> Page | PageFailure:
        """The article's page, or one plain sentence why there is none."""
        address = read_address(url)
        if allow_private or isinstance(address, BadAddress):
            return await self._pages.page(url, allow_private=allow_private)
        rules = await self._robots.of(address.with_user(None).origin())
        if not rules.allows(address.raw_path_qs):
            return PageFailure(f"{address.host} asks programs not to read this page (robots.txt), or did not say.")
        wait = self._pace.wait(address.host or "", asyncio.get_running_loop().time(), rules.delay)
        if wait is None:
            return PageFailure(f"So many pages of {address.host} are wanted that this one's turn is too far off.")
        await asyncio.sleep(wait)
        found = await self._pages.page(url)
        return _elsewhere(address, found) if isinstance(found, Page) else found


def _elsewhere(asked: URL, page: Page) -> Page | PageFailure:
    """The page, unless the site sent the desk to its front page, or to where it asks for consent, a name or money."""
    came = URL(page.url)
    if came.path in {"", "/"} and asked.path not in {"", "/"}:
        return PageFailure(f"{asked.host} leads to a front page and not to the article.")
    aside = _ASIDE & {part.casefold() for part in came.parts} - {part.casefold() for part in asked.parts}
    host = came.host or ""
    if aside or (host.startswith(("consent.", "guce.", "login.")) and host != asked.host):
        return PageFailure(f"{asked.host} leads to a page that asks for something first, and not to the article.")
    return page
