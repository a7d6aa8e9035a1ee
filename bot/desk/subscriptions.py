"""The subscription that a channel has before anybody asked for one."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.desk.phrases import Phrasebook
from bot.desk.ports import Subscriptions
from bot.model import Destination, Filter, Locale, Subscription

DESK = "desk"
"""`created_by` of what the desk made itself. Such a subscription is paused rather than removed, since it is made anew at each start."""


async def ensure_default_subscription(
    store: Subscriptions,
    destination: Destination,
    language: Locale,
    cap: int,
    now: datetime,
    *,
    book: Phrasebook,
    minimum_relevance: Literal["none", "partial", "core"] = "partial",
) -> Subscription:
    """The channel's first subscription, made where it has none: everything at least that near to the alliance."""
    existing = await store.list_subscriptions(destination)
    if existing:
        return existing[0]
    return await store.add_subscription(
        destination=destination,
        name=book.say("alerts.default_name", language),
        wanted=Filter(minimum_relevance=minimum_relevance),
        language=language,
        cap=cap,
        created_by=DESK,
        now=now,
    )
