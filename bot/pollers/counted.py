"""Counting what fetches brought, for /metrics: a fetcher around a fetcher."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping

from bot.model import Validators
from bot.pollers.answers import FetchAnswer, Fetched, NotModified
from bot.pollers.ports import FeedFetcher


class CountedFetcher:
    """A `FeedFetcher` that counts the answers of another since the start of the process."""

    def __init__(self, fetcher: FeedFetcher) -> None:
        self._fetcher = fetcher
        self._counts: Counter[str] = Counter()
        self._seconds = 0.0

    @property
    def by_outcome(self) -> Mapping[str, int]:
        """How many answers were `fetched`, `unchanged` (304) or `failed`."""
        return dict(self._counts)

    @property
    def seconds(self) -> float:
        """How long they took in all, fetches side by side each counted whole."""
        return self._seconds

    async def fetch(self, url: str, validators: Validators | None = None, *, allow_private: bool = False) -> FetchAnswer:
        """Ask, count, hand on."""
        started = time.monotonic()
        answer = await self._fetcher.fetch(url, validators, allow_private=allow_private)
        self._seconds += time.monotonic() - started
        self._counts[_outcome(answer)] += 1
        return answer


def _outcome(answer: FetchAnswer) -> str:
    match answer:
        case Fetched():
            return "fetched"
        case NotModified():
            return "unchanged"
        case _:
            return "failed"
