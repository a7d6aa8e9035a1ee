"""Times for two newsrooms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.web.times import Times
from bot.web.words import load_words

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
WORDS = load_words()
EN, KO = Times(WORDS["en"], NOW), Times(WORDS["ko"], NOW)


@pytest.mark.parametrize(
    ("before", "english", "korean"),
    [
        (timedelta(seconds=20), "just now", "방금"),
        (timedelta(seconds=-30), "just now", "방금"),
        (timedelta(minutes=12), "12 min ago", "12분 전"),
        (timedelta(hours=5, minutes=59), "5 h ago", "5시간 전"),
        (timedelta(days=1, hours=3), "yesterday", "어제"),
        (timedelta(days=3), "3 days ago", "3일 전"),
        (timedelta(days=30), "21 Oct", "10월 21일"),
        (timedelta(days=400), "16 Oct 2025", "2025년 10월 16일"),
    ],
)
def test_how_long_ago(before: timedelta, english: str, korean: str) -> None:
    assert EN.ago(NOW - before) == english
    assert KO.ago(NOW - before) == korean


def test_both_clocks_are_told_with_the_readers_own_first() -> None:
    assert EN.clocks(NOW) == "20 Nov 2026 09:10 Washington · 23:10 Seoul"
    assert KO.clocks(NOW) == "2026년 11월 20일 서울 23:10 · 워싱턴 09:10"


def test_washington_keeps_summer_time_and_seoul_does_not() -> None:
    assert EN.clocks(datetime(2026, 7, 1, 2, 0, tzinfo=UTC)) == "30 Jun 2026 22:00 Washington · 11:00 Seoul"


@pytest.mark.parametrize(("ahead", "words"), [(-5, "within a minute"), (300, "in 5 min"), (7300, "in 2 h")])
def test_how_long_still(ahead: int, words: str) -> None:
    assert EN.until(NOW + timedelta(seconds=ahead)) == words


@pytest.mark.parametrize(
    ("minutes", "english", "korean"),
    [(0, "0 min", "0분"), (179, "179 min", "179분"), (180, "3 h", "3시간"), (2879, "47 h", "47시간"), (2880, "2 days", "2일")],
)
def test_how_long_it_took(minutes: int, english: str, korean: str) -> None:
    passed = timedelta(minutes=minutes)
    assert (EN.span(passed), KO.span(passed)) == (english, korean)
