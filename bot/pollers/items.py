"""One item of a feed, as feedparser gives it, mended: its address, title, date and text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from bot.model import Entry
from bot.pollers.dates import read_date, trusted
from bot.pollers.identity import ItemIdentity, ItemIds, canonical_url
from bot.pollers.relays import article_address
from bot.pollers.text import html_text, plain, title_text

_DATES = ("published", "updated", "created")
_LONGEST_TITLE = 1_000
_TITLE_OF_LEAD = 100
_SHORT_CONTENT = 600
"""Characters up to which content that only repeats the summary is taken for a lead."""
_WHOLE_SUMMARY = 1_500
"""Characters from which a summary without content is the article itself; half as many in Korean, which says as much with fewer."""
_HANGUL = re.compile("[가-힣]")
_BREAKS = re.compile(r"[\t\r\n]+")


class ItemReader:
    """Reads one of feedparser's entries; `base` is the feed's address."""

    def __init__(self, item: Mapping[str, Any], base: str) -> None:
        self._item = item
        self._base = base

    @cached_property
    def ids(self) -> ItemIds:
        """What the item says of itself."""
        guid = plain(str(self._item.get("id") or "")) or None
        return ItemIds(guid, canonical_url(self._link) if self._link else None, self._title, self._date_words)

    def entry(self, identity: ItemIdentity, now: datetime, zone: tzinfo) -> Entry | None:
        """The item under its identity; None where it holds nothing at all. A date in the future becomes `now`; one that names no
        zone is in `zone`."""
        lead, body = self._texts
        title = self._title or (body or lead)[:_TITLE_OF_LEAD].strip() or self._link
        if not title:
            return None
        source = self._item.get("source") or {}
        source_name = title_text(str(source.get("title") or "")) or None
        return Entry(
            key=identity.key,
            title=title.removesuffix(f" - {source_name}") if source_name else title,
            url=self._link,
            canonical_url=identity.canonical_url,
            published_at=self.published(now, zone),
            lead=lead,
            body=body,
            source_name=source_name,
            source_url=source.get("href") or source.get("link") or None,
        )

    def published(self, now: datetime, zone: tzinfo) -> datetime | None:
        """The item's own date, as feedparser reads it where we cannot; `now` where it lies in the future. One that names no zone is in
        `zone`."""
        words = self._date_words
        moment = read_date(words, zone, now)
        parsed = None if moment or not words else self._dates("_parsed")
        moment = trusted(parsed, words) if parsed else moment
        return min(moment, now) if moment else None

    @cached_property
    def _title(self) -> str:
        title = title_text(str(self._item.get("title") or ""))
        return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"

    @cached_property
    def _link(self) -> str | None:
        """The article's address: the link, else a guid that is one; made absolute. None where it is no http(s) address."""
        link = self._item.get("link") or next(
            (one.get("href") for one in self._item.get("links", ()) if one.get("rel") == "alternate"), None
        )
        try:
            absolute = urljoin(self._base, _on_one_line(str(link))) if link else str(self._item.get("id") or "").strip()
        except ValueError:
            return None
        is_address = absolute.startswith(("http://", "https://")) and not re.search(r"\s", absolute)
        return article_address(absolute) if is_address else None

    @property
    def _date_words(self) -> str:
        """The item's own date as written."""
        return str(self._dates() or "")

    def _dates(self, suffix: str = "") -> Any:
        """The first date of the item. dict.get, because feedparser's own lends a missing date from another element."""
        return next((found for name in _DATES if (found := dict.get(self._item, f"{name}{suffix}"))), None)  # type: ignore[call-overload]

    @property
    def _texts(self) -> tuple[str, str]:
        """Lead and body. feedparser copies content to a missing summary: then the body has no lead of its own. Some feeds put the whole
        article into the summary."""
        body = max((html_text(str(content.get("value") or "")) for content in self._item.get("content", ())), key=len, default="")
        lead = html_text(str(self._item.get("summary") or ""))
        if not body or (lead == body and len(body) < _SHORT_CONTENT):
            lead = lead or body
            return ("", lead) if len(lead) + len(_HANGUL.findall(lead)) >= _WHOLE_SUMMARY else (lead, "")
        return ("" if lead == body else lead), body


def _on_one_line(link: str) -> str:
    """An address as a browser takes it (URL Standard, "basic URL parser"): without line breaks, its spaces escaped."""
    return _BREAKS.sub("", link.strip()).replace(" ", "%20")
