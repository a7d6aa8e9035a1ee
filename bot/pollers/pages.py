"""Article pages for full text and `analyze`, through the same gate as feeds."""

from __future__ import annotations

from bot.desk.ports import Page, PageFailure
from bot.pollers.answers import Fetched, FetchFailed
from bot.pollers.fetch import Fetcher

PAGE_TYPES = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
_READABLE = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom")


class Pages:
    """Implements `bot.desk.ports.PageFetcher`."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    async def page(self, url: str, *, allow_private: bool = False) -> Page | PageFailure:
        """The page at an address, or one plain sentence why there is none."""
        answer = await self._fetcher.fetch(url, allow_private=allow_private, accept=PAGE_TYPES)
        if isinstance(answer, FetchFailed):
            return PageFailure(f"{answer.detail}", answer.cause, answer.detail)
        if not isinstance(answer, Fetched):
            return PageFailure("The server sent no page.")
        kind = answer.content_type.split(";")[0].strip().casefold()
        if kind and not kind.startswith(_READABLE):
            return PageFailure(f"The address holds {kind}, not a page of text.")
        return Page(answer.url, answer.body, answer.content_type)
