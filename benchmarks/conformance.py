"""Whether the desk reads feeds as feedparser does: every file of a folder, read by both, differences counted and shown.

    python benchmarks/conformance.py [FOLDER] [--show 20]

Without a folder, feeds of our own making in three formats and several charsets are read. Two things are compared:

- news: each document is read again after a poll that knew a random half of its items. What is left, as feedparser reads it, must be equal
  in every field to the same items in the whole document, given the same decoded bytes.
- fields: id, link, title, date and text of each of the desk's items beside those of feedparser on the bytes as they are (without its
  cleaning of markup, for both are compared as plain text). Where they differ the desk has mended something (a charset, a date that
  feedparser cannot read), or has a fault.
"""

from __future__ import annotations

import argparse
import calendar
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from random import Random
from typing import Any

import feedparser

from bot.pollers.dates import read_date
from bot.pollers.encoding import feed_content
from bot.pollers.identity import ItemIdentity
from bot.pollers.items import ItemReader
from bot.pollers.known import cut, marks_after
from bot.pollers.parse import read_document
from bot.pollers.text import html_text, plain, title_text

URL = "https://feeds.example/feed"
NOW = datetime(2026, 11, 26, tzinfo=UTC)
_RDF = 'xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
FIELDS = ("id", "link", "title", "date", "text")


class Tally:
    """What was compared and what differed."""

    def __init__(self, show: int) -> None:
        self.counts: Counter[str] = Counter()
        self._left = show

    def differs(self, kind: str, where: str, ours: object, theirs: object) -> None:
        """Count a difference, and show the first ones."""
        self.counts[kind] += 1
        if self._left > 0:
            self._left -= 1
            print(f"  {kind:8} {where}\n    desk       {str(ours)[:160]!r}\n    feedparser {str(theirs)[:160]!r}")


def compare(name: str, body: bytes, tally: Tally, chance: Random) -> None:
    """Read one feed both ways."""
    content = feed_content(body, "")
    document = read_document(content, URL)
    theirs = feedparser.parse(body, response_headers={"content-location": URL}, sanitize_html=False)
    if not document.items and not theirs.entries:
        tally.counts["files without items"] += 1
        return
    tally.counts["files"] += 1
    _compare_news(name, content, tally, chance)
    if len(document.items) != len(theirs.entries):
        tally.differs("items", name, len(document.items), len(theirs.entries))
    for number, (ours, their) in enumerate(zip(document.items, theirs.entries, strict=False)):
        tally.counts["items read"] += 1
        mine, yours = _desk_fields(ours), _plain_fields(their)
        wrong = [field for field in FIELDS if mine[field] != yours[field]]
        for field in wrong:
            tally.differs(field, f"{name} item {number}", mine[field], yours[field])
        tally.counts["items equal"] += not wrong


