"""What answering commands asks of a store and of a look at a feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.desk.ports.rates import RateStore
from bot.model import (
    Activity,
    ArticleView,
    CatalogueActor,
    CatalogueTheme,
    DeskStatus,
    Destination,
    FailureCause,
    FailureDetail,
    FeedHealth,
    FeedSpec,
    Filter,
    Locale,
    Outlet,
    Preferences,
    Schedule,
    SearchHit,
    SearchOrder,
    StoryView,
    Subscription,
    TaggedArticle,
    Watch,
)


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


class Periods(Protocol):
    """What was told in a stretch of time: the articles first seen from `since` on and before `until`, dated at `dated_since` or later, of
    the stories of which one of these passes the filter (its words and events are matched by the desk)."""

    async def stories_between(
        self, wanted: Filter, *, since: datetime, until: datetime, dated_since: datetime, with_texts: bool, limit: int
    ) -> Sequence[StoryView]:
        """The stories, at most `limit` and the newest, each with its articles of that time only. An analysis comes without `raw` and
        without the words behind its tags, lead and body come empty unless `with_texts`."""
        ...

    async def tags_between(self, wanted: Filter, *, since: datetime, until: datetime, dated_since: datetime) -> Sequence[TaggedArticle]:
        """The articles by their tags, in the order of their ids."""
        ...


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
        schedule: Schedule | None = None,
        mention: str | None = None,
        watch: Sequence[Watch] = (),
    ) -> Subscription: ...

    async def change_subscription(self, changed: Subscription) -> Subscription | None:
        """Write name, filter, language, cap, schedule, mention and watch of the subscription with that id; None where there is none. What
        waits to be sent for it stays."""
        ...

    async def list_subscriptions(self, destination: Destination | None = None) -> Sequence[Subscription]:
        """Of one destination, or all; by id."""
        ...

    async def subscription(self, subscription_id: int) -> Subscription | None: ...

    async def remove_subscription(self, subscription_id: int) -> bool: ...

    async def pause_subscription(self, subscription_id: int, *, paused: bool) -> bool: ...

    async def mute_story(self, destination: Destination, story_id: int, *, now: datetime) -> bool:
        """Tell that channel no more of the story; False where there is no such story."""
        ...

    async def unmute_story(self, destination: Destination, story_id: int) -> bool:
        """False where it was not muted."""
        ...

    async def muted_stories(self, destination: Destination, *, limit: int) -> Sequence[int]:
        """Ids of the stories that the channel muted, the last first."""
        ...

    async def report_tag(
        self, *, story_id: int, tag: str, note: str, place: Destination, person: str, now: datetime, article_id: int | None = None
    ) -> int:
        """Keep a report of a wrong tag and queue a notice for each of the desk's admins (`set_admins`); returns its id.

        `article_id` is the article of the story that the reader was shown.
        """
        ...

    async def articles_since(self, since: datetime, *, limit: int) -> Sequence[ArticleView]:
        """Analysed articles first seen since then, oldest first, for previews."""
        ...


class FeedSign(StrEnum):
    """What is odd about a feed, or explains why it cannot be used; the words that people read are made from it."""

    MOVED = "moved"
    CHARSET = "charset"
    UNDATED = "undated"
    SOME_UNDATED = "some-undated"
    FUTURE = "future"
    STALE = "stale"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class FeedNote:
    """A sign with what its words name: `count` items or days, the charset that was `declared` and the `actual` one."""

    sign: FeedSign
    count: int = 0
    declared: str = ""
    actual: str = ""


@dataclass(frozen=True, slots=True)
class FeedTest:
    """What one look at a feed's address brought; nothing of it is stored.

    `asked` is the address that was asked, without a password. What came has a `content_type` (None where nothing came), a `size` in bytes
    after unpacking and a `charset` (Python's name); `notes` are what is odd about it.

    `url` is the address where the redirects ended. `samples` are up to three titles, newest first; `newest_at` is the newest item's date,
    None where no item has one. A feed that cannot be used has a `cause` and a `detail`; `feeds_found` are the addresses of feeds
    that a web page names. `hub` is the host of the hub that the feed names, `is_hub_heard` whether it can call the desk.
    """

    url: str
    title: str | None = None
    items: int = 0
    newest_at: datetime | None = None
    samples: tuple[str, ...] = ()
    cause: FailureCause | None = None
    detail: FailureDetail | None = None
    feeds_found: tuple[str, ...] = ()
    asked: str = ""
    content_type: str | None = None
    size: int = 0
    charset: str = ""
    notes: tuple[FeedNote, ...] = ()
    hub: str | None = None
    is_hub_heard: bool = False


class FeedTester(Protocol):
    async def test(self, url: str, *, allow_private: bool = False) -> FeedTest:
        """Fetch and parse once, behind the same gate as polls. Never raises for an outcome of the network or of the bytes.
        `allow_private` only for a feed that is declared so."""
        ...


class Places(Protocol):
    """Settings by their scope, and who may use the desk."""

    async def channel_preferences(self, destination: Destination) -> Preferences: ...

    async def set_channel_preferences(self, destination: Destination, preferences: Preferences) -> None: ...

    async def person_preferences(self, adapter: str, person_id: str) -> Preferences: ...

    async def set_person_preferences(self, adapter: str, person_id: str, preferences: Preferences) -> None: ...

    async def claimed_workspaces(self) -> frozenset[tuple[str, str]]:
        """(adapter, workspace) of those that were claimed with a code."""
        ...

    async def claim_workspace(self, adapter: str, workspace: str, *, by: str, now: datetime) -> None:
        """Serve it from now on."""
        ...

    async def managers(self, adapter: str, workspace: str) -> frozenset[str]:
        """Platform ids of the people and roles that the workspace named managers."""
        ...

    async def set_manager(self, adapter: str, workspace: str, id: str, *, is_manager: bool) -> bool:  # noqa: A002 - the platform's word
        """False where it was so already."""
        ...


class FeedChanges(Protocol):
    """Feeds added and removed in chat. Implemented by bot/store/feeds.py."""

    async def add_chat_feed(self, spec: FeedSpec, *, now: datetime) -> bool:
        """False where a feed with that id or address is there already; a removed one comes back."""
        ...

    async def remove_feed(self, feed_id: str) -> bool:
        """False where there is none."""
        ...


class Questions(Library, Periods, Subscriptions, Places, FeedChanges, RateStore, Protocol):
    """What answering commands asks of a store."""
