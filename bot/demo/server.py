"""The demo's newsroom on a loopback port: its feeds with validators, its article pages, and news that appears when it is released."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from aiohttp import web

from bot.demo.newsroom import DateStyle, Phase, SampleArticle, SampleOutlet, load_newsroom
from bot.demo.rendering import PageRenderer, PublishedArticle, declared_charset, feed_bytes, feed_content_type
from bot.model import FeedSpec, FullText

_RELATED = 4


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """A feed as it is served between two releases."""

    body: bytes
    etag: str
    content_type: str


class NewsroomServer:
    """Serves the invented outlets on `host`; port 0 takes a free one.

    `now` (aware UTC) is the moment from which the articles' dates count back, the start of the server where None. Before the first
    `release()` the feeds hold only their backlog, so that a desk's first poll has something to store and nothing to announce.
    `interval` is the feeds' time between polls in seconds.
    """

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        now: datetime | None = None,
        interval: int = 2,
        newsroom: Sequence[SampleOutlet] | None = None,
    ) -> None:
        self._host = host
        self._port = port
        self._opened = now
        self._interval = interval
        self._outlets = {outlet.outlet.id: outlet for outlet in (load_newsroom() if newsroom is None else newsroom)}
        self._waiting = _news_oldest_first(self._outlets.values())
        self._released: set[SampleArticle] = set()
        self._is_revised = False
        self._modified = now or datetime.now(UTC)
        self._snapshots: dict[str, _Snapshot] = {}
        self._pages = PageRenderer()
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen. Raises OSError where the port is taken, RuntimeError where the server is already up."""
        if self._runner is not None:
            raise RuntimeError("The newsroom is already being served.")
        self._opened = self._modified = (self._opened or datetime.now(UTC)).replace(microsecond=0)
        runner = web.AppRunner(self._application(), access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner

    async def stop(self) -> None:
        """Close the port and every connection; a second call does nothing."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    @property
    def url(self) -> str:
        """`http://host:port` of the running server. Raises RuntimeError before `start()`."""
        if self._runner is None or not self._runner.addresses:
            raise RuntimeError("The newsroom is not being served yet.")
        return f"http://{self._host}:{self._runner.addresses[0][1]}"

    @property
    def feeds(self) -> tuple[FeedSpec, ...]:
        """The feeds as feeds.yaml would declare them. Raises RuntimeError before `start()`."""
        return tuple(self._spec(outlet) for outlet in self._outlets.values())

    @property
    def waiting(self) -> int:
        """How many articles are still to be released."""
        return len(self._waiting)

    def release(self, count: int | None = None) -> tuple[SampleArticle, ...]:
        """Put the next `count` pieces of news, oldest first, into their feeds (None: all that wait) and return them."""
        end = len(self._waiting) if count is None else count
        out, self._waiting = self._waiting[:end], self._waiting[end:]
        if out:
            self._released.update(out)
            self._change()
        return out

    def revise(self) -> tuple[SampleArticle, ...]:
        """Give the articles that are out their later headlines, on feed and page, and return those that have one, as they stood before."""
        revised = () if self._is_revised else tuple(article for article in self._out() if article.later_title)
        self._is_revised = True
        if revised:
            self._change()
        return revised

    def _out(self) -> tuple[SampleArticle, ...]:
        return tuple(article for outlet in self._outlets.values() for article in outlet.articles if self._is_out(article))

    def _is_out(self, article: SampleArticle) -> bool:
        return article.phase is Phase.BACKLOG or article in self._released

    def _change(self) -> None:
        self._snapshots.clear()
        # Last-Modified counts whole seconds: two changes within one must still differ, or the second would be answered 304.
        self._modified = max(self._modified + timedelta(seconds=1), datetime.now(UTC).replace(microsecond=0))

    # --- HTTP ----------------------------------------------------------------------------------------------------------------

    def _application(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/{outlet}/", self._front)
        app.router.add_get("/{outlet}/feed.xml", self._feed)
        app.router.add_get("/{outlet}/view", self._page)
        app.router.add_get("/{outlet}/articles/{slug}", self._page)
        return app

    async def _feed(self, request: web.Request) -> web.Response:
        snapshot = self._snapshot(self._outlet(request))
        headers = {"ETag": f'"{snapshot.etag}"', "Cache-Control": "max-age=1"}
        response = web.Response(headers=headers)
        response.last_modified = self._modified
        if self._is_unchanged(request, snapshot):
            response.set_status(304)
            return response
        response.headers["Content-Type"] = snapshot.content_type
        response.body = snapshot.body
        return response

    def _is_unchanged(self, request: web.Request, snapshot: _Snapshot) -> bool:
        """RFC 9110 section 13.2.2: If-Modified-Since counts only where there is no If-None-Match."""
        if request.if_none_match is not None:
            return any(tag.value in {snapshot.etag, "*"} for tag in request.if_none_match)
        since = request.if_modified_since
        return since is not None and self._modified <= since

    async def _page(self, request: web.Request) -> web.Response:
        outlet = self._outlet(request)
        slug = request.match_info.get("slug") or request.query.get("id", "")
        shown = self._published(outlet)
        item = next((item for item in shown if item.article.slug == slug), None)
        if item is None:
            raise web.HTTPNotFound(text="There is no such article.")
        others = [other for other in shown if other is not item][:_RELATED]
        return _html(outlet, self._pages.page_bytes(outlet, item, others))

    async def _front(self, request: web.Request) -> web.Response:
        outlet = self._outlet(request)
        return _html(outlet, self._pages.front_bytes(outlet, self._published(outlet)))

    def _outlet(self, request: web.Request) -> SampleOutlet:
        outlet = self._outlets.get(request.match_info["outlet"])
        if outlet is None:
            raise web.HTTPNotFound(text="There is no such outlet.")
        return outlet

    # --- what is shown now ---------------------------------------------------------------------------------------------------

    def _snapshot(self, outlet: SampleOutlet) -> _Snapshot:
        found = self._snapshots.get(outlet.outlet.id)
        if found is None:
            body = feed_bytes(outlet, f"{self.url}/{outlet.outlet.id}/", self._published(outlet))
            found = _Snapshot(body, hashlib.sha256(body).hexdigest()[:16], feed_content_type(outlet))
            self._snapshots[outlet.outlet.id] = found
        return found

    def _published(self, outlet: SampleOutlet) -> tuple[PublishedArticle, ...]:
        assert self._opened is not None
        return tuple(
            PublishedArticle(self._as_it_stands(article), self._address(outlet, article), self._opened - article.age)
            for article in outlet.articles
            if self._is_out(article)
        )

    def _as_it_stands(self, article: SampleArticle) -> SampleArticle:
        return replace(article, title=article.later_title) if self._is_revised and article.later_title else article

    def _address(self, outlet: SampleOutlet, article: SampleArticle) -> str:
        site = f"{self.url}/{outlet.outlet.id}"
        # The tracking parameter is what real feeds add: identity must not hang on it, and must hang on `id`.
        return f"{site}/view?id={article.slug}&utm_source=rss" if outlet.style.by_query else f"{site}/articles/{article.slug}"

    def _spec(self, outlet: SampleOutlet) -> FeedSpec:
        return FeedSpec(
            id=f"demo-{outlet.outlet.id}",
            outlet=outlet.outlet,
            url=f"{self.url}/{outlet.outlet.id}/feed.xml",
            interval=self._interval,
            full_text=FullText.AUTO,
            allow_private=True,
            timezone="Asia/Seoul" if outlet.style.dates is DateStyle.KOREAN else None,
        )


def _html(outlet: SampleOutlet, body: bytes) -> web.Response:
    return web.Response(body=body, headers={"Content-Type": f"text/html; charset={declared_charset(outlet.style.charset)}"})


def _news_oldest_first(outlets: Iterable[SampleOutlet]) -> tuple[SampleArticle, ...]:
    news = [article for outlet in outlets for article in outlet.articles if article.phase is Phase.NEWS]
    return tuple(sorted(news, key=lambda article: (-article.age, article.outlet_id, article.slug)))