def _compare_news(name: str, content: bytes, tally: Tally, chance: Random) -> None:
    whole = read_document(content, URL)
    parts = cut(content, "")
    if parts is None or whole.error is not None or len(parts.hashes) != len(whole.items):
        tally.counts["files always read whole"] += 1
        return
    marks = marks_after(parts, [ItemReader(item, URL).ids for item in whole.items]).split()
    known = chance.sample(marks, len(marks) // 2)
    left = cut(content, " ".join(known))
    assert left is not None
    hashes = {mark[:12] for mark in known}
    expected = [item for item, mark in zip(whole.items, parts.hashes, strict=True) if mark not in hashes]
    rest = read_document(left.rest, URL)
    tally.counts["items taken out"] += len(left.taken)
    tally.counts["items left"] += len(expected)
    if rest.error is not None or rest.items != expected:
        tally.differs("news", name, len(rest.items), len(expected))


def _desk_fields(item: Mapping[str, Any]) -> dict[str, Any]:
    entry = ItemReader(item, URL)
    told = entry.entry(ItemIdentity("", None), NOW, UTC)
    return {
        "id": entry.ids.guid,
        "link": told.url if told else None,
        "title": entry.ids.title,
        "date": read_date(entry.ids.date, UTC, NOW),
        "text": (told.body or told.lead) if told else "",
    }


def _plain_fields(item: Mapping[str, Any]) -> dict[str, Any]:
    moment = next((moment for name in ("published", "updated", "created") if (moment := dict.get(item, f"{name}_parsed"))), None)  # type: ignore[call-overload]
    body = max((html_text(str(content.get("value") or "")) for content in item.get("content", ())), key=len, default="")
    link = item.get("link") or item.get("id") or ""
    return {
        "id": plain(str(item.get("id") or "")) or None,
        "link": link if str(link).startswith(("http://", "https://")) else None,
        "title": title_text(str(item.get("title") or "")),
        "date": datetime.fromtimestamp(calendar.timegm(moment), UTC) if moment else None,
        "text": body or html_text(str(item.get("summary") or "")),
    }


def own_feeds(chance: Random) -> Iterator[tuple[str, bytes]]:
    """Feeds of our own making: every format, with and without dates and guids, in several charsets."""
    for number in range(60):
        items = "".join(_own_item(n, number, chance) for n in range(chance.randint(1, 40)))
        spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        charset = chance.choice(("utf-8", "utf-8", "euc-kr", "utf-16"))
        head = f'<?xml version="1.0" encoding="{charset}"?>'
        shapes = (
            f'{head}<rss version="2.0" {spaces}><channel><title>데스크 {number}</title>{items}</channel></rss>',
            f'{head}<rdf:RDF {_RDF} {spaces}><channel rdf:about="urn:f"><title>Desk</title></channel>{items}</rdf:RDF>',
            f'{head}<feed xmlns="http://www.w3.org/2005/Atom" {spaces}><title>Desk</title>{items.replace("item>", "entry>")}</feed>',
        )
        yield f"own-{number}", chance.choice(shapes).encode(charset, "xmlcharrefreplace")


def _own_item(number: int, feed: int, chance: Random) -> str:
    title = chance.choice(("한미 관세 협상 타결", "Q&A: talks on “tariffs”", "<단독> 방위비 분담금", "Allies meet in Seoul & Busan"))
    parts = [
        f"<title>{escape(title)} {number}</title>",
        f"<link>https://n.example/view?no={feed}-{number}&amp;utm_source=rss</link>",
        f'<guid isPermaLink="false">{feed}-{number}</guid>' if chance.random() < 0.8 else "",
        chance.choice(("<pubDate>Wed, 25 Nov 2026 18:00:00 +0900</pubDate>", "<dc:date>2026-11-25T18:00:00+09:00</dc:date>", "")),
        f"<description>&lt;p&gt;{escape(title)}.&lt;/p&gt;</description>",
        f"<content:encoded><![CDATA[<p>{escape(title)}</p><item>no item</item>]]></content:encoded>" if chance.random() < 0.3 else "",
    ]
    return f"<item>{''.join(parts)}</item>"


def _files(folder: Path | None, chance: Random) -> Iterator[tuple[str, bytes]]:
    if folder is None:
        yield from own_feeds(chance)
        return
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield str(file.relative_to(folder)), file.read_bytes()


def main() -> None:
    """Compare and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--show", type=int, default=20, help="how many differences to show")
    options = parser.parse_args()
    chance = Random(2026)
    tally = Tally(options.show)
    for name, body in _files(options.folder, chance):
        compare(name, body, tally, chance)
    for kind in ("files", "files without items", "files always read whole", "items read", "items equal", "items taken out", "items left"):
        print(f"{kind:26} {tally.counts[kind]:8,}")
    for kind in ("news", "items", *FIELDS):
        print(f"differences in {kind:11} {tally.counts[kind]:8,}")
    read = tally.counts["items read"]
    print(f"equal in every field       {tally.counts['items equal'] / read if read else 0:8.2%}")


if __name__ == "__main__":
    main()
