"""A feed's rhythm, and when it asks to be left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.model import ClaimedFeed, Validators
from bot.pollers.habits import Habits, habits_after
from bot.pollers.ports import ParsedFeed
from bot.pollers.schedule import SchedulePolicy, after_success, interval_now, is_bunched
from bot.pollers.skips import skipped_days, skipped_hours
from tests.fakes.polling import NOON, spec

SEOUL = ZoneInfo("Asia/Seoul")
POLICY = SchedulePolicy()
FEED = replace(spec("https://n.kr/rss"), timezone="Asia/Seoul")


def busy_mornings() -> Habits:
    """Ten items each working day at nine in Seoul, for four weeks."""
    mornings = (datetime(2026, 11, 2, 9, tzinfo=SEOUL) + timedelta(days=day) for day in range(28))
    return Habits().with_items([morning for morning in mornings if morning.weekday() < 5 for _ in range(10)], SEOUL)


def wait(moment: datetime, habits: Habits, *, is_breaking: bool = False, **bounds: int) -> float:
    return interval_now(replace(FEED, **bounds), habits, moment, is_breaking=is_breaking, policy=POLICY)


def test_a_feed_is_asked_more_often_in_the_hours_that_bring_much() -> None:
    habits = busy_mornings()
    assert wait(datetime(2026, 11, 30, 9, 30, tzinfo=SEOUL), habits) == 300
    assert wait(datetime(2026, 11, 29, 3, 30, tzinfo=SEOUL), habits) == 1_200


def test_the_hours_are_those_of_the_outlets_zone() -> None:
    habits = busy_mornings()
    assert wait(datetime(2026, 11, 30, 0, 30, tzinfo=UTC), habits) < 600 < wait(datetime(2026, 11, 30, 9, 30, tzinfo=UTC), habits)


def test_bounds_of_the_feed_hold() -> None:
    habits = busy_mornings()
    assert wait(datetime(2026, 11, 30, 9, 30, tzinfo=SEOUL), habits, fastest=120) < 300
    assert wait(datetime(2026, 11, 30, 9, 30, tzinfo=SEOUL), habits, fastest=600) == 600
    assert wait(datetime(2026, 11, 29, 3, 30, tzinfo=SEOUL), habits, slowest=700) == 700


def test_a_feed_of_which_little_is_known_keeps_its_interval() -> None:
    few = Habits().with_items([NOON] * 29, UTC)
    assert wait(NOON, few) == wait(NOON, Habits()) == 600


def test_an_outlet_with_a_growing_story_is_asked_more_often_down_to_the_floor() -> None:
    assert wait(NOON, Habits(), is_breaking=True) == 300
    assert wait(NOON, Habits(), is_breaking=True, fastest=60) == 200


def test_old_habits_fade() -> None:
    habits = Habits().with_items([NOON] * 900, UTC)
    night = NOON + timedelta(hours=12)
    for _ in range(6):
        habits = habits.with_items([night] * 300, UTC)
    assert habits.pace(night, UTC) > habits.pace(NOON, UTC)


def test_habits_are_kept_as_they_are() -> None:
    habits = replace(busy_mornings(), skip_hours=(0, 1), skip_days=(6,), ttl=900.0)
    assert Habits.from_text(habits.to_text()) == habits
    assert Habits.from_text(None) == Habits()


def test_habits_of_an_older_desk_know_nothing_of_caching() -> None:
    hours, days = [0] * 24, [0] * 7
    assert Habits.from_text(f"[{hours},{days},[3],[],900.0]") == Habits(skip_hours=(3,), ttl=900.0)


@pytest.mark.parametrize(("before", "max_age", "kept"), [(0, None, 0), (0, 60, 300), (0, 301, 600), (600, 20, 600), (0, 86_400, 1_800)])
def test_the_longest_caching_wish_of_a_server_is_kept_in_steps(before: float, max_age: float | None, kept: float) -> None:
    feed = ClaimedFeed(1, FEED, Validators(), 0, NOON, NOON, None, "lease", Habits(fresh=before).to_text())
    assert habits_after(feed, ParsedFeed("", ()), [], NOON, max_age).fresh == kept


@pytest.mark.parametrize(
    ("hours", "days", "expected"),
    [
        ((12, 13), (), NOON.replace(hour=14)),
        ((3, 4), (), NOON + timedelta(minutes=20)),
        ((), (2,), datetime(2026, 11, 26, tzinfo=UTC)),
        (tuple(range(24)), (), NOON + timedelta(minutes=20)),
    ],
    ids=["hours", "other hours", "day", "never"],
)
def test_a_feed_is_left_alone_when_it_asks_for_it(hours: tuple[int, ...], days: tuple[int, ...], expected: datetime) -> None:
    assert Habits(skip_hours=hours, skip_days=days).after_skips(NOON + timedelta(minutes=20)) == expected


def test_skip_hours_and_days_are_read() -> None:
    channel = (
        b"<skipHours>\n<hour>0</hour><hour> 23 </hour><hour>24</hour><hour>99</hour></skipHours><skipDays><day>Sunday</day></skipDays>"
    )
    assert skipped_hours(channel) == (0, 23)
    assert skipped_days(channel) == (6,)
    assert skipped_hours(b"<rss/>") == skipped_days(b"<skipDays><day>Someday</day></skipDays>") == ()


def test_feeds_that_came_in_a_bunch_spread_over_the_whole_interval() -> None:
    waits = [
        (after_success(NOON, interval=600, hint=None, chance=Random(seed), policy=POLICY, is_bunched=True) - NOON).total_seconds()
        for seed in range(400)
    ]
    tenths = [sum(tenth * 60 <= wait < (tenth + 1) * 60 for wait in waits) for tenth in range(10)]
    assert min(tenths) > 20


def claimed(last_success_at: datetime | None, failures: int = 0) -> ClaimedFeed:
    return ClaimedFeed(1, FEED, Validators(), failures, last_success_at, last_success_at, None, "lease")


def test_a_bunch_is_what_was_never_polled_or_not_for_long_without_failing() -> None:
    assert is_bunched(claimed(None), NOON, POLICY)
    assert is_bunched(claimed(NOON - timedelta(hours=9)), NOON, POLICY)
    assert not is_bunched(claimed(NOON - timedelta(hours=9), failures=4), NOON, POLICY)
    assert not is_bunched(claimed(NOON - timedelta(minutes=10)), NOON, POLICY)
