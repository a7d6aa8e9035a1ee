"""Records that the contract tests of the store are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.desk.ports import CompletedArticle, ReadResult
from bot.model import (
    Announce,
    ClaimedArticle,
    ClaimedFeed,
    DeliveryIntent,
    Destination,
    Entry,
    FeedSpec,
    Filter,
    Outlet,
    OutletClass,
    PollChanged,
    Purpose,
    Subscription,
    Validators,
)
from bot.store.store import Store
from bot.tags import Analysis

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DESK = Destination("console", "local", "desk")
SEOUL = Destination("slack", "T1", "C-seoul")

HERALD = Outlet("harbor-herald", "Harbor Herald", "하버 헤럴드", "harbor", "en", "US", OutletClass.NEWS)
HANBIT = Outlet("hanbit-ilbo", "Hanbit Ilbo", "한빛일보", "hanbit", "ko", "KR", OutletClass.NEWS)
DIGEST = Outlet("alliance-digest", "Alliance Digest", "동맹 모음", "digest", "en", "US", OutletClass.AGGREGATOR)


class SteadyClock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def pass_(self, **parts: float) -> datetime:
        """Go on by a timedelta's parts and tell the time."""
        self.at += timedelta(**parts)
        return self.at


def spec(outlet: Outlet = HERALD, url: str = "https://herald.example/rss", name: str | None = None) -> FeedSpec:
    return FeedSpec(name or outlet.id, outlet, url)


def item(key: str, title: str = "Allies meet in Seoul", **parts: Any) -> Entry:
    """An entry with an address of its own, unless told otherwise."""
    url = f"https://herald.example/{key}"
    known: dict[str, Any] = {"url": url, "canonical_url": url, "published_at": None, "lead": "", "body": ""}
    return Entry(key=key, title=title, **{**known, **parts})


def changed(
    feed: ClaimedFeed, entries: Sequence[Entry], at: datetime = NOON, announce: Announce = Announce.ALERT, **parts: Any
) -> PollChanged:
    return PollChanged(
        feed=feed,
        at=at,
        next_poll_at=at + timedelta(seconds=600),
        validators=parts.pop("validators", Validators('"v1"', None)),
        body_hash=parts.pop("body_hash", "hash"),
        entries=tuple(entries),
        announce=announce,
        **parts,
    )


async def bring(
    store: Store, entries: Sequence[Entry], *, feed: FeedSpec | None = None, at: datetime = NOON, announce: Announce = Announce.ALERT
) -> None:
    """Poll a feed of these entries, declared where it is new."""
    declared = feed or spec()
    await store.add_chat_feed(declared, now=at)
    claimed = {one.spec.id: one for one in await store.claim_feeds(now=at, lease_seconds=60, limit=100)}
    await store.record_polls([changed(claimed[declared.id], entries, at, announce)])


def document(**parts: Any) -> dict[str, Any]:
    """An analysis in the shape of docs/analysis-format.md."""
    actors = parts.pop("actors", ("south-korea", "united-states"))
    themes = parts.pop("themes", ("alliance-politics",))
    return {
        "version": "v1",
        "language": "en",
        "kind": "news",
        "relevance": {"label": "core", "score": 0.9},
        "actors": [{"id": key, "name": {"en": key, "ko": key}, "salience": "major", "type": "state", "mentions": []} for key in actors],
        "themes": [{"id": key, "rank": "primary", "score": 0.8, "evidence": []} for key in themes],
        **parts,
    }


def completed(claimed: ClaimedArticle, *, story_id: int | None = None, at: datetime = NOON, **parts: Any) -> CompletedArticle:
    """The article as analysed on its own text, or on the `body` given."""
    revision = claimed.revision
    body = parts.pop("body", revision.body)
    is_full_text = parts.pop("is_full_text", revision.is_full_text)
    title_key = parts.pop("title_key", revision.title.casefold())
    result = ReadResult(revision.title, body, is_full_text, Analysis.from_json(document(**parts)))
    return CompletedArticle(claimed, result, title_key, story_id, at)


async def place(store: Store, *, at: datetime = NOON, story_id: int | None = None, **parts: Any) -> list[int]:
    """Take all waiting articles through T2, each into a story of its own or into `story_id`; the ids of their stories."""
    stories = []
    for claimed in await store.claim_articles(now=at, lease_seconds=60, limit=100):
        async with store.intake() as unit:
            stories.append(await unit.complete(completed(claimed, story_id=story_id, at=at, **parts)))
    return stories


async def subscribe(store: Store, destination: Destination = DESK, wanted: Filter | None = None, **parts: Any) -> Subscription:
    known: dict[str, Any] = {"name": "alliance", "language": "en", "cap": 5, "created_by": "kim", "now": NOON}
    return await store.add_subscription(destination=destination, wanted=wanted or Filter(), **{**known, **parts})


def alert(subscription: Subscription, story_id: int, *, at: datetime = NOON, **parts: Any) -> DeliveryIntent:
    intent = DeliveryIntent(subscription.destination, Purpose.ALERT, f"story:{story_id}", subscription.id, story_id, at)
    return replace(intent, **parts)


async def deliver(store: Store, *intents: DeliveryIntent) -> None:
    async with store.intake() as unit:
        await unit.deliver(intents)
