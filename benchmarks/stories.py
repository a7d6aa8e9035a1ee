"""Placing an article: CPU with 1,000, 10,000 and 100,000 articles in the window, beside comparing it with every story there.

    python benchmarks/stories.py [--sizes 1000 10000 100000] [--seed 7]

The articles are made here: of every four one begins an event and three tell one of the last days, half of their words from the event,
half from a vocabulary as uneven as real text (Zipf, exponent 1). Targets: at most 3 ms an article at 10,000, and from 10,000 to 100,000
less than ten times the cost. Exits 1 where one is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random

from bot.desk.stories.decide import choose
from bot.desk.stories.memory import StoryStream
from bot.desk.stories.parameters import WINDOW
from bot.desk.stories.vectors import Profile, term_keys, weigh
from bot.model import Fingerprint

START = datetime(2026, 3, 1, tzinfo=UTC)
WORDS, SHARED = 40_000, 3_000
TOLD_WORDS, TOLD_SHARED = 120, 36
SAMPLE = 200
TARGET_MS = 3.0


class Newsroom:
    """Makes fingerprints of events."""

    def __init__(self, seed: int) -> None:
        self._random: Random = random.Random(seed)
        self._words = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
        self._shared = list(accumulate(1 / rank for rank in range(1, SHARED + 1)))
        self._events: list[tuple[list[int], list[int]]] = []

    def article(self, recent: int) -> Fingerprint:
        """A new event or one of the last `recent`."""
        if self._random.random() < 0.25 or not self._events:
            self._events.append((self._draw(self._words, TOLD_WORDS), self._draw(self._shared, TOLD_SHARED)))
        words, shared = self._random.choice(self._events[-recent:])
        half_words = self._random.sample(words, TOLD_WORDS // 2) + self._draw(self._words, TOLD_WORDS // 2)
        half_shared = self._random.sample(shared, TOLD_SHARED // 2) + self._draw(self._shared, TOLD_SHARED // 2)
        return Fingerprint(
            language="en",
            words={f"w{word}": 1.0 + 3.0 * (at % 8 == 0) for at, word in enumerate(half_words)},
            shared={f"t:{term}": 1.0 + 3.0 * (at % 6 == 0) for at, term in enumerate(half_shared)},
            sketch=tuple(sorted(self._random.randrange(1 << 32) for _ in range(64))),
        )

    def _draw(self, cumulative: list[float], count: int) -> list[int]:
        return self._random.choices(range(len(cumulative)), cum_weights=cumulative, k=count)


def stream(room: Newsroom, size: int) -> Iterator[tuple[Fingerprint, datetime]]:
    """Articles at an even pace, `size` of them in the window, without end."""
    at, step = START, WINDOW / size
    while True:
        yield room.article(max(20, size // 20)), at
        at += timedelta(seconds=step.total_seconds())


def placed_ms(size: int, seed: int) -> float:
    """CPU milliseconds an article with so many in the window."""
    articles, stories = stream(Newsroom(seed), size), StoryStream()
    for _ in range(size):
        stories.place(*next(articles))
    sample = [next(articles) for _ in range(SAMPLE)]
    began = time.process_time()
    for article in sample:
        stories.place(*article)
    return (time.process_time() - began) / SAMPLE * 1e3


def compared_ms(size: int, seed: int) -> float:
    """CPU milliseconds of comparing an article with every story of a window of so many articles, four a story."""
    articles = stream(Newsroom(seed), size)
    counts: dict[str, int] = {}
    stories: dict[int, Profile] = {}
    for number in range(size):
        fingerprint, at = next(articles)
        for key in term_keys(fingerprint):
            counts[key] = counts.get(key, 0) + 1
        stories.setdefault(number // 4, Profile(at)).add(weigh(fingerprint, counts, at))
    took = 0.0
    for _ in range(10):
        fingerprint, at = next(articles)
        for key in term_keys(fingerprint):
            counts[key] = counts.get(key, 0) + 1
        began = time.process_time()
        choose(weigh(fingerprint, counts, at), stories, len(stories))
        took += time.process_time() - began
    return took / 10 * 1e3


def main() -> int:
    """Measure and print; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description="The cost of placing an article into its story.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    found: dict[int, float] = {}
    print(f"{'in the window':>14} {'placing, ms':>12} {'comparing with all, ms':>24}")
    for size in options.sizes:
        found[size] = placed_ms(size, options.seed)
        floor = compared_ms(size, options.seed) if size <= 10_000 else None
        print(f"{size:>14,} {found[size]:>12.2f} {'' if floor is None else f'{floor:>17.1f} ({floor / found[size]:.0f}x)':>24}", flush=True)
    missed = found.get(10_000, 0.0) > TARGET_MS
    if 10_000 in found and 100_000 in found:
        growth = found[100_000] / found[10_000]
        print(f"ten times the window costs {growth:.1f} times as much")
        missed = missed or growth >= 10
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
