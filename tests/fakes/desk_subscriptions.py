"""Subscriptions in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.model import Destination, Filter, Locale, Schedule, Subscription, Watch


class MemorySubscriptions:
    """`owned` may be filled and read by a test. `broken` is raised by every question where it is set."""

    def __init__(self) -> None:
        self.owned: list[Subscription] = []
        self.broken: Exception | None = None

    def _work(self) -> None:
        if self.broken is not None:
            raise self.broken

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
    ) -> Subscription:
        number = max((item.id for item in self.owned), default=0) + 1
        made = Subscription(number, destination, name, wanted, language, cap, is_paused=False, created_by=created_by, created_at=now)
        made = replace(made, schedule=schedule or Schedule(), mention=mention, watch=tuple(watch))
        self.owned.append(made)
        return made

    async def change_subscription(self, changed: Subscription) -> Subscription | None:
        known = await self.subscription(changed.id)
        if known is None:
            return None
        kept = {"is_paused": known.is_paused, "paused_because": known.paused_because, "destination": known.destination}
        made = replace(changed, **kept, created_by=known.created_by, created_at=known.created_at)
        self.owned = [made if item.id == made.id else item for item in self.owned]
        return made

    async def list_subscriptions(self, destination: Destination | None = None) -> Sequence[Subscription]:
        self._work()
        return [item for item in self.owned if destination is None or item.destination == destination]

    async def subscription(self, subscription_id: int) -> Subscription | None:
        return next((item for item in self.owned if item.id == subscription_id), None)

    async def remove_subscription(self, subscription_id: int) -> bool:
        before = len(self.owned)
        self.owned = [item for item in self.owned if item.id != subscription_id]
        return len(self.owned) < before

    async def pause_subscription(self, subscription_id: int, *, paused: bool) -> bool:
        self.owned = [replace(item, is_paused=paused, paused_because=None) if item.id == subscription_id else item for item in self.owned]
        return any(item.id == subscription_id for item in self.owned)
