"""Whether the desk reads feeds as feedparser does: every file of a folder, read by both, differences counted by their reasons and shown.

    python benchmarks/conformance.py [FOLDER] [--show 20] [--strict]

Without a folder, feeds of our own making are read, in the styles of those that the desk reads. Three things are compared:

- news: each document is read again after a poll that knew a random half of its items. What is left, as feedparser reads it, must be equal
  in every field to the same items in the whole document, given the same decoded bytes.
- items: as many of them, in the same order. What a poll passes over (repeats, empty and cut off items) counts as read.
- fields: id, link, title, date and text of each item beside those of feedparser, as it comes, on the bytes as they are. A field is equal,
  or mended where a rule says why (benchmarks/_conformance_reasons.py; of whole documents: where feedparser reads the same as the desk once
  it is given the bytes as the desk mended them), or it differs.

Then the time that both took for all files. With --strict the program fails where anything differs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import feedparser

from benchmarks._conformance_feeds import own_feeds
from benchmarks._conformance_reasons import CLEANED, FIELDS, ours, reason, theirs
from bot.pollers.encoding import as_document, charset_of, feed_content
from bot.pollers.items import ItemReader
from bot.pollers.known import cut, marks_after
from bot.pollers.listing import ListedItem, list_items
from bot.pollers.parse import parse_feed, read_document
from bot.pollers.ports import NotAFeed, ParseHints

URL = "https://feeds.example/feed"
NOW = datetime(2026, 11, 26, tzinfo=UTC)
HINTS = ParseHints(URL, "", None, NOW)
SLOW_SECONDS = 1.0
_COUNTED = (
    *("files", "files without items", "files read otherwise on purpose", "files always read whole", "slow files"),
    *("items read", "passed over: repeat", "passed over: empty", "passed over: cut off"),
    *("items equal", "items equal or mended", "items taken out", "items left"),
)


class Tally:
    """What was compared and what differed."""

    def __init__(self, show: int) -> None:
        self.counts: Counter[str] = Counter()
        self.reasons: Counter[tuple[str, str]] = Counter()
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._left = show

    def differs(self, kind: str, where: str, our: object, their: object) -> None:
        """Count a difference without a reason, and show the first ones."""
        self.counts[f"differs: {kind}"] += 1
        if self._left > 0:
            self._left -= 1
            print(f"  {kind:8} {where}\n    desk       {str(our)[:160]!r}\n    feedparser {str(their)[:160]!r}")

    def timed(self, what: str, doing: Callable[[], Any]) -> Any:
        """The result of a call, its seconds of computing added up."""
        start = time.process_time()
        try:
            return doing()
        finally:
            spent = time.process_time() - start
            self.seconds[what] += spent
            self.counts["slow files"] += what == "desk" and spent > SLOW_SECONDS


def compare(name: str, body: bytes, tally: Tally, chance: Random) -> None:
    """Read one feed both ways."""
    tally.timed("desk", lambda: parse_feed(body, HINTS))
    listed = list_items(body, HINTS)
    entries = tally.timed("feedparser", lambda: _feedparser(body))
    items = () if isinstance(listed, NotAFeed) else listed
    if not items and not entries:
        tally.counts["files without items"] += 1
        return
    tally.counts["files"] += 1
    if isinstance(listed, NotAFeed):
        tally.counts["files read otherwise on purpose"] += 1
        tally.reasons["items", listed.detail.kind.value] += 1
        return
    content = feed_content(body, "")
    _compare_news(name, content, tally, chance)
    mended = _feedparser(as_document(content))
    why = _why_mended(body, content)
    if len(items) != len(entries):
        if len(items) != len(mended):
            tally.differs("items", name, len(items), len(entries))
            return
        tally.counts["files read otherwise on purpose"] += 1
        tally.reasons["items", why] += 1
        entries = mended
    for item, entry, other in zip(items, entries, mended if len(mended) == len(items) else entries, strict=True):
        _compare_fields(name, item, (entry, other), why, tally)


def _compare_fields(name: str, item: ListedItem, told: Sequence[Mapping[str, Any]], why: str, tally: Tally) -> None:
    """An item as the desk reads it, beside feedparser's reading of the bytes as they are and of the mended ones."""
    tally.counts["items read"] += 1
    tally.counts[f"passed over: {item.passed_over}"] += 1
    our, (their, other) = ours(item), map(theirs, told)
    found = {field: reason(field, our, their, NOW) for field in FIELDS}
    for field, reason_found in found.items():
        if reason_found is None or reason_found == CLEANED:
            again = reason(field, our, other, NOW)
            found[field] = reason_found if again is None else again or why
    for field, reason_found in found.items():
        if reason_found is None:
            tally.differs(field, f"{name} item {item.place}", our[field], their[field])
        tally.counts[f"{field}: {'equal' if reason_found == '' else 'mended'}"] += reason_found is not None
        if reason_found:
            tally.reasons[field, reason_found] += 1
    tally.counts["items equal"] += all(reason_found == "" for reason_found in found.values())
    tally.counts["items equal or mended"] += None not in found.values()


