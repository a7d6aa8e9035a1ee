"""The feeds that a web page names, by the autodiscovery convention: `<link rel="alternate" type="application/rss+xml" href="…">`."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urljoin

from bot.pollers.answers import Fetched
from bot.pollers.encoding import page_to_text

_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_HEAD = 200_000
"""Bytes of a page in which its head ends."""

_MOST = 20


class _Links(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__()
        self.found: dict[str, None] = {}
        self._base = base

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        is_feed = "alternate" in values.get("rel", "").casefold().split() and values.get("type", "").strip().casefold() in _TYPES
        if tag != "link" or not is_feed or not values.get("href") or len(self.found) >= _MOST:
            return
        try:
            address = urljoin(self._base, values["href"].strip())
        except ValueError:
            return
        if address.startswith(("http://", "https://")):
            self.found[address] = None


def feeds_named(page: Fetched) -> tuple[str, ...]:
    """Absolute addresses, each once, in the page's order; feeds of readers' comments, which few want, come last."""
    links = _Links(page.url)
    links.feed(page_to_text(page.body[:_HEAD], page.content_type))
    return tuple(sorted(links.found, key=_is_of_comments))


def _is_of_comments(address: str) -> bool:
    """Whether the address is that of a feed of comments, as far as can be read from it."""
    return "comment" in address.casefold()
