"""T2 of an article, through the real intake and a SQLite file, with 1,000 and 10,000 articles in the window.

    python -m benchmarks.placing [--sizes 1000 10000] [--seed 7]

The articles are those of benchmarks/stories.py. The window is grouped in memory and written in bulk, as far as later articles find their
stories by it; then 50 articles go from the queue to their stories, one batch after the other. Target: ten times the window costs less
than three times as much. Exits 1 where it is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.stories import Newsroom, stream
from bot.desk.intake import Intake
from bot.desk.ports import Page, PageFailure, ReadJob, ReadResult
from bot.desk.stories.memory import StoryStream
from bot.desk.stories.rarity import usual_counts
from bot.model import Announce, Catalogue, Entry, FeedSpec, Fingerprint, Outlet, OutletClass, PollChanged, Validators
from bot.store.store import Store, open_store
from bot.store.story_tables import story_key, story_profile, term_count
from bot.store.tables import story
from bot.tags import Analysis

SAMPLE = 50
TARGET = 3.0
FEED = FeedSpec("herald", Outlet("herald", "Herald", "헤럴드", "herald", "en", "US", OutletClass.NEWS), "https://herald.example/rss")
SAID = {"version": "1", "language": "en", "kind": "news", "relevance": {"label": "core", "score": 1.0}, "actors": [], "themes": []}


class Clock:
    """Stands still."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at


class Analyst:
    """Gives each headline its fingerprint."""

    def __init__(self, fingerprints: Mapping[str, Fingerprint]) -> None:
        self._fingerprints = fingerprints

    async def read(self, job: ReadJob) -> ReadResult:
        return ReadResult(
            job.title, job.body, is_full_text=False, analysis=Analysis.from_json(SAID), fingerprint=self._fingerprints[job.title]
        )

    async def catalogue(self) -> Catalogue:
        return Catalogue("1", (), ())


class NoPages:
    """Has none."""

    async def page(self, url: str, *, allow_private: bool = False) -> Page | PageFailure:
        del allow_private
        return PageFailure(url)


async def fill(store: Store, window: StoryStream, at: datetime) -> None:
    """Write what the stories in memory are found by."""
    usual = usual_counts()
    stories, counts = window._stories, window._counts  # noqa: SLF001 - what the window holds, to be written at once
    terms = [{"key": key, "articles": count - usual.get(key, 0)} for key, count in counts.items() if count > usual.get(key, 0)]
    profiles = [
        {"story_id": key, "last_at": one.profile.last, "profile": json.dumps(one.profile.to_json())} for key, one in stories.items()
    ]
    keys = [{"key": key, "story_id": number} for number, one in stories.items() for key in one.keys]
    async with store._db.write() as connection:  # noqa: SLF001
        await connection.execute(story.insert(), [{"id": number, "first_seen_at": at, "last_seen_at": at} for number in stories])
        for table, rows in ((story_profile, profiles), (term_count, terms), (story_key, keys)):
            await connection.execute(table.insert(), rows)


async def bring(store: Store, titles: list[str], at: datetime) -> None:
    """Poll a feed of these headlines."""
    await store.add_chat_feed(FEED, now=at)
    (feed,) = await store.claim_feeds(now=at, lease_seconds=60, limit=1)
    entries = tuple(
        Entry(key=title, title=title, url=f"https://herald.example/{number}", canonical_url=None, published_at=at, lead="", body=title)
        for number, title in enumerate(titles)
    )
    poll = PollChanged(
        feed=feed,
        at=at,
        next_poll_at=at,
        validators=Validators(None, None),
        body_hash="",
        entries=entries,
        announce=Announce.ALERT,
    )
    await store.record_polls([poll])


async def placed_ms(size: int, seed: int) -> float:
    """CPU milliseconds an article with so many in the window."""
    articles, window = stream(Newsroom(seed), size), StoryStream()
    at = datetime.now(UTC)
    for _ in range(size):
        fingerprint, at = next(articles)
        window.place(fingerprint, at)
    # Each headline has words of its own, so that none leads to a story.
    fingerprints = {f"Headline{number} of{number} its{number} own{number}": next(articles)[0] for number in range(SAMPLE)}
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock(at)
        async with await open_store(f"sqlite:///{Path(folder) / 'desk.sqlite3'}", clock=clock) as store:
            await fill(store, window, at)
            await bring(store, list(fingerprints), at)
            intake = Intake(store, Analyst(fingerprints), NoPages(), clock, wants_page=lambda _: False)
            began, count = time.process_time(), 0
            while read := await intake.read_due():
                count += read
            took = time.process_time() - began
            assert (count, (await store.status()).articles_waiting) == (SAMPLE, 0)
    return took / SAMPLE * 1e3


def main() -> int:
    """Measure and print; 1 where the target is missed."""
    parser = argparse.ArgumentParser(description="The cost of bringing an article to its story in the store.")
    parser.add_argument("--sizes", type=int, nargs=2, default=[1_000, 10_000])
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    found = []
    print(f"{'in the window':>14} {'T2, CPU ms each':>18}")
    for size in options.sizes:
        found.append(asyncio.run(placed_ms(size, options.seed)))
        print(f"{size:>14,} {found[-1]:>18.1f}", flush=True)
    ratio = found[1] / found[0]
    print(f"ratio {ratio:.2f} (target: under {TARGET:g})")
    return int(ratio >= TARGET)


if __name__ == "__main__":
    sys.exit(main())
