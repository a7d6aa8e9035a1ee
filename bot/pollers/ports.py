"""What the pollers ask of a store and of the worker process."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model import ClaimedFeed, DetailKind, Entry, FailureCause, FailureDetail, FeedSpec, PollResult, Validators, WaitingFeed
from bot.pollers.answers import FetchAnswer


class FeedStore(Protocol):
    async def claim_feeds(self, *, now: datetime, lease_seconds: float, limit: int) -> Sequence[ClaimedFeed]:
        """Active feeds that are due, each to one claimer until its lease ends."""
        ...

    async def marks(self, feed_ids: Sequence[int]) -> Mapping[int, str]:
        """The marks that the last recorded poll of each of these feeds left; feeds of which none did are left out."""
        ...

    async def known_marks(self, keys: Mapping[int, Sequence[str]]) -> Mapping[int, Mapping[str, str | None]]:
        """Which of these entry keys their feeds (by id) have brought before, with the mark of what each said last (None where that is not
        known)."""
        ...

    async def record_polls(self, results: Sequence[PollResult]) -> None:
        """All of them in one commit (T1), or none where one cannot be stored."""
        ...

    async def busy_outlets(self, *, since: datetime) -> frozenset[str]:
        """The ids of outlets that carry a story which several publishers have told more of since then."""
        ...

    async def waiting_feeds(self, outlets: Collection[str]) -> Sequence[WaitingFeed]:
        """The active feeds of these outlets that nobody polls now and that did not fail when they were last polled."""
        ...

    async def pull_forward(self, moments: Mapping[int, datetime]) -> None:
        """Poll these feeds (by id) at these moments, each only where it would otherwise be polled later and still is one that waits."""
        ...

    async def sync_feeds(self, specs: Sequence[FeedSpec], *, now: datetime) -> None:
        """Make the declared feeds those of feeds.yaml: new ones are added, changed ones updated, missing ones get a tombstone."""
        ...


@dataclass(frozen=True, slots=True)
class ParseHints:
    """What is known of a feed's bytes before they are parsed. `timezone` (IANA) is for dates that name none; `marks` are those that the
    parse of the last poll gave: items that they know are not read again."""

    url: str
    content_type: str
    timezone: str | None
    now: datetime
    marks: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """Entries oldest first, keys unique within the feed, without those that the hints' marks know. `ttl_seconds` is how long the feed
    itself asks to be left alone (RSS ttl), `skip_hours` and `skip_days` (Monday 0) when, in UTC; `marks` know every item of this document
    that need not be read again."""

    title: str
    entries: tuple[Entry, ...]
    ttl_seconds: float | None = None
    marks: str = ""
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NotAFeed:
    """The bytes are no feed; `detail` says what was found."""

    detail: FailureDetail

    @property
    def is_html(self) -> bool:
        """Whether they are a web page."""
        return self.detail.kind is DetailKind.WEB_PAGE

    @property
    def cause(self) -> FailureCause:
        """Why the feed fails then."""
        return FailureCause.HTML if self.is_html else FailureCause.MALFORMED


class FeedFetcher(Protocol):
    """Asks for feeds; never raises for what the network or a server does."""

    async def fetch(self, url: str, validators: Validators | None = None, *, allow_private: bool = False) -> FetchAnswer: ...


class FeedParser(Protocol):
    """Parses in another process."""

    async def parse(self, body: bytes, hints: ParseHints) -> ParsedFeed | NotAFeed:
        """Raises WorkerError where the worker failed."""
        ...
