"""What a notice to the admins is about, read from its dedup key and fetched from the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.model import ArticleView, DeliveryView, Destination, FeedHealth, FeedState, StoryView, Subscription, TagReport


class Trouble(StrEnum):
    """What became of a delivery, as in the dedup keys of notices."""

    DEAD = "dead"
    UNKNOWN = "unknown"
    GONE = "gone"


class FeedTrouble(StrEnum):
    """What became of a feed, as in the dedup keys of notices."""

    FAILING = "feed-failing"
    GONE = "feed-gone"
    MOVED = "feed-moved"
    BACK = "feed-back"


REPORT = "report"


@dataclass(frozen=True, slots=True)
class Failed:
    """A delivery in trouble. `story` where it told one; `alerts` are the subscriptions that the desk paused since the channel is gone."""

    trouble: Trouble
    delivery: DeliveryView
    story: StoryView | None
    alerts: tuple[Subscription, ...] = ()


@dataclass(frozen=True, slots=True)
class Reported:
    """A reader says that a tag of a story is wrong; `story` None where it is no longer kept."""

    report: TagReport
    story: StoryView | None

    @property
    def article(self) -> ArticleView | None:
        """The article that speaks for the story."""
        return None if self.story is None else self.story.lead


@dataclass(frozen=True, slots=True)
class OfFeed:
    """A feed that fails for long, is gone, has moved or is back, as it is now."""

    trouble: FeedTrouble
    feed: FeedHealth


class NoticeStore(Protocol):
    """What reading notices asks of a store; see bot.desk.ports."""

    async def delivery(self, delivery_id: int) -> DeliveryView | None: ...

    async def report(self, report_id: int) -> TagReport | None: ...

    async def story(self, story_id: int) -> StoryView | None: ...

    async def list_subscriptions(self, destination: Destination | None = None) -> Sequence[Subscription]: ...

    async def feeds(self) -> Sequence[FeedHealth]: ...


async def read_notice(dedup_key: str, store: NoticeStore) -> Failed | Reported | OfFeed | None:
    """The matter of the notice with that key (`dead:12`, `report:3`, `feed-gone:herald:…`); None where the key is of another make,
    nothing is kept of it, or it no longer holds of the feed."""
    kind, _, number = dedup_key.partition(":")
    if kind in set(FeedTrouble):
        return await _of_feed(FeedTrouble(kind), number.partition(":")[0], store)
    if not (number.isascii() and number.isdigit()):
        return None
    if kind == REPORT:
        report = await store.report(int(number))
        return None if report is None else Reported(report, await store.story(report.story_id))
    if kind not in set(Trouble):
        return None
    delivery = await store.delivery(int(number))
    if delivery is None:
        return None
    story = None if delivery.story_id is None else await store.story(delivery.story_id)
    trouble = Trouble(kind)
    owned = await store.list_subscriptions(delivery.destination) if trouble is Trouble.GONE else ()
    return Failed(trouble, delivery, story, tuple(item for item in owned if item.paused_because is not None))


async def _of_feed(trouble: FeedTrouble, slug: str, store: NoticeStore) -> OfFeed | None:
    feed = next((feed for feed in await store.feeds() if feed.spec.id == slug), None)
    if feed is None:
        return None
    holds = {
        FeedTrouble.FAILING: feed.failures > 0,
        FeedTrouble.GONE: feed.state is FeedState.GONE,
        FeedTrouble.MOVED: feed.moved_from is not None,
        FeedTrouble.BACK: feed.state is FeedState.ACTIVE and feed.failures == 0,
    }
    return OfFeed(trouble, feed) if holds[trouble] else None
