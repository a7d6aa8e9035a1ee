"""What a sound feeds.yaml becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config.feeds_file import seconds_of
from bot.model import FeedSpec, FullText, Outlet, OutletClass
from tests.unit.config.files import FEEDS, load


def test_an_outlet_and_its_feed_come_out_as_they_were_written(tmp_path: Path) -> None:
    outlet = Outlet("example-daily", "The Example Daily", "이그잼플 데일리", "Example Group", "en", "KR", OutletClass.NEWS)
    assert load(tmp_path).feeds == (
        FeedSpec(
            "example-daily-all",
            outlet,
            "https://news.example.org/rss/all.xml",
            300,
            FullText.NEVER,
            allow_private=False,
            timezone="Asia/Seoul",
        ),
    )


def test_what_is_left_out_takes_its_default(tmp_path: Path) -> None:
    kept = [
        line for line in FEEDS.splitlines() if line.split(":")[0].strip() not in {"name_ko", "family", "timezone", "interval", "full_text"}
    ]
    (feed,) = load(tmp_path, feeds="\n".join(kept)).feeds
    assert (feed.outlet.name_ko, feed.outlet.family) == ("The Example Daily", "The Example Daily")
    assert (feed.interval, feed.full_text, feed.allow_private, feed.timezone) == (600, FullText.AUTO, False, None)


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("5m", 300), ("2h", 7_200), ("1d", 86_400)])
def test_an_interval_is_a_number_and_its_unit(text: str, seconds: int) -> None:
    assert seconds_of(text) == seconds


def test_norway_and_the_words_no_and_on_stay_words(tmp_path: Path) -> None:
    text = FEEDS.replace("country: KR", "country: NO").replace("language: en", "language: no").replace("The Example Daily", "on")
    (feed,) = load(tmp_path, feeds=text).feeds
    assert (feed.outlet.country, feed.outlet.language, feed.outlet.name) == ("NO", "no", "on")


def test_a_time_and_a_date_stay_text(tmp_path: Path) -> None:
    for name in ("12:30", "2026-11-25"):
        (feed,) = load(tmp_path, feeds=FEEDS.replace("The Example Daily", name)).feeds
        assert feed.outlet.name == name


def test_no_outlets_on_purpose_is_sound(tmp_path: Path) -> None:
    assert load(tmp_path, feeds="outlets: []\n").feeds == ()


def test_a_byte_order_mark_and_windows_line_ends_are_read_over(tmp_path: Path) -> None:
    assert load(tmp_path, feeds=b"\xef\xbb\xbf" + FEEDS.replace("\n", "\r\n").encode()) == load(tmp_path)
