"""The seams of the desk: what it asks of a store, an analyst, a fetcher of pages and a chat platform.

Implementations live in bot/store, bot/worker, bot/pollers and bot/adapters; hand-written fakes stand in tests/fakes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.desk.card import Card
from bot.model import (
    Activity,
    ArticleView,
    Catalogue,
    CatalogueActor,
    CatalogueTheme,
    ClaimedArticle,
    ClaimedDelivery,
    DeliveryIntent,
    DeliveryResult,
    DeskStatus,
    Destination,
    FailureCause,
    FeedHealth,
    Filter,
    Locale,
    Outlet,
    SearchHit,
    SearchOrder,
    SendOutcome,
    StoryCandidate,
    StoryView,
    Subscription,
)
from bot.tags import Analysis


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC now."""
        ...


# --- intake ------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadJob:
    """An article to read: `html` is the article's page where one was fetched, else None. `published_at` dates offices."""

    title: str
    lead: str
    body: str
    url: str | None
    html: bytes | None
    outlet: Outlet | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The text that was analysed, whether it is the full text, and what the handlers said. `title` is the page's where the job had none."""

    title: str
    body: str
    is_full_text: bool
    analysis: Analysis


class Analyst(Protocol):
    """Reads articles in another process."""

    async def read(self, job: ReadJob) -> ReadResult:
        """Extract and analyse. Raises JobFailedError or WorkerCrashedError."""
        ...

    async def catalogue(self) -> Catalogue:
        """What the handlers can tag."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched article page, at the address where the redirects ended."""

    url: str
    body: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class PageFailure:
    """A page that could not be had: one plain sentence."""

    reason: str


class PageFetcher(Protocol):
    async def page(self, url: str, *, allow_private: bool = False) -> Page | PageFailure:
        """Fetch an article's page behind the same gate as feeds (size, time, addresses)."""
        ...


@dataclass(frozen=True, slots=True)
class CompletedArticle:
    """All that T2 writes of one article. `story_id` None starts a new story."""

    claimed: ClaimedArticle
    result: ReadResult
    title_key: str
    story_id: int | None
    at: datetime


class IntakeUnit(Protocol):
    """One open transaction (T2). Placing is serialised across workers while it is open; leaving the context commits."""

    async def candidates(
        self, *, title_key: str, canonical_url: str | None, language: str, since: datetime, limit: int
    ) -> Sequence[StoryCandidate]:
        """Articles that may tell the same story: equal title key or canonical address, then the newest of that language since then."""
        ...

    async def subscriptions(self) -> Sequence[Subscription]:
        """All that are not paused."""
        ...

    async def alerts_since(self, since: datetime) -> Mapping[Destination, int]:
        """How many alerts of their own (not folded) each destination was given since then."""
        ...

    async def complete(self, article: CompletedArticle) -> int:
        """Write analysis, story and stage DONE; returns the story's id (after redirects)."""
        ...

    async def deliver(self, intents: Sequence[DeliveryIntent]) -> None:
        """Insert those that are not there yet."""
        ...


class ArticleQueue(Protocol):
    async def claim_articles(self, *, now: datetime, lease_seconds: float, limit: int) -> Sequence[ClaimedArticle]:
        """What may be told before a new feed's backlog, each oldest first; each to one claimer until its lease ends."""
        ...

    def intake(self) -> AbstractAsyncContextManager[IntakeUnit]:
        """Open T2."""
        ...

    async def fail_article(self, claimed: ClaimedArticle, *, reason: str, retry_at: datetime | None, now: datetime) -> None:
        """Put back until `retry_at`, or to stage FAILED with its reason where None. The text is kept either way."""
        ...


# --- outbox ------------------------------------------------------------------------------------------------------------------


