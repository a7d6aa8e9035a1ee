"""When to look again, and what may be said."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest

from bot.model import Announce
from bot.pollers.schedule import DAY, HOUR, SchedulePolicy, after_failure, after_success, announcement
from tests.fakes.polling import NOON

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
    assert failure(10_000) <= 6 * HOUR


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
