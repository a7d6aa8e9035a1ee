"""Two articles of our own, as they come over a feed, and the words that `/alliance why` shows behind each of their tags.

The Korean one has a headline in hanja, particles, 양국 and 이 대통령; the English one metonyms and bare surnames. Both hold names that are
traps: 한미약품 is no alliance, a Kim who opens a shop no leader, a park no Park.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.flows.desk_process import DeskProcess
from tests.flows.one_feed import OneFeed, appear, ask, desk_that_met, serving

HERE = Path(__file__).parent


@pytest.fixture
async def feed() -> AsyncIterator[OneFeed]:
    async with serving() as server:
        yield server


@pytest.fixture
async def desk(feed: OneFeed, tmp_path: Path) -> AsyncIterator[DeskProcess]:
    async with desk_that_met(feed, tmp_path) as process:
        yield process


async def rows_of(name: str, feed: OneFeed, desk: DeskProcess) -> list[str]:
    """The rows of the card, each on one line: a tag and the places behind it."""
    title, *paragraphs = (HERE / name).read_text("utf-8").splitlines()
    alert = await appear(feed, desk, title, paragraphs)
    number = str(alert["text"]).split("/alliance why ")[1].split()[0]
    card = await ask(desk, f"/alliance why {number}")
    rows: list[str] = []
    for line in card.splitlines():
        words = line.removeprefix("┃").strip()
        if not rows or re.match(r"┃ {1,2}\d+\. ", line):
            rows.append(words)
        else:
            rows[-1] += f" {words}"
    return rows


def row(rows: list[str], *words: str) -> str:
    """The one row that has all the words."""
    found = [one for one in rows if all(word in one for word in words)]
    assert len(found) == 1, (words, rows)
    return found[0]


async def test_a_korean_article_with_hanja_both_sides_and_a_surname_with_its_office(feed: OneFeed, desk: DeskProcess) -> None:
    rows = await rows_of("hanja.ko.txt", feed, desk)
    assert "[美] 관세 압박에" in row(rows, "United States (main actor)")
    assert "압박에 [韓]" in row(rows, "South Korea (main actor)")
    lee = row(rows, "Lee Jae-myung (main actor)")
    for form in ("[李]", "[이재명 대통령]", "[이 대통령]"):
        assert form in lee
    assert "[김 장관]" in row(rows, "Kim Jung-kwan (")
    assert "[北]" in row(rows, "North Korea (")
    assert "[관세 압박]" in row(rows, "Tariffs (main theme)")
    assert "[순항미사일]" in row(rows, "missiles (also discussed)")
    assert "[요청]" in row(rows, "Lee Jae-myung → ", ", request")
    assert "[발사]" in row(rows, "North Korea → ", ", show of force")
    assert "“양국의 신뢰가 먼저이고 숫자는 그다음”" in row(rows, "Said: Lee Jae-myung")
    assert "[다음 달 15일]" in row(rows, "Coming up: talks")
    assert not any("[한미]약품" in one or "박서윤 (" in one for one in rows)


async def test_an_english_article_with_capitals_for_governments_and_bare_surnames(feed: OneFeed, desk: DeskProcess) -> None:
    rows = await rows_of("metonyms.en.txt", feed, desk)
    assert "[Washington] presses" in row(rows, "United States (main actor)")
    assert "presses [Seoul]" in row(rows, "South Korea (main actor)")
    north = row(rows, "North Korea (main actor)")
    assert "[Pyongyang] fires" in north
    assert "[The North] has stepped up" in north
    assert "[Hegseth] told" in row(rows, "Pete Hegseth (main actor)")
    assert "[Cho] said" in row(rows, "Cho Hyun (")
    assert "[Beijing] called" in row(rows, "China (")
    assert "[Blue House]" in row(rows, "South Korean Presidential Office (")
    assert "[the Pentagon]" in row(rows, "U.S. Defense Department (")
    assert "[troop costs]" in row(rows, "Defense cost-sharing (main theme)")
    assert "[Freedom Shield]" in row(rows, "Joint exercises (")
    assert "[urged]" in row(rows, "Pete Hegseth → South Korea, request")
    assert "[fired]" in row(rows, "North Korea → ", ", show of force")
    assert "“Seoul is rich enough to carry its share”" in row(rows, "Said: Pete Hegseth", "“")
    assert "[December 4]" in row(rows, "Coming up: talks")
    assert not any("Kardashian" in one.split("(")[0] or "In [Seoul]" in one or "a [park]" in one for one in rows)
