"""What the pollers ask of a store and of the worker process."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.model import (
    ClaimedFeed,
    DetailKind,
    Entry,
    FailureCause,
    FailureDetail,
    FeedSpec,
    HubSubscription,
    NamedHub,
    PollResult,
    Validators,
    WaitingFeed,
)
from bot.pollers.answers import FetchAnswer, FetchFailed, Posted
from bot.pollers.links import NO_LINKS, FeedLinks


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
    that need not be read again; `links` are the hubs that it names."""

    title: str
    entries: tuple[Entry, ...]
    ttl_seconds: float | None = None
    marks: str = ""
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    links: FeedLinks = NO_LINKS


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


class HubWatch(Protocol):
    """What the poller tells of hubs, and asks about them."""

    async def note(self, feed: ClaimedFeed, header: FeedLinks, document: FeedLinks, *, has_news: bool) -> None:
        """A document of the feed was read."""
        ...

    async def pushed(self) -> frozenset[int]:
        """The ids of feeds whose hub can be relied on to tell of news, so that looking seldom is enough."""
        ...


class FormSender(Protocol):
    """Sends forms; never raises for what the network or a server does."""

    async def post(self, url: str, form: Mapping[str, str], *, allow_private: bool = False) -> Posted | FetchFailed: ...


class HubStore(Protocol):
    """Subscriptions at hubs. Implemented by bot/store/hubs.py, which says what each does."""

    async def note_hub(
        self, feed_id: int, named: NamedHub | None, *, base: str, has_news: bool, last_success_at: datetime | None, now: datetime
    ) -> bool: ...

    async def claim_hubs(
        self, *, base: str, now: datetime, lease_seconds: float, most_goodbyes: int, limit: int
    ) -> Sequence[HubSubscription]: ...

    async def settle_hub(self, claimed: HubSubscription, *, next_at: datetime, reason: str | None) -> None: ...

    async def hub_at(self, path: str) -> HubSubscription | None: ...

    async def confirm_hub(self, id: int, *, expires_at: datetime, next_at: datetime) -> bool: ...  # noqa: A002 - as the store has it

    async def deny_hub(self, id: int, *, next_at: datetime, reason: str) -> None: ...  # noqa: A002 - as the store has it

    async def forget_hub(self, id: int) -> bool: ...  # noqa: A002 - as the store has it

    async def ring_hub(self, id: int, *, now: datetime) -> None: ...  # noqa: A002 - as the store has it

    async def answer_rings(self, *, now: datetime, gap: timedelta, again: timedelta) -> int: ...

    async def pushed_feeds(self, *, now: datetime) -> frozenset[int]: ...
