"""The moments of digests, also on the days when clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.schedules import Timetable, timetable
from bot.model import Preferences, Rhythm, Schedule

SEOUL = ZoneInfo("Asia/Seoul")
NEW_YORK = ZoneInfo("America/New_York")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_daily_digest_comes_at_its_hour() -> None:
    table = Timetable(Rhythm.DAILY, 8, 0, SEOUL)
    assert table.last(at("2026-03-10T08:00+09:00")) == at("2026-03-10T08:00+09:00")
    assert table.last(at("2026-03-10T07:59+09:00")) == at("2026-03-09T08:00+09:00")
    assert table.before(at("2026-03-10T08:00+09:00")) == at("2026-03-09T08:00+09:00")
    assert table.next(at("2026-03-10T08:00+09:00")) == at("2026-03-11T08:00+09:00")


def test_on_weekdays_mondays_digest_follows_fridays() -> None:
    table = Timetable(Rhythm.WEEKDAYS, 8, 0, SEOUL)
    monday = at("2026-03-09T08:00+09:00")
    assert table.last(at("2026-03-08T20:00+09:00")) == at("2026-03-06T08:00+09:00")
    assert table.before(monday) == at("2026-03-06T08:00+09:00")


@pytest.mark.parametrize("weekday", range(7))
def test_a_weekly_digest_comes_on_its_day(weekday: int) -> None:
    found = Timetable(Rhythm.WEEKLY, 8, weekday, SEOUL).last(at("2026-03-10T12:00+09:00"))
    assert found is not None
    assert found.astimezone(SEOUL).weekday() == weekday
    assert timedelta() <= at("2026-03-10T12:00+09:00") - found < timedelta(days=7)


def test_what_is_instant_has_no_moments() -> None:
    table = Timetable(Rhythm.INSTANT, 8, 0, SEOUL)
    assert (table.last(at("2026-03-10T12:00+09:00")), table.next(at("2026-03-10T12:00+09:00"))) == (None, None)


def test_the_hour_stays_that_on_the_wall_when_the_clocks_change() -> None:
    table = Timetable(Rhythm.DAILY, 8, 0, NEW_YORK)
    found = list(islice(table.moments(at("2026-03-09T12:00-04:00")), 3))
    assert found == [at("2026-03-09T08:00-04:00"), at("2026-03-08T08:00-04:00"), at("2026-03-07T08:00-05:00")]


def test_an_hour_that_the_day_has_not_comes_an_hour_later_on_the_wall() -> None:
    table = Timetable(Rhythm.DAILY, 2, 0, NEW_YORK)
    assert table.last(at("2026-03-08T12:00-04:00")) == at("2026-03-08T03:00-04:00")


def test_an_hour_that_the_day_has_twice_comes_once() -> None:
    table = Timetable(Rhythm.DAILY, 1, 0, NEW_YORK)
    found = list(islice(table.moments(at("2026-11-01T12:00-05:00")), 2))
    assert found == [at("2026-11-01T01:00-04:00"), at("2026-10-31T01:00-04:00")]


@settings(deadline=None)
@given(
    rhythm=st.sampled_from([Rhythm.DAILY, Rhythm.WEEKDAYS, Rhythm.WEEKLY]),
    hour=st.integers(0, 23),
    weekday=st.integers(0, 6),
    zone=st.sampled_from([SEOUL, NEW_YORK, ZoneInfo("Australia/Lord_Howe")]),
    now=st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
)
def test_moments_follow_each_other_without_a_gap(rhythm: Rhythm, hour: int, weekday: int, zone: ZoneInfo, now: datetime) -> None:
    table = Timetable(rhythm, hour, weekday, zone)
    last, following = table.last(now), table.next(now)
    assert last is not None
    assert following is not None
    assert last <= now < following
    assert table.before(following) == last
    assert following - last <= timedelta(days=7, hours=1)


def test_the_schedules_hour_goes_before_the_channels_and_that_before_the_desks() -> None:
    own = Preferences(digest_hour=6, timezone="America/New_York")
    daily = Schedule(Rhythm.DAILY)
    assert timetable(Schedule(Rhythm.DAILY, hour=0), own, SEOUL, 9) == Timetable(Rhythm.DAILY, 0, 0, NEW_YORK)
    assert timetable(daily, own, SEOUL, 9).hour == 6
    assert timetable(daily, Preferences(), SEOUL, 9) == Timetable(Rhythm.DAILY, 9, 0, SEOUL)
    assert timetable(daily, None, SEOUL).hour == 8
