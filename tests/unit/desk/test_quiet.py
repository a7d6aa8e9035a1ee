"""Quiet hours and wall times, also on the days when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.quiet import quiet_end, wall_moment, zone_of
from bot.model import Preferences

SEOUL = ZoneInfo("Asia/Seoul")
NEW_YORK = ZoneInfo("America/New_York")
NIGHT = Preferences(quiet_from=22 * 60, quiet_until=7 * 60)
GAP = date(2026, 3, 8)
"""02:00 to 03:00 is not on the clocks of New York."""
OVERLAP = date(2026, 11, 1)
"""01:00 to 02:00 is on them twice."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("local", "ends"),
    [
        ("2026-03-10T21:59+09:00", None),
        ("2026-03-10T22:00+09:00", "2026-03-11T07:00+09:00"),
        ("2026-03-11T00:30+09:00", "2026-03-11T07:00+09:00"),
        ("2026-03-11T06:59+09:00", "2026-03-11T07:00+09:00"),
        ("2026-03-11T07:00+09:00", None),
        ("2026-03-11T15:00+09:00", None),
    ],
)
def test_a_night_lasts_over_midnight_of_the_channel(local: str, ends: str | None) -> None:
    assert quiet_end(NIGHT, SEOUL, at(local).astimezone(UTC)) == (None if ends is None else at(ends))


def test_hours_within_a_day_end_on_that_day() -> None:
    lunch = Preferences(quiet_from=12 * 60, quiet_until=13 * 60 + 30)
    assert quiet_end(lunch, SEOUL, at("2026-03-10T12:00+09:00")) == at("2026-03-10T13:30+09:00")
    assert quiet_end(lunch, SEOUL, at("2026-03-10T13:30+09:00")) is None


def test_hours_that_end_when_they_begin_are_none() -> None:
    assert quiet_end(Preferences(quiet_from=60, quiet_until=60), SEOUL, at("2026-03-10T12:00+09:00")) is None


def test_a_channel_without_quiet_hours_is_never_quiet() -> None:
    assert quiet_end(None, SEOUL, at("2026-03-10T23:00+09:00")) is None
    assert quiet_end(Preferences(timezone="Asia/Seoul"), SEOUL, at("2026-03-10T23:00+09:00")) is None


def test_the_night_of_the_gap_is_an_hour_shorter() -> None:
    begun = at("2026-03-07T22:00-05:00")
    assert quiet_end(NIGHT, NEW_YORK, begun) == at("2026-03-08T07:00-04:00")
    assert at("2026-03-08T07:00-04:00") - begun == timedelta(hours=8)


def test_the_night_of_the_overlap_is_an_hour_longer() -> None:
    begun = at("2026-10-31T22:00-04:00")
    assert quiet_end(NIGHT, NEW_YORK, begun) == at("2026-11-01T07:00-05:00")
    assert at("2026-11-01T07:00-05:00") - begun == timedelta(hours=10)


def test_a_time_that_the_day_has_not_is_read_by_the_offset_before_the_gap() -> None:
    assert wall_moment(GAP, 2 * 60 + 30, NEW_YORK) == at("2026-03-08T03:30-04:00")


def test_of_a_time_that_the_day_has_twice_the_first_is_meant() -> None:
    assert wall_moment(OVERLAP, 60 + 30, NEW_YORK) == at("2026-11-01T01:30-04:00")


def test_the_second_half_past_one_is_still_quiet_where_the_night_ends_at_two() -> None:
    until_two = Preferences(quiet_from=22 * 60, quiet_until=2 * 60)
    assert quiet_end(until_two, NEW_YORK, at("2026-11-01T01:30-05:00")) == at("2026-11-01T02:00-05:00")


@settings(deadline=None)
@given(
    start=st.integers(0, 1439),
    until=st.integers(0, 1439),
    zone=st.sampled_from([SEOUL, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Apia")]),
    moment=st.datetimes(datetime(2011, 12, 25), datetime(2027, 1, 1), timezones=st.just(UTC)),
)
def test_quiet_hours_end_later_within_a_day_and_are_then_over(start: int, until: int, zone: ZoneInfo, moment: datetime) -> None:
    own = Preferences(quiet_from=start, quiet_until=until)
    end = quiet_end(own, zone, moment)
    if end is not None:
        assert moment < end <= moment + timedelta(hours=50)
        assert quiet_end(own, zone, end) is None


@settings(deadline=None)
@given(start=st.integers(0, 1439), until=st.integers(0, 1439), minutes=st.integers(0, 60 * 24 * 7))
def test_where_clocks_never_change_the_hours_are_those_on_the_wall(start: int, until: int, minutes: int) -> None:
    moment = datetime(2026, 3, 9, tzinfo=SEOUL) + timedelta(minutes=minutes)
    shown = moment.hour * 60 + moment.minute
    is_quiet = start <= shown < until if start <= until else shown >= start or shown < until
    assert (quiet_end(Preferences(quiet_from=start, quiet_until=until), SEOUL, moment) is not None) is is_quiet


def test_a_channels_own_zone_goes_before_the_desks() -> None:
    assert zone_of(Preferences(timezone="America/New_York"), SEOUL) == NEW_YORK
    assert zone_of(Preferences(), SEOUL) == SEOUL
    assert zone_of(None, SEOUL) == SEOUL


@pytest.mark.parametrize("name", ["Nowhere/At_All", "", "../etc", "/etc/passwd", "Asia"])
def test_a_zone_that_this_machine_does_not_know_is_the_desks(name: str) -> None:
    assert zone_of(Preferences(timezone=name), SEOUL) == SEOUL