def _why_mended(body: bytes, content: bytes) -> str:
    charset = charset_of(body, "")
    if charset.is_wrong:
        return "bytes: a wrong charset"
    if not body.isascii() and not charset.actual.startswith("utf"):
        return "bytes: no charset" if charset.declared is None else "bytes: a charset of which feedparser knows less"
    return "bytes: what XML forbids" if as_document(content).endswith(content) else "bytes: references that XML does not know"


def _feedparser(document: bytes) -> Sequence[Mapping[str, Any]]:
    """Its entries; none where it fails, as it does on some broken documents."""
    try:
        return list(feedparser.parse(document, response_headers={"content-location": URL}).entries)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return []


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


def _files(folder: Path | None, chance: Random) -> Iterator[tuple[str, bytes]]:
    if folder is None:
        yield from own_feeds(chance)
        return
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield str(file.relative_to(folder)), file.read_bytes()


def _report(tally: Tally) -> None:
    counts = tally.counts
    for kind in _COUNTED:
        print(f"{kind:34} {counts[kind]:9,}")
    print(f"\n{'field':10} {'equal':>9} {'mended':>9} {'differs':>9}")
    for field in FIELDS:
        print(f"{field:10} {counts[f'{field}: equal']:9,} {counts[f'{field}: mended']:9,} {counts[f'differs: {field}']:9,}")
    print(f"{'items':10} {'':9} {counts['files read otherwise on purpose']:9,} {counts['differs: items']:9,}  files with another number")
    print(f"{'news':10} {'':9} {'':9} {counts['differs: news']:9,}  files\n")
    for (field, why), number in sorted(tally.reasons.items()):
        print(f"  mended {field:6} {why:60} {number:7,}")
    read = counts["items read"] or 1
    print(f"\nequal in every field            {counts['items equal'] / read:9.2%}")
    print(f"equal or mended in every field  {counts['items equal or mended'] / read:9.2%}")
    desk, peer = tally.seconds["desk"], tally.seconds["feedparser"]
    print(f"seconds: desk {desk:.2f}, feedparser {peer:.2f}: {desk / (peer or 1):.2f} times its time")


def main() -> None:
    """Compare and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--show", type=int, default=20, help="how many differences to show")
    parser.add_argument("--strict", action="store_true", help="fail where anything differs without a reason")
    options = parser.parse_args()
    chance = Random(2026)
    tally = Tally(options.show)
    for name, body in _files(options.folder, chance):
        compare(name, body, tally, chance)
    _report(tally)
    if options.strict and any(number for kind, number in tally.counts.items() if kind.startswith("differs")):
        sys.exit(1)


if __name__ == "__main__":
    main()
