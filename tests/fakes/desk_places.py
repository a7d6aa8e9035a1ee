"""The part of the store in memory that chat asks of: settings by scope, claims, managers, mutes, reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.model import DeliveryIntent, Destination, Preferences, Purpose, TagReport
from tests.fakes.desk_subscriptions import MemorySubscriptions


class MemoryPlaces(MemorySubscriptions):
    """Holds what channels, people and workspaces set; a test may fill and read it. `queue` is the store's own."""

    def __init__(self) -> None:
        super().__init__()
        self.of_channels: dict[Destination, Preferences] = {}
        self.of_people: dict[tuple[str, str], Preferences] = {}
        self.claims: dict[tuple[str, str], str] = {}
        self.named: dict[tuple[str, str], set[str]] = {}
        self.mutes: dict[tuple[Destination, int], datetime] = {}
        self.reports: list[TagReport] = []
        self.admins: tuple[Destination, ...] = ()

    async def preferences(self) -> Mapping[Destination, Preferences]:
        return dict(self.of_channels)

    async def channel_preferences(self, destination: Destination) -> Preferences:
        return self.of_channels.get(destination, Preferences())

    async def set_channel_preferences(self, destination: Destination, preferences: Preferences) -> None:
        self.of_channels.pop(destination, None)
        if preferences != Preferences():
            self.of_channels[destination] = preferences

    async def person_preferences(self, adapter: str, person_id: str) -> Preferences:
        return self.of_people.get((adapter, person_id), Preferences())

    async def set_person_preferences(self, adapter: str, person_id: str, preferences: Preferences) -> None:
        self.of_people[adapter, person_id] = preferences

    async def claimed_workspaces(self) -> frozenset[tuple[str, str]]:
        return frozenset(self.claims)

    async def claim_workspace(self, adapter: str, workspace: str, *, by: str, now: datetime) -> None:
        self.claims.setdefault((adapter, workspace), by)

    async def managers(self, adapter: str, workspace: str) -> frozenset[str]:
        return frozenset(self.named.get((adapter, workspace), ()))

    async def set_manager(self, adapter: str, workspace: str, id: str, *, is_manager: bool) -> bool:  # noqa: A002 - the platform's word
        named = self.named.setdefault((adapter, workspace), set())
        if (id in named) is is_manager:
            return False
        if is_manager:
            named.add(id)
        else:
            named.remove(id)
        return True

    async def mute_story(self, destination: Destination, story_id: int, *, now: datetime) -> bool:
        if not self._has_story(story_id):
            return False
        self.mutes.setdefault((destination, story_id), now)
        return True

    async def unmute_story(self, destination: Destination, story_id: int) -> bool:
        return self.mutes.pop((destination, story_id), None) is not None

    async def muted_stories(self, destination: Destination, *, limit: int) -> Sequence[int]:
        found = [(at, story_id) for (place, story_id), at in self.mutes.items() if place == destination]
        return [story_id for _, story_id in sorted(found, reverse=True)][:limit]

    async def report_tag(
        self, *, story_id: int, tag: str, note: str, place: Destination, person: str, now: datetime, article_id: int | None = None
    ) -> int:
        number = len(self.reports) + 1
        self.reports.append(TagReport(number, story_id, tag, note, place, person, now, article_id))
        key = f"report:{number}"
        await self.queue([DeliveryIntent(admin, Purpose.NOTICE, key, None, story_id, now, language="en") for admin in self.admins])
        return number

    async def report(self, report_id: int) -> TagReport | None:
        return next((item for item in self.reports if item.id == report_id), None)

    async def queue(self, intents: Sequence[DeliveryIntent]) -> None:
        raise NotImplementedError

    def _has_story(self, story_id: int) -> bool:
        raise NotImplementedError
