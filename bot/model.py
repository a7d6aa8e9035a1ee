"""The nouns of the desk: frozen records, no behaviour beyond naming. All times are aware UTC datetimes; all durations are seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.tags import Analysis

Locale = Literal["en", "ko"]
"""A language that the desk speaks."""


# --- feeds -------------------------------------------------------------------------------------------------------------------


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
    """A feed as declared in feeds.yaml or added in chat. `id` is a permanent slug, `interval` seconds between polls."""

    id: str
    outlet: Outlet
    url: str
    interval: int = 600
    full_text: FullText = FullText.AUTO
    allow_private: bool = False
    timezone: str | None = None


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
    """A due feed that this process holds until its lease ends. `first_polled_at` is None until the first successful poll."""

    id: int
    spec: FeedSpec
    validators: Validators
    failures: int
    first_polled_at: datetime | None
    last_success_at: datetime | None
    body_hash: str | None
    lease: str


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
    """A parsed feed; `entries` holds only those whose key the store did not know, oldest first. `moved_to` after a permanent redirect."""

    feed: ClaimedFeed
    at: datetime
    next_poll_at: datetime
    validators: Validators
    body_hash: str | None
    entries: tuple[Entry, ...]
    announce: Announce
    moved_to: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class PollFailed:
    """A poll that brought nothing. `detail` is one plain sentence without secrets; `gone` disables the feed (410)."""

    feed: ClaimedFeed
    at: datetime
    next_poll_at: datetime
    cause: FailureCause
    detail: str
    gone: bool = False


PollResult = PollUnchanged | PollChanged | PollFailed


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """What people are shown of a feed. `items_a_day` is the mean over the last 14 days."""

    spec: FeedSpec
    origin: FeedOrigin
    state: FeedState
    next_poll_at: datetime | None
    last_polled_at: datetime | None
    last_success_at: datetime | None
    last_error: FailureCause | None
    last_error_detail: str | None
    last_error_at: datetime | None
    failures: int
    items: int
    items_a_day: float


# --- articles and stories ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Revision:
    """The text of an article as it stood at one time. `number` starts at 1."""

    number: int
    title: str
    lead: str
    body: str
    is_full_text: bool
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimedArticle:
    """An article at stage NEW that this process holds. `attempts` counts the claims before this one.

    `allow_private` says whether its page may be at a private address: only that of a private feed, on the feed's own host and port.
    """

    id: int
    url: str | None
    outlet: Outlet
    published_at: datetime | None
    first_seen_at: datetime
    announce: Announce
    revision: Revision
    full_text: FullText
    allow_private: bool
    attempts: int
    lease: str


@dataclass(frozen=True, slots=True)
class StoryCandidate:
    """What deciding where an article belongs needs to know of a story: one row an article of it."""

    story_id: int
    title: str
    title_key: str
    canonical_url: str | None
    language: str
    published_at: datetime
    outlet_id: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as read back. `analysis` is the newest one; None while the article waits or where it failed."""

    id: int
    story_id: int | None
    url: str | None
    outlet: Outlet
    title: str
    lead: str
    body: str
    language: str
    published_at: datetime | None
    first_seen_at: datetime
    analysis: Analysis | None


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story with its articles, oldest first. `lead` is the article that speaks for it."""

    id: int
    lead: ArticleView
    articles: tuple[ArticleView, ...]
    first_seen_at: datetime
    last_seen_at: datetime

    @property
    def outlets(self) -> tuple[str, ...]:
        """Ids of the outlets that carry it, in order of arrival, each once."""
        return tuple(dict.fromkeys(article.outlet.id for article in self.articles))


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles are meant. An empty part asks nothing; the parts are joined by AND, the values of one part by OR.

    `minimum_relevance` is none, partial or core. `keywords` match whole words or Hangul runs in title and text, case folded;
    a keyword that starts with `-` excludes.
    """

    actors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    minimum_relevance: Literal["none", "partial", "core"] = "none"
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A found article without its whole text. `story_id` may be None while the article waits."""

    article_id: int
    story_id: int | None
    title: str
    url: str | None
    outlet: Outlet
    language: str
    published_at: datetime | None
    first_seen_at: datetime
    kind: str | None
    relevance: str | None
    theme_ids: tuple[str, ...]
    actor_ids: tuple[str, ...]


class SearchOrder(StrEnum):
    """NEWEST by first-seen time; RANK by match quality within the newest 2,000 hits."""

    NEWEST = "newest"
    RANK = "rank"


@dataclass(frozen=True, slots=True)
class CatalogueActor:
    """An actor that the ontology knows. `id` is permanent; a retired id stays as a redirect."""

    id: str
    name_en: str
    name_ko: str
    type: str
    country: str | None
    wikidata: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CatalogueTheme:
    """A theme of the codebook. `group` is security, economy or society."""

    id: str
    name_en: str
    name_ko: str
    group: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the analysis can tag, as told by the worker; `version` as in `Analysis.version`; `redirects` maps retired actor ids."""

    version: str
    actors: tuple[CatalogueActor, ...]
    themes: tuple[CatalogueTheme, ...]
    redirects: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Activity:
    """How often an actor or theme appeared since a day: per UTC day (ISO date -> articles), and what appeared beside it."""

    articles: int
    stories: int
    by_day: Mapping[str, int]
    actors: tuple[tuple[str, int], ...]
    themes: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]


