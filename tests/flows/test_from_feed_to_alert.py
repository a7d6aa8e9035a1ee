"""A loopback feed with an older item, then an editorial of the kind that the desk reads: one alert, its tags, and the words behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.flows.desk_process import DeskProcess
from tests.flows.one_feed import OneFeed, appear, ask, desk_that_met, serving

EDITORIAL = Path(__file__).with_name("editorial.txt")


@pytest.fixture
async def feed() -> AsyncIterator[OneFeed]:
    async with serving() as server:
        yield server


@pytest.fixture
async def desk(feed: OneFeed, tmp_path: Path) -> AsyncIterator[DeskProcess]:
    async with desk_that_met(feed, tmp_path) as process:
        yield process


async def test_a_backlog_is_kept_quiet_and_what_comes_after_it_is_told_once(feed: OneFeed, desk: DeskProcess) -> None:
    text = EDITORIAL.read_text("utf-8").splitlines()
    alert = await appear(feed, desk, text[0], text[1:])
    assert text[0] in str(alert["text"])
    seen = feed.polls
    await desk.until_polled(lambda: feed.polls >= seen + 3)
    assert len(desk.console_log) == 1
    assert await desk.stop() == 0


async def test_why_shows_the_words_behind_each_tag(feed: OneFeed, desk: DeskProcess) -> None:
    text = EDITORIAL.read_text("utf-8").splitlines()
    alert = await appear(feed, desk, text[0], text[1:])
    number = str(alert["text"]).split("/alliance why ")[1].split()[0]
    why = await ask(desk, f"/alliance why {number}")
    for words in ("Tariffs", "[tariffs]", "[North Korea]", "[China]", "NATO", "North Korea's missiles", "Opinion"):
        assert words in why, why
