"""The line that says what is new: names and figures in the reader's language, quotes in the source's words."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.desk.cards.developments import PARTS, QUOTE, whats_new
from bot.desk.cards.figures import english_number, figure, korean_number
from bot.desk.phrases import load_phrases
from bot.desk.reader import Reader
from bot.model import CatalogueActor, Development, Locale, News
from bot.tags import Analysis
from tests.fakes.desk_parts import analysis_json
from tests.unit.desk.records import NOW, view

BOOK = load_phrases()
CHINA = CatalogueActor("china", "China", "중국", "state", "CN", None, ())
TAGGED = [
    {"id": "lee-jae-myung", "name": {"en": "Lee Jae-myung", "ko": "이재명"}, "mentions": []},
    {"id": "united-states", "name": {"en": "United States", "ko": "미국"}, "mentions": []},
]


def said(locale: Locale, *news: Development) -> str:
    reader = Reader(BOOK, locale, ZoneInfo("Asia/Seoul"), NOW, actors={"china": CHINA})
    return whats_new(view(2, 1, "A title", tags=Analysis.from_json(analysis_json(actors=TAGGED)), news=news), reader)


def dollars(text: str = "$350 billion", language: str = "en", **parts: Any) -> Development:
    return Development(News.FIGURE, 3.0, language, unit="usd", value=3.5e11, text=text, **parts)


def test_an_article_that_brought_nothing_has_no_line() -> None:
    assert said("en") == ""


@pytest.mark.parametrize(
    ("news", "english", "korean"),
    [
        (Development(News.STATEMENT, 6.0, "en"), "first official statement", "첫 공식 발표"),
        (Development(News.LANGUAGE, 1.0, "ko"), "first article in Korean", "첫 한국어 기사"),
        (Development(News.ACTOR, 4.0, "en", actor="china"), "China named", "중국 등장"),
        (
            Development(News.EVENT, 5.0, "en", actor="united-states", event="SANCTION", target="china"),
            "United States → China, sanction",
            "미국 → 중국, 제재",
        ),
        (dollars(is_first=True), "first figure: $350 billion", "첫 수치 3,500억 달러"),
        (dollars("3천500억 달러", "ko"), "figure: $350 billion", "수치 3천500억 달러"),
        (
            Development(News.QUOTE, 2.0, "en", actor="lee-jae-myung", text="We will  wait\nand see"),
            "Lee Jae-myung: “We will wait and see”",
            "이재명 “We will wait and see”",
        ),
    ],
    ids=lambda value: value.kind.value if isinstance(value, Development) else None,
)
def test_each_kind_is_said_in_the_readers_language(news: Development, english: str, korean: str) -> None:
    assert said("en", news) == f"New: {english}"
    assert said("ko", news) == f"새 내용: {korean}"


def test_several_things_make_one_line_of_a_few_parts_each_once() -> None:
    china = Development(News.ACTOR, 4.0, "en", actor="china")
    quote = Development(News.QUOTE, 2.0, "en", actor="lee-jae-myung", text="x" * 900)
    line = said("en", china, dollars(), dollars(), quote, Development(News.LANGUAGE, 1.0, "en"))
    assert line.split("; ")[:2] == ["New: China named", "figure: $350 billion"]
    assert len(line.split("; ")) == PARTS
    assert len(line) < QUOTE + 100


@pytest.mark.parametrize(
    ("unit", "value", "english", "korean"),
    [
        ("usd", 1.9e9, "$1.9 billion", "19억 달러"),
        ("usd", 4_500_000.0, "$4.5 million", "450만 달러"),
        ("krw", 2.6e12, "2.6 trillion won", "2조 6,000억 원"),
        ("percent", 25.0, "25%", "25%"),
        ("points", 0.25, "0.25 percentage points", "0.25%포인트"),
        ("people", 28_500.0, "28,500 people", "2만 8,500명"),
        ("km", 900.0, "900 km", "900km"),
        ("tons", 2e6, "2 million tons", "200만 t"),
        ("jpy", 5.5e13, "55 trillion yen", "55조 엔"),
    ],
)
def test_a_figure_is_written_out_for_who_reads_the_other_language(unit: str, value: float, english: str, korean: str) -> None:
    shown = Development(News.FIGURE, 3.0, "ja", unit=unit, value=value, text="words of another language")
    assert (figure(shown, "en"), figure(shown, "ko")) == (english, korean)


def test_numbers_lose_nothing_that_matters() -> None:
    assert english_number(28_500) == "28,500"
    assert korean_number(1_234_567_890_000) == "1조 2,345억 6,789만"
    assert (english_number(4.5), korean_number(4.5)) == ("4.5", "4.5")
