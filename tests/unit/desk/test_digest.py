"""A digest is queued once, at its moment, for what came since the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.digest import READING_WAIT, Digests, digest_key, due, moment_of, period
from bot.errors import StoreUnavailableError
from bot.model import ClaimedDelivery, DeliveryIntent, Destination, Preferences, Purpose, Rhythm, Schedule, Subscription
from tests.fakes.desk_parts import SetClock
from tests.unit.desk.records import NEWS, NOW, TRADE, subscription

SEOUL = ZoneInfo("Asia/Seoul")
DAILY = Schedule(Rhythm.DAILY)
EIGHT = datetime(2026, 3, 10, 23, tzinfo=UTC)
"""08:00 of 11 March in Seoul, the first digest hour after NOW, when subscriptions of these tests are made."""


class DigestShelf:
    """Subscriptions and preferences as set; keeps what was queued once, and each call."""

    def __init__(self, *owned: Subscription, preferences: Mapping[Destination, Preferences] | None = None) -> None:
        self.owned = list(owned)
        self.own = dict(preferences or {})
        self.rows: dict[tuple[Destination, Purpose, str], DeliveryIntent] = {}
        self.calls = 0
        self.is_away = False

    async def list_subscriptions(self, destination: Destination | None = None) -> Sequence[Subscription]:
        return [item for item in self.owned if destination is None or item.destination == destination]

    async def preferences(self) -> Mapping[Destination, Preferences]:
        return self.own

    async def queue(self, intents: Sequence[DeliveryIntent]) -> None:
        self.calls += 1
        if self.is_away:
            raise StoreUnavailableError("locked")
        for intent in intents:
            self.rows.setdefault((intent.destination, intent.purpose, intent.dedup_key), intent)

    @property
    def keys(self) -> list[str]:
        return [intent.dedup_key for intent in self.rows.values()]


class Desk:
    """Digests with their fakes, at the moment when the subscriptions were made."""

    def __init__(self, *owned: Subscription, preferences: Mapping[Destination, Preferences] | None = None) -> None:
        self.store = DigestShelf(*owned, preferences=preferences)
        self.clock = SetClock(NOW)
        self.digests = self.started()

    def started(self) -> Digests:
        return Digests(self.store, self.clock, zone=SEOUL)

    async def at(self, moment: datetime) -> list[str]:
        """Look at that moment; the keys queued anew."""
        before = self.store.keys
        self.clock.moment = moment
        while await self.digests.queue_due():
            pass
        return self.store.keys[len(before) :]


def daily(number: int = 1, **parts: Any) -> Subscription:
    return subscription(number, **{"schedule": DAILY, **parts})


def test_a_digest_is_due_at_its_hour_and_not_before() -> None:
    assert due([daily()], {}, SEOUL, EIGHT - timedelta(seconds=1)) == ()
    (intent,) = due([daily(language="ko")], {}, SEOUL, EIGHT)
    assert (intent.purpose, intent.dedup_key) == (Purpose.DIGEST, "digest:1:2026-03-10T23:00Z")
    assert (intent.destination, intent.subscription_id, intent.story_id, intent.language) == (NEWS, 1, None, "ko")
    assert intent.not_before == EIGHT + READING_WAIT


def test_instant_and_paused_subscriptions_have_no_digest() -> None:
    assert due([subscription(1), daily(2, is_paused=True)], {}, SEOUL, EIGHT) == ()


def test_a_subscription_starts_from_now() -> None:
    made_late = daily(created_at=EIGHT + timedelta(minutes=1))
    assert due([made_late], {}, SEOUL, EIGHT + timedelta(hours=2)) == ()
    assert [item.dedup_key for item in due([made_late], {}, SEOUL, EIGHT + timedelta(days=1))] == ["digest:1:2026-03-11T23:00Z"]


def test_the_hour_is_that_of_the_channels_own_zone() -> None:
    own = {NEWS: Preferences(timezone="America/New_York", digest_hour=7)}
    (intent,) = due([daily()], own, SEOUL, datetime(2026, 3, 10, 11, tzinfo=UTC))
    assert intent.dedup_key == "digest:1:2026-03-10T11:00Z"


def test_a_desk_that_was_off_for_days_sends_only_the_latest() -> None:
    found = due([daily()], {}, SEOUL, EIGHT + timedelta(days=4, hours=7))
    assert [item.dedup_key for item in found] == ["digest:1:2026-03-14T23:00Z"]


def test_in_quiet_hours_a_digest_waits_for_their_end() -> None:
    own = {NEWS: Preferences(quiet_from=22 * 60, quiet_until=9 * 60)}
    (intent,) = due([daily()], own, SEOUL, EIGHT)
    assert intent.not_before == EIGHT + timedelta(hours=1)


async def test_a_digest_is_queued_once() -> None:
    desk = Desk(daily(1), daily(2, destination=TRADE))
    assert await desk.at(EIGHT - timedelta(minutes=1)) == []
    assert await desk.at(EIGHT) == ["digest:1:2026-03-10T23:00Z", "digest:2:2026-03-10T23:00Z"]
    assert await desk.at(EIGHT + timedelta(minutes=1)) == []
    assert desk.store.calls == 1
    assert await desk.at(EIGHT + timedelta(days=1)) == ["digest:1:2026-03-11T23:00Z", "digest:2:2026-03-11T23:00Z"]


async def test_a_desk_that_starts_anew_queues_nothing_twice_and_nothing_too_few() -> None:
    desk = Desk(daily())
    await desk.at(EIGHT)
    desk.digests = desk.started()
    assert await desk.at(EIGHT + timedelta(minutes=1)) == []
    desk.digests = desk.started()
    assert await desk.at(EIGHT + timedelta(days=1, hours=3)) == ["digest:1:2026-03-11T23:00Z"]


async def test_a_store_that_is_away_gets_the_digest_when_it_is_back() -> None:
    desk = Desk(daily())
    desk.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        await desk.at(EIGHT)
    desk.store.is_away = False
    assert await desk.at(EIGHT + timedelta(seconds=30)) == ["digest:1:2026-03-10T23:00Z"]


@pytest.mark.parametrize(
    "before",
    [
        subscription(1),
        daily(is_paused=True),
        daily(schedule=Schedule(Rhythm.DAILY, hour=20)),
        daily(schedule=Schedule(Rhythm.WEEKLY, hour=8, weekday=0)),
    ],
)
async def test_what_is_changed_or_resumed_speaks_at_its_next_moment(before: Subscription) -> None:
    desk = Desk(before)
    await desk.at(EIGHT + timedelta(hours=2))
    desk.store.owned = [daily()]
    assert await desk.at(EIGHT + timedelta(hours=3)) == []
    assert await desk.at(EIGHT + timedelta(days=1)) == ["digest:1:2026-03-11T23:00Z"]


async def test_a_channel_that_moves_its_digest_hour_hears_at_the_new_one() -> None:
    desk = Desk(daily())
    await desk.at(EIGHT)
    desk.store.own[NEWS] = Preferences(digest_hour=9)
    assert await desk.at(EIGHT + timedelta(hours=2)) == []
    assert await desk.at(EIGHT + timedelta(hours=25)) == ["digest:1:2026-03-12T00:00Z"]


async def test_a_subscription_that_is_made_while_the_desk_runs_is_seen() -> None:
    desk = Desk()
    await desk.at(NOW + timedelta(hours=1))
    desk.store.owned = [daily(created_at=NOW + timedelta(hours=2))]
    assert await desk.at(EIGHT) == ["digest:1:2026-03-10T23:00Z"]


def test_the_period_is_from_the_moment_before_to_this_one() -> None:
    old = daily(created_at=NOW - timedelta(days=30))
    found = period(old, None, SEOUL, EIGHT)
    assert (found.start, found.end) == (EIGHT - timedelta(days=1), EIGHT)
    weekly = replace(old, schedule=Schedule(Rhythm.WEEKLY, weekday=2))
    assert period(weekly, None, SEOUL, EIGHT).start == EIGHT - timedelta(days=7)


@settings(deadline=None)
@given(
    rhythm=st.sampled_from([Rhythm.DAILY, Rhythm.WEEKDAYS, Rhythm.WEEKLY]),
    hour=st.integers(0, 23),
    weekday=st.integers(0, 6),
    zone=st.sampled_from([SEOUL, ZoneInfo("America/New_York")]),
    made_at=st.datetimes(datetime(2026, 2, 20), datetime(2026, 3, 9), timezones=st.just(UTC)),
    step=st.integers(1, 11),
)
def test_the_periods_of_a_subscription_follow_each_other_without_a_gap(
    *, rhythm: Rhythm, hour: int, weekday: int, zone: ZoneInfo, made_at: datetime, step: int
) -> None:
    item = daily(schedule=Schedule(rhythm, hour, weekday), created_at=made_at)
    ticks = [made_at + timedelta(hours=step * number) for number in range(600 // step)]
    found = dict.fromkeys(intent.dedup_key for now in ticks for intent in due([item], {}, zone, now))
    moments = [datetime.fromisoformat(key.partition(":")[2].partition(":")[2]) for key in found]
    periods = [period(item, None, zone, moment) for moment in moments]
    assert [one.end for one in periods] == moments
    assert [one.start for one in periods] == [made_at, *moments[:-1]]


def test_the_first_period_begins_with_the_subscription() -> None:
    assert period(daily(), None, SEOUL, EIGHT).start == NOW


@pytest.mark.parametrize(
    ("schedule", "days"),
    [
        (Schedule(Rhythm.DAILY, hour=20), 1),
        (Schedule(), 1),
        (Schedule(Rhythm.WEEKLY, hour=20, weekday=5), 7),
        (Schedule(Rhythm.WEEKDAYS, hour=7), 1),
    ],
)
def test_a_schedule_that_was_changed_since_keeps_the_hour_of_the_moment(schedule: Schedule, days: int) -> None:
    changed = daily(created_at=NOW - timedelta(days=30), schedule=schedule)
    assert period(changed, None, SEOUL, EIGHT).start == EIGHT - timedelta(days=days)


def test_a_digest_knows_its_moment_by_its_key() -> None:
    def claimed(key: str) -> ClaimedDelivery:
        return ClaimedDelivery(1, "key", NEWS, Purpose.DIGEST, 1, "en", (), 0, was_unknown=False, lease="lease", dedup_key=key)

    assert moment_of(claimed(digest_key(12, EIGHT.astimezone(SEOUL)))) == EIGHT
    assert moment_of(claimed("digest:12:yesterday")) is None
    assert moment_of(claimed("digest:12:2026-03-10T23:00")) is None
    assert moment_of(claimed("")) is None
