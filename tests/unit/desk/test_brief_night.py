"""The night of a brief: the channel's own, in its zone, also where clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.desk.briefing.night import hours_of_night, night_of
from bot.desk.digest import Period
from bot.model import Preferences

SEOUL, NEW_YORK = ZoneInfo("Asia/Seoul"), ZoneInfo("America/New_York")


def quiet(begins: str, ends: str, digest_hour: int | None = None) -> Preferences:
    minutes = [int(hour) * 60 + int(minute) for hour, minute in (text.split(":") for text in (begins, ends))]
    return Preferences(quiet_from=minutes[0], quiet_until=minutes[1], digest_hour=digest_hour)


def clock(hours: tuple[int, int]) -> str:
    return "-".join(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in hours)


@pytest.mark.parametrize(
    ("own", "hour", "expected"),
    [
        (None, 8, "22:00-08:00"),
        (None, 6, "20:00-06:00"),
        (None, 18, "22:00-07:00"),
        (None, 0, "22:00-07:00"),
        (Preferences(digest_hour=7), 18, "21:00-07:00"),
        (quiet("23:30", "06:15"), 8, "23:30-06:15"),
        (quiet("01:00", "09:00"), 8, "01:00-09:00"),
        (quiet("12:00", "13:00"), 8, "22:00-08:00"),
        (quiet("18:00", "02:00"), 8, "22:00-08:00"),
        (quiet("07:00", "07:00"), 8, "22:00-08:00"),
    ],
)
def test_the_hours_are_the_quiet_ones_where_they_are_a_night_else_those_before_the_digest(
    own: Preferences | None, hour: int, expected: str
) -> None:
    assert clock(hours_of_night(own, hour)) == expected


def local(zone: ZoneInfo, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=zone).astimezone(UTC)  # type: ignore[misc,arg-type]


def night(zone: ZoneInfo, end: datetime, days: float = 1, own: Preferences | None = None) -> tuple[datetime, datetime] | None:
    found = night_of(Period(end - timedelta(days=days), end), own, zone, 8)
    return None if found is None else (found.start, found.end)


def test_a_morning_digest_tells_of_the_night_that_has_just_ended() -> None:
    end = local(SEOUL, 2026, 3, 10, 8)
    assert night(SEOUL, end) == (local(SEOUL, 2026, 3, 9, 22), end)


def test_an_evening_brief_tells_of_the_morning_before() -> None:
    end = local(SEOUL, 2026, 3, 10, 23)
    assert night(SEOUL, end) == (local(SEOUL, 2026, 3, 9, 23), local(SEOUL, 2026, 3, 10, 8))


def test_who_is_up_early_hears_of_the_night_so_far() -> None:
    end = local(SEOUL, 2026, 3, 10, 5)
    assert night(SEOUL, end) == (local(SEOUL, 2026, 3, 9, 22), end)


def test_one_moment_is_night_in_washington_and_day_in_seoul() -> None:
    end = local(NEW_YORK, 2026, 1, 15, 8)
    assert night(NEW_YORK, end) == (local(NEW_YORK, 2026, 1, 14, 22), end)
    assert night(SEOUL, end) == (local(SEOUL, 2026, 1, 14, 22), local(SEOUL, 2026, 1, 15, 8))


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 8), 9), ((2026, 11, 1), 11), ((2026, 6, 1), 10)])
def test_a_night_in_which_the_clocks_change_is_an_hour_shorter_or_longer(day: tuple[int, int, int], hours: int) -> None:
    found = night(NEW_YORK, local(NEW_YORK, *day, 8), days=2)
    assert found is not None
    assert found[1] - found[0] == timedelta(hours=hours)


def test_a_night_that_begins_after_midnight_lies_in_one_day() -> None:
    end = local(SEOUL, 2026, 3, 10, 9)
    assert night(SEOUL, end, own=quiet("01:00", "07:00")) == (local(SEOUL, 2026, 3, 10, 1), local(SEOUL, 2026, 3, 10, 7))


def test_a_week_has_no_night_and_an_afternoon_neither() -> None:
    assert night(SEOUL, local(SEOUL, 2026, 3, 10, 8), days=7) is None
    assert night(SEOUL, local(SEOUL, 2026, 3, 10, 15), days=0.1) is None


def test_a_weekend_tells_of_its_last_night() -> None:
    end = local(SEOUL, 2026, 3, 9, 8)
    assert night(SEOUL, end, days=3) == (local(SEOUL, 2026, 3, 8, 22), end)