# --- people, subscriptions, deliveries ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Destination:
    """A channel on a platform. `adapter` is console, slack or discord; `workspace` and `channel` are the platform's own ids."""

    adapter: str
    workspace: str
    channel: str

    def __str__(self) -> str:
        return f"{self.adapter}:{self.workspace}:{self.channel}"


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. `is_manager` as the platform and the desk's settings say at the time of asking."""

    adapter: str
    id: str
    name: str
    is_manager: bool


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a channel wants to hear. `cap` is the most alerts an hour before the rest goes into one brief."""

    id: int
    destination: Destination
    name: str
    filter: Filter
    language: Locale
    cap: int
    is_paused: bool
    created_by: str
    created_at: datetime


class Purpose(StrEnum):
    """Why something is sent; with destination and dedup key it makes a delivery unique."""

    ALERT = "alert"
    BRIEF = "brief"
    PROOF = "proof"


class DeliveryState(StrEnum):
    """PENDING waits for its time; FOLDED went into a brief; UNKNOWN was perhaps sent and is to be looked up; DEAD was given up."""

    PENDING = "pending"
    LEASED = "leased"
    SENT = "sent"
    UNKNOWN = "unknown"
    FOLDED = "folded"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class DeliveryIntent:
    """A delivery that a decider wants to exist. The store ignores it where (destination, purpose, dedup_key) is there already.

    For an ALERT `dedup_key` is `story:<id>` and `story_id` is set. `fold_into` names the brief (its dedup key) that carries the story
    instead of an alert of its own: the store makes that brief, not to be sent before `not_before`, if it is not there or was sent,
    and puts off one that waits to that time.
    """

    destination: Destination
    purpose: Purpose
    dedup_key: str
    subscription_id: int
    story_id: int | None
    not_before: datetime
    fold_into: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A delivery that this process holds. `key` travels with the message. `story_ids` of a brief are those folded into it.

    `was_unknown` says that an earlier attempt may have been sent: the adapter must look before it sends again. `dedup_key` is that of its
    intent (`story:12`, `overflow:2026-11-25T05`), from which a brief knows what it is for.
    """

    id: int
    key: str
    destination: Destination
    purpose: Purpose
    subscription_id: int | None
    language: Locale
    story_ids: tuple[int, ...]
    attempts: int
    was_unknown: bool
    lease: str
    dedup_key: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took the message; `message_id` is its name there."""

    message_id: str


@dataclass(frozen=True, slots=True)
class RetryLater:
    """Not sent for certain; try again after `after` seconds."""

    after: float
    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Perhaps sent: a timeout, a reset, a 5xx."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Never to be tried again: the channel is gone, the message is not allowed."""

    reason: str


SendOutcome = Sent | RetryLater | Unknown | Refused


@dataclass(frozen=True, slots=True)
class DeliveryResult:
    """What became of a claimed delivery, to be recorded in a batch. `retry_at` for RetryLater and Unknown; None makes it DEAD."""

    delivery: ClaimedDelivery
    outcome: SendOutcome
    at: datetime
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """Counts for `/alliance status`, the page and /metrics."""

    feeds_active: int
    feeds_failing: int
    articles: int
    articles_waiting: int
    articles_failed: int
    stories: int
    subscriptions: int
    deliveries: Mapping[str, int]
    oldest_waiting_at: datetime | None
    last_article_at: datetime | None
    ontology_version: str
