"""A loopback newsroom under load: lead-only feeds that grow, article pages to fetch, and hooks at the moments where a kill hurts most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from aiohttp import web

SIDES = ("Seoul", "Washington", "The White House", "South Korea", "The Pentagon", "The State Department", "The allies")
ACTS = ("weigh", "reject", "revive", "delay", "table", "welcome", "question", "announce", "draft", "dispute", "shelve")
PLACES = (
    "in Busan",
    "at Camp Humphreys",
    "in Honolulu",
    "on Jeju",
    "in Gyeongju",
    "at Pyeongtaek",
    "in Anchorage",
    "in Ulsan",
    "in Philadelphia",
    "in Geoje",
    "in Osan",
    "in Norfolk",
    "in Incheon",
    "in Houston",
    "in Daegu",
    "in Guam",
    "in Changwon",
)
SYLLABLES = ("ba", "ke", "di", "fo", "gu", "ra", "le", "mi", "no", "tu")
ENDINGS = ("ton", "ville", "berg", "stad", "mere", "wick", "holm", "ford", "gate", "dale", "moor", "leigh")
VERBS = ("outbids", "supplies", "replaces", "insures", "refits", "charters", "repaints")


def coined(number: int, place: int) -> str:
    """A word that no other article has: the digits of the number as syllables, and which of the article's words it is."""
    syllables = "".join(SYLLABLES[int(digit)] for digit in f"{number}")
    return f"{syllables}{ENDINGS[place % len(ENDINGS)]}".capitalize()


def headline(number: int) -> str:
    """A headline of its own for each number, named after what only this article tells of."""
    side, act = SIDES[number % len(SIDES)], ACTS[number % len(ACTS)]
    matter = f"{coined(number, 0)} {coined(number, 1)} deal"
    return f"{side} {act} {matter} {PLACES[number % len(PLACES)]}"


def story(number: int) -> str:
    """Sentences of an article's own, so that no two tell of the same thing; what officials say of it comes last."""
    return (
        " ".join(
            f"{coined(number, place)} {VERBS[(number + place) % len(VERBS)]} {coined(number, place + 1)} by {number * 7 + place * 13} tons."
            for place in range(len(ENDINGS) - 1)
        )
        + f" Officials praise {coined(number, 0)}."
    )


def retelling(number: int) -> str:
    """How another outlet heads the story of an article."""
    return f"{coined(number, 0)} {coined(number, 1)} deal: what {SIDES[number % len(SIDES)]} may {ACTS[number % len(ACTS)]}"


class FloodServer:
    """`feeds` names its feeds; `publish` adds articles to each in turn. `moment(name)` is called at feed-request, feed-half, feed-sent,
    page-request and page-sent, in the middle of answering. With `is_retold` every fourth article tells the story of the one before it."""

    def __init__(self, feeds: tuple[str, ...], moment: Callable[[str], None], *, is_retold: bool = False) -> None:
        self.feeds = feeds
        self._is_retold = is_retold
        self.published = 0
        self._moment = moment
        self._runner: web.AppRunner | None = None
        self.address = ""

    async def start(self) -> None:
        app = web.Application()
        app.router.add_get("/feed/{name}", self._feed)
        app.router.add_get("/article/{number}", self._page)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.address = f"http://{host}:{port}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def publish(self, count: int) -> None:
        """Let `count` more articles appear."""
        self.published += count

    def event(self, number: int) -> int:
        """The article that told first what this one tells."""
        return number - 1 if self._is_retold and number % 4 == 3 and number < self.published else number

    def headline(self, number: int) -> str:
        """The headline of an article."""
        return headline(number) if self.event(number) == number else retelling(self.event(number))

    def feed_addresses(self) -> dict[str, str]:
        return {name: f"{self.address}/feed/{name}" for name in self.feeds}

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        self._moment("feed-request")
        body = self._document(self.feeds.index(request.match_info["name"])).encode()
        response = web.StreamResponse(headers={"Content-Type": "application/rss+xml"})
        response.content_length = len(body)
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
        self._moment("feed-half")
        await response.write(body[len(body) // 2 :])
        await response.write_eof()
        self._moment("feed-sent")
        return response

    async def _page(self, request: web.Request) -> web.Response:
        self._moment("page-request")
        number = int(request.match_info["number"])
        title, event = escape(self.headline(number)), self.event(number)
        text = f"<p>{story(event)}</p><p>{story(event + 50_000)}</p>"
        self._moment("page-sent")
        return web.Response(
            text=f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>",
            content_type="text/html",
        )

    def _document(self, index: int) -> str:
        """The newest 40 items of one feed, newest first; the first item of all is the backlog that a first poll finds."""
        mine = range(index, self.published, len(self.feeds))
        items = "".join(self._item(number) for number in reversed(mine[-40:]))
        old = self._item(17_016 - index)
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Flood {index}</title>{items}{old}</channel></rss>'

    def _item(self, number: int) -> str:
        day = datetime(2026, 11, 25, tzinfo=UTC) + timedelta(minutes=number)
        link = f"{self.address}/article/{number}"
        return (
            f"<item><title>{escape(self.headline(number))}</title><link>{link}</link><guid>{link}</guid>"
            f"<pubDate>{format_datetime(day)}</pubDate><description>{story(self.event(number))[-120:]}</description></item>"
        )
