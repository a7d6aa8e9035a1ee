"""When to look again, and what may be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from bot.model import Announce, WaitingFeed
from bot.pollers.habits import Habits
from bot.pollers.schedule import DAY, HOUR, SchedulePolicy, after_failure, after_success, announcement, pulled_forward
from tests.fakes.polling import NOON, spec

POLICY = SchedulePolicy()


def success(interval: float = 600, hint: float | None = None, seed: int = 1) -> float:
    return (after_success(NOON, interval=interval, hint=hint, chance=Random(seed), policy=POLICY) - NOON).total_seconds()


def failure(failures: int, retry_after: float | None = None, interval: float = 600, seed: int = 1) -> float:
    moment = after_failure(NOON, interval=interval, failures=failures, retry_after=retry_after, chance=Random(seed), policy=POLICY)
    return (moment - NOON).total_seconds()


def test_polls_spread_and_none_is_late() -> None:
    waits = [success(seed=seed) for seed in range(200)]
    assert 540 <= min(waits) < 560
    assert 590 < max(waits) <= 600


@pytest.mark.parametrize(
    ("hint", "low", "high"), [(60, 540, 600), (1_200, 1_200, 1_200), (31_536_000, HOUR / 2, HOUR / 2), (None, 540, 600)]
)
def test_a_servers_caching_wish_stretches_the_interval_within_reason(hint: float | None, low: float, high: float) -> None:
    assert low <= success(hint=hint) <= high


def test_a_long_interval_is_never_shortened_by_a_hint() -> None:
    assert success(interval=7_200, hint=600) >= 6_480


def test_failures_back_off_to_six_hours() -> None:
    waits = [failure(count) for count in range(12)]
    assert waits == sorted(waits)
    assert 540 <= waits[0] <= 600
    assert 1_080 <= waits[1] <= 1_200
    assert 0.9 * 6 * HOUR <= waits[-1] <= 6 * HOUR


def test_a_feed_that_has_failed_for_three_days_is_asked_about_once_a_day() -> None:
    # 10 + 20 + 40 + 80 + 160 + 320 minutes are 10.5 hours, and 11 waits of 6 hours more are 76.5: the 17th failure before makes 3 days.
    assert failure(16) <= 6 * HOUR
    assert 0.9 * DAY <= failure(17) <= DAY
    assert 0.9 * DAY <= failure(10_000) <= DAY
    assert len({failure(17, seed=seed) for seed in range(20)}) == 20
    assert failure(17, retry_after=DAY) == DAY


def test_a_day_long_interval_backs_off_no_faster_than_its_own() -> None:
    assert failure(3, interval=DAY) >= 0.9 * DAY


@pytest.mark.parametrize(("asked", "waited"), [(3_000, 3_000), (DAY, DAY), (30 * DAY, DAY)])
def test_retry_after_is_kept_up_to_a_day(asked: float, waited: float) -> None:
    assert failure(0, retry_after=asked) == waited


def test_retry_after_never_shortens_the_wait() -> None:
    assert failure(0, retry_after=1) >= 540


@pytest.mark.parametrize(
    ("first", "last", "announce"),
    [
        (None, None, Announce.SILENT),
        (NOON - timedelta(days=9), NOON - timedelta(minutes=10), Announce.ALERT),
        (NOON - timedelta(days=9), NOON - timedelta(hours=23), Announce.ALERT),
        (NOON - timedelta(days=9), NOON - timedelta(hours=25), Announce.BRIEF),
        (NOON - timedelta(days=9), None, Announce.BRIEF),
    ],
)
def test_a_new_feed_is_silent_and_a_long_silence_ends_in_a_brief(first: datetime | None, last: datetime | None, announce: Announce) -> None:
    assert announcement(NOON, first_polled_at=first, last_success_at=last, policy=POLICY) is announce


# --- breaking news -----------------------------------------------------------------------------------------------------------


def pulled(
    *, polled: float, due: float, interval: int = 3_600, habits: Habits | None = None, seed: int = 1, fastest: int | None = None
) -> float | None:
    """Seconds from now at which a feed is polled that was polled so long ago and is due so much later; None where it stays as it was."""
    told = None if habits is None else habits.to_text()
    at = {"last_polled_at": NOON - timedelta(seconds=polled), "next_poll_at": NOON + timedelta(seconds=due)}
    feed = WaitingFeed(1, replace(spec("https://n.kr/rss", interval=interval), fastest=fastest), **at, habits=told)
    moment = pulled_forward(feed, NOON, chance=Random(seed), policy=POLICY)
    return None if moment is None else (moment - NOON).total_seconds()


def test_feeds_of_a_breaking_story_come_within_their_short_interval_and_not_at_once() -> None:
    # An hour's feed is looked at three times as often: every 20 minutes, where its fastest interval allows it.
    moments = [pulled(polled=1_500, due=2_000, fastest=600, seed=seed) for seed in range(300)]
    assert all(moment is not None and 0 <= moment < 1_200 for moment in moments)
    assert len({int(moment or 0) // 60 for moment in moments}) == 20


@pytest.mark.parametrize(
    ("habits", "fastest", "earliest"),
    [
        (Habits(), None, 1_800 - 300),  # half the interval since the last poll, where no fastest is declared
        (Habits(), 600, 600 - 300),
        (Habits(ttl=1_500), 600, 1_500 - 300),
        (Habits(fresh=900), 600, 900 - 300),
        (Habits(ttl=DAY), 600, 1_800 - 300),  # as in every poll, no wish for more than half an hour is followed
    ],
)
def test_none_is_polled_sooner_than_it_allows(habits: Habits, fastest: int | None, earliest: float) -> None:
    moments = [pulled(polled=300, due=3_300, habits=habits, fastest=fastest, seed=seed) for seed in range(100)]
    assert earliest <= min(moment for moment in moments if moment is not None) < earliest + 120


def test_a_feed_that_asks_to_be_left_alone_in_that_hour_is() -> None:
    assert pulled(polled=1_500, due=2_000, fastest=600, habits=Habits(skip_hours=(12,))) is None
    after = pulled(polled=1_500, due=5_000, interval=7_200, fastest=600, habits=Habits(skip_hours=(12,)))
    assert after == HOUR  # 13:00, the first full hour in which it may be read


def test_a_feed_that_comes_soon_anyway_stays_as_it_is() -> None:
    assert pulled(polled=2_500, due=1_200, fastest=600) is None
