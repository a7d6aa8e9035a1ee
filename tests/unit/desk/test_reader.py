"""Times and names in the reader's language and zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.desk.phrases import load_phrases
from bot.desk.reader import Reader
from bot.model import Locale

NOW = datetime(2026, 3, 10, 6, 0, tzinfo=UTC)
BOOK = load_phrases()


def reader(locale: Locale = "en", zone: str = "Asia/Seoul") -> Reader:
    return Reader(BOOK, locale, ZoneInfo(zone), NOW)


@pytest.mark.parametrize(
    ("before", "english", "korean"),
    [
        (timedelta(seconds=20), "just now", "방금"),
        (timedelta(seconds=-30), "just now", "방금"),
        (timedelta(minutes=1), "1 minute ago", "1분 전"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago", "59분 전"),
        (timedelta(hours=1), "1 hour ago", "1시간 전"),
        (timedelta(hours=23, minutes=59), "23 hours ago", "23시간 전"),
        (timedelta(days=6, hours=23), "6 days ago", "6일 전"),
        (timedelta(days=7), "3 Mar", "3월 3일"),
        (timedelta(days=100), "30 Nov 2025", "2025년 11월 30일"),
        (timedelta(hours=-2), "10 Mar, 17:00 KST", "3월 10일 17:00 KST"),
    ],
)
def test_time_passed_is_said_in_words(before: timedelta, english: str, korean: str) -> None:
    assert reader("en").ago(NOW - before) == english
    assert reader("ko").ago(NOW - before) == korean


def test_times_are_those_of_the_desks_zone() -> None:
    assert reader("en", "America/New_York").clock(NOW) == "10 Mar, 02:00 EDT"
    assert reader("ko", "America/New_York").clock(datetime(2026, 1, 1, 3, tzinfo=UTC)) == "2025년 12월 31일 22:00 EST"


def test_a_long_row_of_names_says_how_many_more() -> None:
    assert reader("en").listing(["a", "b", "a", "", "c"], 2) == "a, b and 1 more"
    assert reader("ko").listing(["가", "나", "다", "라"], 2) == "가, 나 외 2"
    assert reader("en").listing([], 2) == ""


def test_names_that_are_one_thing_are_joined() -> None:
    assert reader("en").together(["English", "Korean", "Japanese"]) == "English, Korean and Japanese"
    assert reader("en").together(["English"]) == "English"
    assert reader("en").together([]) == ""


def test_what_is_not_known_is_said_by_its_id() -> None:
    assert reader("ko").theme("new-theme") == "new-theme"
    assert reader("ko").actor_id("somebody") == "somebody"
    assert reader("ko").word("kind", "podcast") == "podcast"