class DeliveryQueue(Protocol):
    async def claim_deliveries(
        self, *, now: datetime, lease_seconds: float, limit: int, adapters: Sequence[str]
    ) -> Sequence[ClaimedDelivery]:
        """Due deliveries for these adapters in order of creation, at most one batch: of each destination the first one only, and none where
        one is under way or waits to be tried again, so that a channel reads its messages in order; but one that failed several times lets
        the others pass while it waits. A lease that ran out comes back `was_unknown`."""
        ...

    async def record_deliveries(self, results: Sequence[DeliveryResult]) -> None:
        """Record a batch in one commit (T3). A result whose lease was lost is ignored."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """The message is there already."""

    message_id: str


@dataclass(frozen=True, slots=True)
class NotFound:
    """Looked, and it is not there."""


@dataclass(frozen=True, slots=True)
class CannotLook:
    """The platform does not let us look: the outcome stays unknown."""

    reason: str


LookUp = Found | NotFound | CannotLook


class ChatAdapter(Protocol):
    """A platform that shows cards. `name` is the `adapter` of its destinations."""

    @property
    def name(self) -> str: ...

    async def send(self, destination: Destination, card: Card, key: str) -> SendOutcome:
        """Post the card with its delivery key. Never raises for an outcome of the platform."""
        ...

    async def look_up(self, destination: Destination, key: str) -> LookUp:
        """Whether a message with this delivery key is there."""
        ...


# --- questions ---------------------------------------------------------------------------------------------------------------


class Library(Protocol):
    """Read-only questions, by noun. Ids that were redirected are followed."""

    async def latest(
        self, wanted: Filter, *, limit: int, before: datetime | None = None, since: datetime | None = None
    ) -> Sequence[StoryView]:
        """Newest stories with an article that passes the filter (keywords excepted), by last_seen_at."""
        ...

    async def search(
        self, text: str, wanted: Filter, *, since: datetime | None, order: SearchOrder, limit: int, offset: int = 0
    ) -> Sequence[SearchHit]:
        """Articles that have all words of `text`."""
        ...

    async def story(self, story_id: int) -> StoryView | None: ...

    async def stories(self, story_ids: Sequence[int]) -> Sequence[StoryView]:
        """In the order asked for; missing ones are left out."""
        ...

    async def article(self, article_id: int) -> ArticleView | None: ...

    async def suggest_stories(self, text: str, *, limit: int) -> Sequence[tuple[int, str]]:
        """(story id, headline) of recent stories whose words begin with `text`, newest first; all recent ones for an empty text."""
        ...

    async def actor(self, actor_id: str) -> CatalogueActor | None: ...

    async def find_actors(self, text: str, *, limit: int) -> Sequence[CatalogueActor]:
        """By id, name or alias (exact first, then prefix, then substring; case folded), the most written-about first."""
        ...

    async def themes(self) -> Sequence[CatalogueTheme]: ...

    async def outlets(self) -> Sequence[Outlet]: ...

    async def actor_activity(self, actor_id: str, *, since: datetime) -> Activity: ...

    async def theme_activity(self, theme_id: str, *, since: datetime) -> Activity: ...

    async def feeds(self) -> Sequence[FeedHealth]:
        """Every feed that is not removed, by outlet and id."""
        ...

    async def status(self) -> DeskStatus: ...


class Subscriptions(Protocol):
    async def add_subscription(
        self,
        *,
        destination: Destination,
        name: str,
        wanted: Filter,
        language: Locale,
        cap: int,
        created_by: str,
        now: datetime,
    ) -> Subscription: ...

    async def list_subscriptions(self, destination: Destination | None = None) -> Sequence[Subscription]:
        """Of one destination, or all; by id."""
        ...

    async def subscription(self, subscription_id: int) -> Subscription | None: ...

    async def remove_subscription(self, subscription_id: int) -> bool: ...

    async def pause_subscription(self, subscription_id: int, *, paused: bool) -> bool: ...

    async def articles_since(self, since: datetime, *, limit: int) -> Sequence[ArticleView]:
        """Analysed articles first seen since then, oldest first, for previews."""
        ...


@dataclass(frozen=True, slots=True)
class FeedTest:
    """What one look at a feed's address brought; nothing of it is stored.

    `url` is the address where the redirects ended. `samples` are up to three titles, newest first; `newest_at` is the newest item's date,
    None where no item has one. A feed that cannot be used has a `cause` and a `detail` (one plain sentence); `feeds_found` are the
    addresses of feeds that a web page names.
    """

    url: str
    title: str | None = None
    items: int = 0
    newest_at: datetime | None = None
    samples: tuple[str, ...] = ()
    cause: FailureCause | None = None
    detail: str | None = None
    feeds_found: tuple[str, ...] = ()


class FeedTester(Protocol):
    async def test(self, url: str, *, allow_private: bool = False) -> FeedTest:
        """Fetch and parse once, behind the same gate as polls. Never raises for an outcome of the network or of the bytes.
        `allow_private` only for a feed that is declared so."""
        ...


class Questions(Library, Subscriptions, Protocol):
    """What answering commands asks of a store."""


class Sending(DeliveryQueue, Library, Protocol):
    """What sending asks of a store: the queue, and the stories as they are at the time of sending."""


class DeskStore(ArticleQueue, DeliveryQueue, Library, Subscriptions, Protocol):
    """All that the desk asks of a store."""
