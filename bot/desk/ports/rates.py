"""What watching rates asks of a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import DeliveryIntent, Destination, FeedPulse, Filter, Preferences, Subscription, Volume


class RateStore(Protocol):
    async def volumes(self, wanted: Filter, *, since: datetime, until: datetime) -> Sequence[Volume]:
        """How many analysed articles pass the filter (keywords, tones and events excepted), dated from `since` to before `until`."""
        ...

    async def feed_pulses(self) -> Sequence[FeedPulse]:
        """Every feed, removed ones included."""
        ...

    async def unread(self, *, since: datetime) -> int:
        """How many articles first seen since then wait to be analysed."""
        ...


class WatchStore(RateStore, Protocol):
    async def list_subscriptions(self, destination: Destination | None = None) -> Sequence[Subscription]: ...

    async def preferences(self) -> Mapping[Destination, Preferences]: ...

    async def queue_watch(self, intents: Sequence[DeliveryIntent], *, since: datetime) -> int:
        """Insert those whose channel was told nothing of the same kind and subject (`bot.desk.watching.subject_of`) since then, in a commit
        of their own and one caller at a time; returns how many."""
        ...
