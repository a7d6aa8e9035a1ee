"""Why the desk reads a field otherwise than feedparser: rules that know what it mends on purpose. Where none fits, it is a fault.

The yardstick is not the desk's own code: text is taken out of HTML by the standard library's parser here, and compared by its letters.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from bot.pollers.listing import ListedItem
from bot.pollers.relays import article_address

FIELDS = ("id", "link", "title", "date", "text")
CLEANED = "what feedparser's cleaning cuts out, or leaves of code"
_DATES = ("published", "updated", "created")
_WEB = ("http://", "https://")
_CODE = frozenset({"script", "style"})
_UNSEEN = _CODE | {"audio", "button", "canvas", "iframe", "noscript", "object", "select", "svg", "template", "textarea", "video"}
_EMPTY = re.compile(r"<(\w+)([^<>]*)/>")
_DROPPED = re.compile("[\\s\x00-\x1f\x7f-\x9f\u200b\ufeff\ufffe\uffff\ud800-\udfff]+")
_SIGN_OFF = re.compile(r"Thepost.{1,400}?(?:appearedfirston|firstappearedon).{1,200}$")
_LEAD = 100
_LONGEST = 1_000


class _Words(HTMLParser):
    def __init__(self, unseen: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen = unseen
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  (HTMLParser's)
        self._depth += tag in self._unseen

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag in self._unseen and self._depth > 0

    def handle_data(self, data: str) -> None:
        if not self._depth:
            self.words.append(data)


def words_of(html: str, unseen: frozenset[str] = _CODE) -> str:
    """The text of HTML."""
    parser = _Words(unseen)
    parser.feed(_EMPTY.sub(r"<\1\2></\1>", html))
    parser.close()
    return "".join(parser.words)


def letters(text: str) -> str:
    """A text without its spaces and control characters, in NFC: what has to be equal."""
    return _DROPPED.sub("", unicodedata.normalize("NFC", _DROPPED.sub("", text)))


def ours(item: ListedItem) -> dict[str, Any]:
    """What the desk says of an item."""
    entry, raw = item.entry, theirs(item.raw)
    return {
        "raw title": raw["title"],
        "raw text": raw["text"],
        "id": item.raw.get("id") or "",
        "link": entry.url or "",
        "title": entry.title,
        "date": entry.published_at,
        "text": entry.body or entry.lead,
    }


def theirs(item: Mapping[str, Any]) -> dict[str, Any]:
    """What feedparser says of an item, in its own words."""
    contents = [str(part.get("value") or "") for part in item.get("content", ())]
    content = max(contents, key=lambda value: len(letters(words_of(value))), default="")
    moment = next((moment for name in _DATES if (moment := dict.get(item, f"{name}_parsed"))), None)  # type: ignore[call-overload]
    return {
        "id": item.get("id") or "",
        "link": item.get("link") or item.get("id") or "",
        "title": str(item.get("title") or ""),
        "date": _moment(moment) if moment else None,
        "text": content if letters(words_of(content)) else str(item.get("summary") or ""),
        "date words": next((str(found) for name in _DATES if (found := dict.get(item, name))), ""),  # type: ignore[call-overload]
        "source": letters(words_of(str((item.get("source") or {}).get("title") or ""))),
    }


def reason(field: str, our: Mapping[str, Any], their: Mapping[str, Any], now: datetime) -> str | None:
    """Empty where a field is equal, else why it differs on purpose; None where there is no reason."""
    if our[field] == their[field]:
        return ""
    rules: dict[str, Callable[[], str | None]] = {
        "id": lambda: None,
        "link": lambda: _of_link(our["link"], their["link"]),
        "title": lambda: _of_title(our, their),
        "date": lambda: _of_date(our["date"], their["date"], their["date words"], now),
        "text": lambda: _of_html(our["text"], their["text"], our["raw text"]),
    }
    return rules[field]()


def _of_link(our: str, their: str) -> str | None:
    whole = re.sub(r"[\t\r\n]+", "", their.strip()).replace(" ", "%20")
    try:
        urljoin("https://a.example/", whole)
    except ValueError:
        return "an address that no browser takes" if not our else None
    if our == whole:
        return "spaces and breaks within an address"
    if not our:
        return None if whole.startswith(_WEB) and " " not in their.strip() else "no web address"
    return "the article's address in a relay's link" if our == article_address(whole) else None


def _of_title(our: Mapping[str, Any], their: Mapping[str, Any]) -> str | None:
    mine, yours = letters(our["title"]), letters(words_of(their["title"]))
    if not yours and mine:
        made_of = (letters(our["text"])[:_LEAD], letters(our["link"]), letters(their["source"]))
        return "a title made of text or address" if any(mine in source for source in made_of) else None
    if len(our["title"]) == _LONGEST and yours.startswith(mine.removesuffix("…")):
        return "a title of more than a thousand characters"
    found = _of_html(our["title"], their["title"], our["raw title"])
    if found is None and their["source"]:
        with_source = f"{our['title']} - {their['source']}"
        return None if _of_html(with_source, their["title"], our["raw title"]) is None else "the outlet's name after an aggregator's title"
    return found


def _of_html(our: str, their: str, raw: str) -> str | None:
    """Of text: `their` HTML is what feedparser's cleaning left of the `raw` one."""
    mine, once = letters(our), words_of(their)
    yours = letters(once)
    if mine == yours:
        return ""
    twice, whole, seen = letters(words_of(once)), letters(words_of(raw)), letters(words_of(raw, _UNSEEN))
    reasons = (
        (mine == twice or mine == letters(words_of(words_of(once))), "escaped twice"),
        (mine == whole, CLEANED),
        (mine == seen or mine == letters(words_of(words_of(raw, _UNSEEN))), "what a reader does not see"),
        (any(mine == _SIGN_OFF.sub("", words) for words in (yours, twice, seen)), "the blog software's sign-off"),
        (_bare(our) in {_bare(their), _bare(once)}, "words between angle brackets"),
    )
    return next((name for holds, name in reasons if holds), None)


def _bare(text: str) -> str:
    """The letters without anything between angle brackets."""
    return letters(re.sub(r"<[^<>]*>?", "", words_of(text) if re.search(r"&\w+;", text) else text))


def _of_date(our: datetime | None, their: datetime | None, words: str, now: datetime) -> str | None:
    if their is None:
        return "a date that feedparser cannot read"
    if their.year < 1990 and our is None:
        return "a placeholder, not a date"
    if their > now and our == now:
        return "a date in the future"
    if re.search(r"[가-힣]|\d\s*[ap]\.?m\b", words, re.IGNORECASE):
        return "half of the day, or a date in Korean"
    if re.search(r"\b[ECMP]T$", words.strip()) and our is not None and abs(our - their) == timedelta(hours=1):
        return "a zone that follows the season"
    return "a year that the date does not name" if our is None and str(their.year) not in words else None


def _moment(parsed: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError):
        return None
