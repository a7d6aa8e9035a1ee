"""Being told of news by the hubs that feeds name (W3C WebSub), as a subscriber.

    document > named hub > asked > the hub asks back > live > pushes ring > the feed is polled as ever

A push only rings: what it brings may be a part of a feed, and may come from whoever learnt the path, so the feed itself is read. All that
counts is in the store; what a crash interrupts is asked again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from random import Random

from yarl import URL

from bot.desk.ports import Clock
from bot.model import ClaimedFeed, HubState, HubSubscription
from bot.pollers import websub
from bot.pollers.answers import Posted
from bot.pollers.links import FeedLinks, named_hub
from bot.pollers.ports import FormSender, HubStore

log = logging.getLogger(__name__)

GAP = timedelta(seconds=30)
"""The least time between two polls of a feed for which pushes ring, however many come."""

AGAIN = timedelta(seconds=60)
"""When a feed is looked at once more after a push whose news it does not show yet, as caches of outlets lag."""

_LEASE_SECONDS = 300.0
_AT_ONCE = 10
_MOST_WARNED = 1_000


class Hubs:
    """Implements `HubWatch` for the poller and `bot.web.ports.HubCalls` for the desk's server. `base` is the public address under which
    hubs call."""

    def __init__(
        self,
        store: HubStore,
        sender: FormSender,
        clock: Clock,
        *,
        base: str,
        chance: Random,
    ) -> None:
        self._store = store
        self._sender = sender
        self._clock = clock
        self._base = base
        self._chance = chance
        self._when_due: Callable[[], None] = lambda: None
        self._when_pushed: Callable[[], None] = lambda: None
        self._warned: set[int] = set()

    def call(self, *, when_due: Callable[[], None], when_pushed: Callable[[], None]) -> None:
        """Call these from now on: where a hub is to be asked, and where a push came."""
        self._when_due = when_due
        self._when_pushed = when_pushed

    async def note(self, feed: ClaimedFeed, header: FeedLinks, document: FeedLinks, *, has_news: bool) -> None:
        """A document of the feed was read: subscribe at the hub that it names, leave others."""
        named, success = named_hub(header, document), feed.last_success_at
        if await self._store.note_hub(feed.id, named, base=self._base, has_news=has_news, last_success_at=success, now=self._clock.now()):
            self._when_due()

    async def pushed(self) -> frozenset[int]:
        """The ids of feeds whose hub can be relied on."""
        return await self._store.pushed_feeds(now=self._clock.now())

    async def ask_due(self) -> int:
        """Ask the hubs that are to be asked: to tell, to go on telling, to stop. Returns how many were. Raises StoreError."""
        claimed = await self._store.claim_hubs(
            base=self._base,
            now=self._clock.now(),
            lease_seconds=_LEASE_SECONDS,
            most_goodbyes=websub.MOST_GOODBYES,
            limit=_AT_ONCE,
        )
        await asyncio.gather(*map(self._ask, claimed))
        return len(claimed)

    async def answer_rings(self) -> int:
        """Make the feeds due for which pushes rang; returns how many. Raises StoreError."""
        return await self._store.answer_rings(now=self._clock.now(), gap=GAP, again=AGAIN)

    async def _ask(self, subscription: HubSubscription) -> None:
        hub = subscription.named.hub
        is_private = subscription.allow_private and URL(hub).host == URL(subscription.feed_url).host
        answer = await self._sender.post(hub, websub.request_form(subscription), allow_private=is_private)
        wait, reason = websub.retry_wait(subscription.attempts, self._chance), None
        if not isinstance(answer, Posted):
            reason = answer.detail.to_text()
            wait = max(wait, min(answer.retry_after or 0.0, websub.LONGEST_RETRY))
            log.info("The hub of the feed %s did not take a request: %s", subscription.feed, answer.detail)
        await self._store.settle_hub(subscription, next_at=self._clock.now() + timedelta(seconds=wait), reason=reason)

    async def confirm(self, path: str, question: Mapping[str, str]) -> str | None:
        """What to say to a hub that asks back (section 5.3) or refuses (5.2); None where nothing of the kind was asked."""
        subscription = await self._store.hub_at(path)
        if subscription is not None and question.get("hub.mode") == "denied":
            return await self._denied(subscription, question)
        if subscription is None or not websub.answers_to(subscription, question):
            return None
        challenge = question["hub.challenge"]
        if subscription.state is HubState.LIVE and not subscription.attempts:
            return challenge  # it was confirmed: a hub that asks on and on is to cost no writes
        if subscription.state is HubState.LEAVING:
            return challenge if await self._store.forget_hub(subscription.id) else None
        now, lease = self._clock.now(), websub.lease_of(question.get("hub.lease_seconds"))
        next_at = websub.renewal(now, lease, self._chance)
        if not await self._store.confirm_hub(subscription.id, expires_at=now + timedelta(seconds=lease), next_at=next_at):
            return None
        log.info("%s tells of news of the feed %s, for %.0f s", URL(subscription.named.hub).host, subscription.feed, lease)
        return challenge

    async def _denied(self, subscription: HubSubscription, question: Mapping[str, str]) -> str | None:
        if question.get("hub.topic") != subscription.named.topic:
            return None
        if subscription.state is HubState.DENIED:
            return ""
        reason = websub.refusal_words(question)
        await self._store.deny_hub(subscription.id, next_at=self._clock.now() + websub.DENIED_FOR, reason=reason)
        log.info("%s refuses to tell of the feed %s: %s", URL(subscription.named.hub).host, subscription.feed, reason)
        return ""

    async def push(self, path: str, signature: str | None) -> Push | None:
        """What comes in under a path; None where no feed is waited for there."""
        subscription = await self._store.hub_at(path)
        if subscription is None or subscription.state not in {HubState.ASKING, HubState.LIVE}:
            return None
        return Push(subscription, websub.Seal(subscription.secret, signature), self._ring, self._warn)

    async def _ring(self, subscription: HubSubscription) -> None:
        await self._store.ring_hub(subscription.id, now=self._clock.now())
        self._when_pushed()

    def _warn(self, subscription: HubSubscription) -> None:
        """Say once of each subscription that what comes in is not signed by its hub."""
        if subscription.id not in self._warned and len(self._warned) < _MOST_WARNED:
            self._warned.add(subscription.id)
            log.warning(
                "A push for the feed %s has no right signature of %s and is ignored, as are others like it",
                subscription.feed,
                URL(subscription.named.hub).host,
            )


class Push:
    """A body that comes in, checked while it does."""

    def __init__(
        self,
        subscription: HubSubscription,
        seal: websub.Seal,
        on_right: Callable[[HubSubscription], Awaitable[None]],
        on_wrong: Callable[[HubSubscription], None],
    ) -> None:
        self._subscription = subscription
        self._seal = seal
        self._on_right = on_right
        self._on_wrong = on_wrong

    def take(self, piece: bytes) -> None:
        """The next piece of the body."""
        self._seal.take(piece)

    async def end(self) -> None:
        """The body has ended: ring where its signature is right, else ignore it."""
        if self._seal.is_right():
            await self._on_right(self._subscription)
        else:
            self._on_wrong(self._subscription)
