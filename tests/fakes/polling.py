"""Stand-ins for what the pollers are given: time, a store, a parser; and feeds of our own writing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from bot.desk.edits import seen_mark, wording_of
from bot.errors import StoreError, WorkerError
from bot.model import (
    ClaimedFeed,
    Entry,
    FeedSpec,
    Outlet,
    OutletClass,
    PollChanged,
    PollFailed,
    PollResult,
    PollUnchanged,
    Validators,
    WaitingFeed,
)
from bot.pollers.parse import parse_feed
from bot.pollers.ports import NotAFeed, ParsedFeed, ParseHints

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)

OUTLET = Outlet("daily", "The Harbour Daily", "하버데일리", "harbour", "en", "KR", OutletClass.NEWS)


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, **parts: float) -> None:
        """Forward by a timedelta's parts."""
        self._now += timedelta(**parts)


class InlineParser:
    """Parses in this process. Raises what it was given, if anything; counts its jobs."""

    def __init__(self, error: Exception | None = None) -> None:
        self.jobs = 0
        self._error = error

    async def parse(self, body: bytes, hints: ParseHints) -> ParsedFeed | NotAFeed:
        self.jobs += 1
        if self._error is not None:
            raise self._error
        return parse_feed(body, hints)


BROKEN_WORKER = WorkerError("The worker ended in the middle of a parse job.")


def spec(url: str, feed_id: str = "daily", *, interval: int = 600, timezone: str | None = None) -> FeedSpec:
    """A local feed."""
    return FeedSpec(feed_id, OUTLET, url, interval=interval, allow_private=True, timezone=timezone)


@dataclass
class FeedRow:
    """What a store keeps of a feed."""

    spec: FeedSpec
    next_poll_at: datetime
    validators: Validators = field(default_factory=Validators)
    failures: int = 0
    first_polled_at: datetime | None = None
    last_success_at: datetime | None = None
    body_hash: str | None = None
    last_polled_at: datetime | None = None
    leased_until: datetime | None = None
    lease: str = ""
    gone: bool = False
    said: dict[str, str] = field(default_factory=dict)
    marks: str = ""
    habits: str | None = None


