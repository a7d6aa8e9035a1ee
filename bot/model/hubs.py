"""Hubs of feeds (W3C WebSub): who tells the desk of news, so that it need not look for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class NamedHub:
    """What a feed says of itself: the hub that tells of its news, and the address (topic) under which the hub knows it."""

    hub: str
    topic: str


class HubState(StrEnum):
    """ASKING until the hub has asked back, then LIVE; LEAVING while the hub is asked to stop; DENIED where it has refused."""

    ASKING = "asking"
    LIVE = "live"
    LEAVING = "leaving"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class HubSubscription:
    """A feed's subscription at a hub. `base` and `path` make the address that the hub calls; the path is known to nobody else, and the
    secret signs what the hub sends. `attempts` counts requests since the hub last asked back, `claimed_until` is when the next is due
    unless something else is settled before. `feed` is the feed's slug, `feed_url` where it is polled; `allow_private` is the feed's right.
    """

    id: int
    feed: str
    feed_url: str
    allow_private: bool
    named: NamedHub
    base: str
    path: str = field(repr=False)
    secret: str = field(repr=False)
    state: HubState
    attempts: int
    claimed_until: datetime

    @property
    def callback(self) -> str:
        """The address that the hub calls."""
        return f"{self.base}/{self.path}"


@dataclass(frozen=True, slots=True)
class FeedPushes:
    """How a feed's live subscription does: the hub's address, pushes for which the feed was looked at since it was made, and the last."""

    hub: str
    pushes: int
    pushed_at: datetime | None
