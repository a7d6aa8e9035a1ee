"""Dates as outlets write them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.pollers.dates import read_date

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 25, tzinfo=UTC)
SEVEN_IN_SEOUL = datetime(2026, 9, 27, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 27 Sep 2026 19:00:00 +0900",
        "Sun, 27 Sep 2026 19:00:00 +09:00",
        "Sun,27 Sep 2026 19:00:00 +0900",
        "Sun, 27 Sep 2026 10:00:00 GMT",
        "Sun, 27 Sep 2026 06:00:00 EDT",
        "Sun, 27 Sep 2026 19:00:00 KST",
        "27 Sep 2026 19:00:00 KST",
        "Sun, 27 Sep 26 19:00:00 +0900",
        "Sun, 27 September 2026 19:00 +0900",
        "2026-09-27T19:00:00+09:00",
        "2026-09-27T10:00:00Z",
        "2026-09-27T10:00:00.000Z",
        "2026-09-27 19:00:00 +0900",
        "2026-09-27 19:00:00 KST",
        "Sun Sep 27 2026 19:00:00 GMT+0900 (Korean Standard Time)",
        "Sun Sep 27 19:00:00 +0900 2026",
        "Sun Sep 27 19:00:00 KST 2026",
        "Sun, 27 Sep 2026 19:00:00 GMT+0900",
        "Sun, 27 Sep 2026 6:00 AM ET",
        "Sun, 27 Sep 2026 03:00:00 PT",
        "Sun, 27 Sep 2026 12:00:00 MEST",
        "2026-09-27T10:00:00.999Z",
    ],
)
def test_a_named_zone_is_kept(text: str) -> None:
    assert read_date(text, ZoneInfo("America/New_York"), NOW) == SEVEN_IN_SEOUL


@pytest.mark.parametrize(
    "text",
    [
        "2026-09-27 19:00:00",
        "2026-09-27T19:00:00",
        "2026-09-27 19:00",
        "2026.09.27 19:00",
        "2026. 9. 27. 오후 7:00",
        "2026/09/27 19:00:00",
        "2026년 9월 27일 19시 00분",
        "2026년 9월 27일(일) 오후 7:00",
        "20260927190000",
        "Sun,27 Sep 2026 19:00:00",
        "Sun, 27 Sep 2026 19:00",
        "27 09 2026 19:00:00",
        "September 27, 2026 7:00 PM",
        "Sun Sep 27 19:00:00 2026",
        "Sun,27 Sep 19:00:00",
        "  2026-09-27\n19:00:00 ",
    ],
)
def test_a_date_without_zone_is_in_the_outlets(text: str) -> None:
    assert read_date(text, SEOUL, NOW) == SEVEN_IN_SEOUL


@pytest.mark.parametrize(
    "text", ["27 09 2026", "2026-09-27", "20260927", "Sun, 27 Sep 2026", "Sun,27 Sep", "Sep 27, 2026", "2026년 9월 27일"]
)
def test_a_date_without_time_is_midnight_there(text: str) -> None:
    assert read_date(text, SEOUL, NOW) == datetime(2026, 9, 26, 15, 0, tzinfo=UTC)


def test_time_of_the_american_east_follows_the_season() -> None:
    assert read_date("Mon, 26 Jan 2026 16:31:00 ET", SEOUL, NOW) == datetime(2026, 1, 26, 21, 31, tzinfo=UTC)


def test_a_date_without_year_is_the_last_one() -> None:
    assert read_date("Thu,31 Dec 09:00", SEOUL, datetime(2027, 1, 2, tzinfo=UTC)) == datetime(2026, 12, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [None, "", "today", "Sun, 99 Sep 2026 19:00:00", "31 Feb 2026", "0000-00-00 00:00:00", "Thu, 01 Jan 1970 00:00:00 GMT", "9" * 500, "1"],
)
def test_what_is_no_date_is_none(text: str | None) -> None:
    assert read_date(text, SEOUL, NOW) is None
