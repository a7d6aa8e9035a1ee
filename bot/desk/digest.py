"""Digests: when each is due, and what puts them in the queue.

A digest covers the time from its previous scheduled moment to this one, by when the desk first saw an article. It is sent a little after
the moment, so that what came in by then has been read. After a night or a week off, a desk sends only the latest digest of each
subscription.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.desk.ports import Clock
from bot.desk.quiet import quiet_end, zone_of
from bot.desk.schedules import DIGEST_HOUR, Timetable, timetable
from bot.model import ClaimedDelivery, DeliveryIntent, Destination, Preferences, Purpose, Rhythm, Subscription

READING_WAIT = timedelta(minutes=2)
"""How long a digest waits for the articles that came before its moment to be read."""

Terms = tuple[Timetable, bool]
"""What decides the moments of a subscription: its timetable, and whether it is paused."""


class DigestStore(Protocol):
    """What queueing digests asks of a store; see bot.desk.ports."""

    async def list_subscriptions(self, destination: Destination | None = None) -> Sequence[Subscription]: ...

    async def preferences(self) -> Mapping[Destination, Preferences]: ...

    async def queue(self, intents: Sequence[DeliveryIntent]) -> None: ...


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a digest covers: from `start` on, up to but without `end` (aware UTC)."""

    start: datetime
    end: datetime


def due(
    subscriptions: Iterable[Subscription],
    preferences: Mapping[Destination, Preferences],
    zone: ZoneInfo,
    now: datetime,
    *,
    hour: int = DIGEST_HOUR,
    since: Mapping[int, datetime] | None = None,
) -> tuple[DeliveryIntent, ...]:
    """A DIGEST for each subscription that is not paused: of its latest moment, where that came after the subscription was made.

    `zone` and `hour` are the desk's. `since` says for some subscription ids from when their present schedule holds: moments up to then
    are not theirs. In quiet hours the digest waits for their end. What was queued before is ignored by the store.
    """
    changed = since or {}
    found: list[DeliveryIntent] = []
    for item in subscriptions:
        own = preferences.get(item.destination)
        moment = None if item.is_paused else timetable(item.schedule, own, zone, hour).last(now)
        if moment is not None and moment > max(item.created_at, changed.get(item.id, item.created_at)):
            found.append(_intent(item, moment, now + READING_WAIT, own, zone_of(own, zone)))
    return tuple(found)


def _intent(item: Subscription, moment: datetime, ready: datetime, own: Preferences | None, zone: ZoneInfo) -> DeliveryIntent:
    return DeliveryIntent(
        destination=item.destination,
        purpose=Purpose.DIGEST,
        dedup_key=digest_key(item.id, moment),
        subscription_id=item.id,
        story_id=None,
        not_before=quiet_end(own, zone, ready) or ready,
        language=item.language,
    )


def digest_key(subscription_id: int, moment: datetime) -> str:
    """The dedup key of a digest: `digest:12:2026-11-25T23:00Z`."""
    return f"digest:{subscription_id}:{moment.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def moment_of(delivery: ClaimedDelivery) -> datetime | None:
    """The scheduled moment of a digest, from its dedup key; None for a key of another make."""
    text = delivery.dedup_key.partition(":")[2].partition(":")[2]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def period(item: Subscription, own: Preferences | None, zone: ZoneInfo, moment: datetime, *, hour: int = DIGEST_HOUR) -> Period:
    """What the digest of that moment covers: since the moment before it, but nothing from before the subscription was made.

    A schedule that was changed after the digest was queued has no such moment: then the hour of the moment counts, and its day of the week.
    """
    table = timetable(item.schedule, own, zone, hour)
    if table.last(moment) != moment:
        local = moment.astimezone(table.zone)
        rhythm = Rhythm.DAILY if table.rhythm is Rhythm.INSTANT else table.rhythm
        table = replace(table, rhythm=rhythm, hour=local.hour, weekday=local.weekday())
    earlier = table.before(moment)
    return Period(item.created_at if earlier is None else max(earlier, item.created_at), moment)


class Digests:
    """Puts digests in the queue when they are due; `zone` and `hour` are the desk's.

    It remembers what it queued, and since when each schedule holds: one that was changed or resumed speaks at its next moment, and not at
    once for a moment that has passed.
    """

    def __init__(self, store: DigestStore, clock: Clock, *, zone: ZoneInfo, hour: int = DIGEST_HOUR) -> None:
        self._store = store
        self._clock = clock
        self._zone = zone
        self._hour = hour
        self._queued: dict[int, str] = {}
        self._terms: dict[int, Terms] = {}
        self._since: dict[int, datetime] = {}

    async def queue_due(self) -> int:
        """Queue what is due; returns how many digests that were. Raises StoreError, and then queues them at the next call."""
        now = self._clock.now()
        found = await self._store.list_subscriptions()
        preferences = await self._store.preferences()
        self._follow(found, preferences, now)
        scheduled = [item for item in found if item.schedule.rhythm is not Rhythm.INSTANT]
        intents = due(scheduled, preferences, self._zone, now, hour=self._hour, since=self._since)
        fresh = [intent for intent in intents if self._queued.get(intent.subscription_id or 0) != intent.dedup_key]
        if fresh:
            await self._store.queue(fresh)
        self._queued.update({intent.subscription_id or 0: intent.dedup_key for intent in fresh})
        return len(fresh)

    def _follow(self, found: Sequence[Subscription], preferences: Mapping[Destination, Preferences], now: datetime) -> None:
        for item in found:
            table = timetable(item.schedule, preferences.get(item.destination), self._zone, self._hour)
            terms = (table, item.is_paused)
            if self._terms.get(item.id, terms) != terms:
                self._since[item.id] = now
            self._terms[item.id] = terms