class MemoryFeedStore:
    """A FeedStore in memory, with leases. `commits` lists what each record_polls call brought; `entries` every new entry, `changed` every
    known one that said something else.

    `refuses` names feeds whose news it cannot take, `unreadable` those of which it cannot say what it knows; `lost` counts the results
    whose lease had gone to another claim.
    """

    def __init__(self, specs: Sequence[FeedSpec], now: datetime = NOON) -> None:
        self.rows = {number: FeedRow(one, now) for number, one in enumerate(specs, start=1)}
        self.commits: list[tuple[PollResult, ...]] = []
        self.entries: list[Entry] = []
        self.changed: list[Entry] = []
        self.refuses: set[str] = set()
        self.unreadable: set[str] = set()
        self.lost = 0
        self.busy: set[str] = set()
        self._leases = 0

    @property
    def results(self) -> list[PollResult]:
        """Every recorded result in order."""
        return [result for commit in self.commits for result in commit]

    async def claim_feeds(self, *, now: datetime, lease_seconds: float, limit: int) -> Sequence[ClaimedFeed]:
        due = [
            number
            for number, row in self.rows.items()
            if not row.gone and row.next_poll_at <= now and (row.leased_until is None or row.leased_until <= now)
        ][:limit]
        for number in due:
            self._leases += 1
            self.rows[number].lease = f"lease-{self._leases}"
            self.rows[number].leased_until = now + timedelta(seconds=lease_seconds)
        return [self._claimed(number) for number in due]

    async def marks(self, feed_ids: Sequence[int]) -> Mapping[int, str]:
        return {feed_id: self.rows[feed_id].marks for feed_id in feed_ids}

    async def busy_outlets(self, *, since: datetime) -> frozenset[str]:
        return frozenset(self.busy)

    async def waiting_feeds(self, outlets: Collection[str]) -> Sequence[WaitingFeed]:
        return [
            WaitingFeed(number, row.spec, row.last_polled_at, row.next_poll_at, row.habits)
            for number, row in self.rows.items()
            if row.spec.outlet.id in outlets and self._waits(row) and row.last_polled_at is not None
        ]

    async def pull_forward(self, moments: Mapping[int, datetime]) -> None:
        for number, moment in moments.items():
            row = self.rows[number]
            if self._waits(row) and row.next_poll_at > moment:
                row.next_poll_at = moment

    def _waits(self, row: FeedRow) -> bool:
        return not row.gone and row.leased_until is None and row.failures == 0

    async def known_marks(self, keys: Mapping[int, Sequence[str]]) -> Mapping[int, Mapping[str, str | None]]:
        if any(self.rows[feed].spec.id in self.unreadable for feed in keys):
            raise StoreError("The database refused a statement.")
        return {feed: {key: mark for key, mark in self.rows[feed].said.items() if key in wanted} for feed, wanted in keys.items()}

    async def record_polls(self, results: Sequence[PollResult]) -> None:
        for result in results:
            if isinstance(result, PollChanged) and result.feed.spec.id in self.refuses:
                raise StoreError("The database refused a statement.")
        self.commits.append(tuple(results))
        for result in results:
            self._record(result)

    async def sync_feeds(self, specs: Sequence[FeedSpec], *, now: datetime) -> None:
        self.rows = {number: FeedRow(one, now) for number, one in enumerate(specs, start=1)}

    def _claimed(self, number: int) -> ClaimedFeed:
        row = self.rows[number]
        return ClaimedFeed(
            id=number,
            spec=row.spec,
            validators=row.validators,
            failures=row.failures,
            first_polled_at=row.first_polled_at,
            last_success_at=row.last_success_at,
            body_hash=row.body_hash,
            lease=row.lease,
            habits=row.habits,
        )

    def _record(self, result: PollResult) -> None:
        row = self.rows[result.feed.id]
        if row.lease != result.feed.lease:
            self.lost += 1
            return
        row.leased_until, row.next_poll_at, row.last_polled_at = None, result.next_poll_at, result.at
        if isinstance(result, PollFailed):
            row.failures += 1
            row.gone = result.gone
            return
        row.failures, row.last_success_at, row.validators = 0, result.at, result.validators
        row.first_polled_at = row.first_polled_at or result.at
        row.body_hash = result.body_hash or row.body_hash
        if isinstance(result, PollChanged):
            self.entries += [entry for entry in result.entries if entry.key not in row.said]
            self.changed += [entry for entry in result.entries if entry.key in row.said]
            row.said |= {entry.key: seen_mark(wording_of(entry)) for entry in result.entries}
            row.marks, row.habits = result.marks, result.habits


def unchanged(results: Sequence[PollResult]) -> list[PollUnchanged]:
    """Those that brought nothing new."""
    return [result for result in results if isinstance(result, PollUnchanged)]


def changed(results: Sequence[PollResult]) -> list[PollChanged]:
    """Those that brought something."""
    return [result for result in results if isinstance(result, PollChanged)]


def failed(results: Sequence[PollResult]) -> list[PollFailed]:
    """Those that failed."""
    return [result for result in results if isinstance(result, PollFailed)]


@dataclass(frozen=True)
class Item:
    """An item to be written into a feed."""

    title: str
    link: str | None = None
    guid: str | None = None
    date: datetime | str | None = None
    lead: str = ""
    extra: str = ""


def rss(*items: Item, title: str = "The Harbour Daily", prolog: str = '<?xml version="1.0" encoding="utf-8"?>', channel: str = "") -> str:
    """An RSS 2.0 document, newest item first as given."""
    return (
        f'{prolog}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title>{channel}{''.join(map(_item, items))}</channel></rss>"
    )


def _item(item: Item) -> str:
    date = format_datetime(item.date) if isinstance(item.date, datetime) else item.date
    parts = (
        f"<title>{item.title}</title>",
        f"<link>{escape(item.link)}</link>" if item.link else "",
        f'<guid isPermaLink="false">{escape(item.guid)}</guid>' if item.guid else "",
        f"<pubDate>{date}</pubDate>" if date else "",
        f"<description>{item.lead}</description>" if item.lead else "",
        item.extra,
    )
    return f"<item>{''.join(parts)}</item>"
