"""What reading articles asks of a store, an analyst and a fetcher of pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.desk.claims import Claims
from bot.desk.stories.vectors import Profile, Weighed
from bot.model import (
    ArticleView,
    Catalogue,
    ClaimedArticle,
    DeliveryIntent,
    Destination,
    Development,
    FailureCause,
    FailureDetail,
    Fingerprint,
    Importance,
    Outlet,
    Preferences,
    StoryCandidate,
    Subscription,
)
from bot.tags import Analysis


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
    """The text that was analysed, whether it is the full text, and what the handlers said. `title` is the page's where the job had none.

    `fingerprint` is what stories are made by; an empty one, of a worker that makes none, leaves headlines and addresses to tell.
    """

    title: str
    body: str
    is_full_text: bool
    analysis: Analysis
    fingerprint: Fingerprint = field(default_factory=Fingerprint)


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
    """A page that could not be had: what happened, for logs, and for people its cause and exactly what, where the network or a server was
    at fault."""

    reason: str
    cause: FailureCause | None = None
    detail: FailureDetail | None = None


class PageFetcher(Protocol):
    async def page(self, url: str, *, allow_private: bool = False) -> Page | PageFailure:
        """Fetch an article's page behind the same gate as feeds (size, time, addresses)."""
        ...


@dataclass(frozen=True, slots=True)
class StoryTrace:
    """What is kept of an article so that later ones find its story: itself, the keys under which its terms are counted and those under
    which it is looked up. `voice` is the id of the article that it reprints, None where it speaks for itself."""

    article: Weighed
    terms: Sequence[str]
    keys: Sequence[str]
    voice: int | None


@dataclass(frozen=True, slots=True)
class StoryPrint:
    """The sketch of an article's body, and the id of the article that it reprints, its own where it speaks for itself."""

    article_id: int
    sketch: tuple[int, ...]
    voice: int


@dataclass(frozen=True, slots=True)
class CompletedArticle:
    """All that T2 writes of one article. `story_id` None starts a new story; without `trace` nothing later is like it."""

    claimed: ClaimedArticle
    result: ReadResult
    title_key: str
    story_id: int | None
    at: datetime
    trace: StoryTrace | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A post in the thread of a story's alert, not folded into another: when it was or is to be made, and whether it waits for that."""

    dedup_key: str
    at: datetime
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A channel that has an alert of a story, by which subscription (None where that was removed), and its posts in the thread."""

    destination: Destination
    subscription_id: int | None
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryPiece:
    """What deciding whether an article brings something new needs to know of each article of the story: whether it is an official
    statement from its source (bot.desk.voices), and what it says, None where that was never kept."""

    article_id: int
    outlet_id: str
    language: str
    is_primary: bool
    claims: Claims | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an article that was read stands in the store at that moment.

    `is_due` is False where it is not to be completed: it was by another worker, or its source changed it meanwhile and the newer text
    waits. `before` is the article as readers have it; None where this is its first reading. `is_material` says that they are told of the
    change.
    """

    is_due: bool
    before: ArticleView | None = None
    is_material: bool = False


class IntakeUnit(Protocol):
    """One open transaction (T2). Placing is serialised across workers while it is open; leaving the context commits."""

    async def candidates(
        self, *, title_key: str, canonical_url: str | None, language: str, since: datetime, limit: int
    ) -> Sequence[StoryCandidate]:
        """Articles that may tell the same story: equal title key or canonical address, then the newest of that language since then."""
        ...

    async def term_counts(self, keys: Sequence[str]) -> Mapping[str, int]:
        """In how many completed articles each term stood; those that stood in none may be left out."""
        ...

    async def led_to(self, keys: Sequence[str], *, since: datetime) -> Mapping[str, Sequence[int]]:
        """The stories (none that was merged away) with an article under each key and one dated since then; of the keys those that
        `bot.desk.stories.memory.looked_at` takes are enough."""
        ...

    async def profiles(self, story_ids: Sequence[int]) -> Mapping[int, Profile]:
        """The stories as their articles make them, in the order asked for."""
        ...

    async def prints(self, story_id: int) -> Sequence[StoryPrint]:
        """The sketches of the story's articles, in order of completion."""
        ...

    async def merge_stories(self, keep: int, gone: int) -> int:
        """Make two stories one; returns the id that lives on."""
        ...

    async def subscriptions(self) -> Sequence[Subscription]:
        """All that are not paused."""
        ...

    async def alerts_since(self, since: datetime) -> Mapping[Destination, int]:
        """How many alerts of their own (not folded) each destination was given since then."""
        ...

    async def preferences(self) -> Mapping[Destination, Preferences]:
        """What channels set for themselves; a channel that set nothing is left out."""
        ...

    async def muted(self, story_id: int) -> frozenset[Destination]:
        """Channels that want to hear no more of the story (after redirects)."""
        ...

    async def told(self, story_id: int) -> Sequence[Told]:
        """Channels where the story (after redirects) has an alert of its own that was sent, perhaps sent, or is being sent. Until the
        transaction ends nobody begins to send an alert or a post of the story."""
        ...

    async def story(self, story_id: int) -> Sequence[StoryPiece]:
        """The articles of the story so far, oldest first, the one of this transaction included after `complete`."""
        ...

    async def importance(self, story_ids: Sequence[int]) -> Importance:
        """The lowest level among the stories (after redirects) as they stand now; low for none."""
        ...

    async def articles(self, story_id: int) -> Sequence[ArticleView]:
        """The articles of the story (after redirects) in full, oldest first, the one of this transaction included after `complete`."""
        ...

    async def standing(self, claimed: ClaimedArticle) -> Standing:
        """How the article stands now; nothing changes it while the unit is open."""
        ...

    async def complete(self, article: CompletedArticle) -> int:
        """Write analysis, story and stage DONE; returns the story's id (after redirects). An article that has a story stays in it."""
        ...

    async def keep_news(self, article_id: int, claims: Claims, news: Sequence[Development]) -> None:
        """Write what a completed article says, instead of what it said before, and what of it is new, unless that is written already."""
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
        """Put back until `retry_at`, or to stage FAILED with its reason where None; one that was read before stays as it was read then. The
        text is kept either way."""
        ...
