"""Feeds, their entries and their polls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.model.failures import FailureDetail
from bot.model.hubs import FeedPushes

Locale = Literal["en", "ko"]
"""A language that the desk speaks."""


class OutletClass(StrEnum):
    """What stands behind an outlet; an article has a kind, a delivery a purpose."""

    NEWS = "news"
    OFFICIAL = "official"
    THINK_TANK = "think-tank"
    AGGREGATOR = "aggregator"


class FullText(StrEnum):
    """When to fetch the article's page: AUTO where the feed gives only a lead."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes. `family` groups the outlets of one publisher; `country` is ISO 3166 alpha-2, `language` ISO 639-1."""

    id: str
    name: str
    name_ko: str
    family: str
    language: str
    country: str
    outlet_class: OutletClass


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """A feed as declared in feeds.yaml or added in chat. `id` is a permanent slug, `interval` seconds between polls on average; its rhythm
    moves it between `fastest` and `slowest` (half and twice the interval where None)."""

    id: str
    outlet: Outlet
    url: str
    interval: int = 600
    full_text: FullText = FullText.AUTO
    allow_private: bool = False
    timezone: str | None = None
    fastest: int | None = None
    slowest: int | None = None


class FeedOrigin(StrEnum):
    """Where a feed was declared. A declared feed that disappears from feeds.yaml leaves a tombstone (state REMOVED)."""

    DECLARED = "declared"
    CHAT = "chat"


class FeedState(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    GONE = "gone"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Validators:
    """ETag and Last-Modified exactly as the server sent them (opaque)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimedFeed:
    """A due feed that this process holds until its lease ends. `first_polled_at` is None until the first successful poll;
    `habits` are what bot.pollers.habits has learnt of it."""

    id: int
    spec: FeedSpec
    validators: Validators
    failures: int
    first_polled_at: datetime | None
    last_success_at: datetime | None
    body_hash: str | None
    lease: str
    habits: str | None = None


@dataclass(frozen=True, slots=True)
class WaitingFeed:
    """An active feed that did well when it was last polled and waits for its next poll."""

    id: int
    spec: FeedSpec
    last_polled_at: datetime
    next_poll_at: datetime
    habits: str | None = None


class Announce(StrEnum):
    """What may be said of a new article: an alert, a line in the catch-up brief, or nothing (a new feed's backlog)."""

    ALERT = "alert"
    BRIEF = "brief"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed after mending. `key` identifies it within its feed: guid, else canonical link, else title and date hashed.

    `lead` and `body` are plain text (body empty where the feed gives only a lead). `source_name`/`source_url` come from the item's
    <source> and name the outlet of an aggregator's item.
    """

    key: str
    title: str
    url: str | None
    canonical_url: str | None
    published_at: datetime | None
    lead: str
    body: str
    source_name: str | None = None
    source_url: str | None = None


class FailureCause(StrEnum):
    """Why a poll failed, in one word; the words people read are made from it."""

    HTML = "html"
    NOT_FOUND = "not-found"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    CHALLENGE = "challenge"
    RATE_LIMITED = "rate-limited"
    SERVER = "server"
    HTTP = "http"
    TIMEOUT = "timeout"
    TOO_LARGE = "too-large"
    BOMB = "bomb"
    REDIRECTS = "redirects"
    PRIVATE_ADDRESS = "private-address"
    BAD_URL = "bad-url"
    DNS = "dns"
    TLS = "tls"
    TLS_OLD = "tls-old"
    CONNECTION = "connection"
    MALFORMED = "malformed"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class PollUnchanged:
    """304, or a body with the hash of the last one."""

    feed: ClaimedFeed
    at: datetime
    next_poll_at: datetime
    validators: Validators
    body_hash: str | None = None


@dataclass(frozen=True, slots=True)
class PollChanged:
    """A parsed feed; `entries` holds only those whose key the store did not know, oldest first. `moved_to` after a permanent redirect.
    `marks` know the document's items, so that the next poll need not read them again; `habits` are those of the feed from now on."""

    feed: ClaimedFeed
    at: datetime
    next_poll_at: datetime
    validators: Validators
    body_hash: str | None
    entries: tuple[Entry, ...]
    announce: Announce
    moved_to: str | None = None
    title: str | None = None
    marks: str = ""
    habits: str | None = None


@dataclass(frozen=True, slots=True)
class PollFailed:
    """A poll that brought nothing. `detail` has no secrets; `gone` disables the feed (410)."""

    feed: ClaimedFeed
    at: datetime
    next_poll_at: datetime
    cause: FailureCause
    detail: FailureDetail
    gone: bool = False


PollResult = PollUnchanged | PollChanged | PollFailed


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """What people are shown of a feed. `items_a_day` is the mean over the last 14 days. `moved_from` is the address that was declared,
    where permanent redirects have led to another one since; `spec` then has the other one. `told_by` is the hub that tells of its news."""

    spec: FeedSpec
    origin: FeedOrigin
    state: FeedState
    next_poll_at: datetime | None
    last_polled_at: datetime | None
    last_success_at: datetime | None
    last_error: FailureCause | None
    last_error_detail: FailureDetail | None
    last_error_at: datetime | None
    failures: int
    items: int
    items_a_day: float
    moved_from: str | None = None
    told_by: FeedPushes | None = None


@dataclass(frozen=True, slots=True)
class FeedPulse:
    """Whether a feed was read, for counts by which feeds are compared with their own past. `interval` is seconds between polls."""

    id: int
    state: FeedState
    interval: int
    first_polled_at: datetime | None
    last_success_at: datetime | None
