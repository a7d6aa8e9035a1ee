"""A brief is one message that fits, with one line a story."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.adapters.discord.components import components
from bot.adapters.discord.embeds import embed
from bot.adapters.slack.blocks import blocks
from bot.desk.briefing.contents import Brief, brief
from bot.desk.card import Card, Style
from bot.desk.cards.brief import FIRST
from bot.desk.cards.brief import brief as brief_card
from bot.desk.cards.pieces import plain
from bot.desk.digest import Period
from bot.desk.phrases import load_phrases
from bot.desk.reader import Reader
from bot.model import Locale, StoryView
from tests.unit.desk import test_brief
from tests.unit.desk.test_brief import DAY, QUOTE, THEMES, TODAY, story

READER = Reader(load_phrases(), "en", ZoneInfo("Asia/Seoul"), test_brief.NOW, themes={theme.id: theme for theme in THEMES})
SHORTENED = "Shortened"


def found(*stories: StoryView, **parts: Any) -> Brief:
    asked: dict[str, Any] = {"period": DAY, "night": test_brief.NIGHT, "before": (), "today": TODAY, **parts}
    return brief(stories, THEMES, **asked)


def card(*stories: StoryView, locale: Locale = "en", **parts: Any) -> Card:
    return brief_card(found(*stories, **parts), replace(READER, locale=locale), title="Daily brief", hint="More: ask.")


def rows(made: Card) -> list[str]:
    return [plain(part) for part in made.lines]


def titled(one: StoryView, title: str, url: str) -> StoryView:
    articles = tuple(replace(article, title=title, url=url) for article in one.articles)
    return replace(one, lead=articles[0], articles=articles)


def test_a_story_is_one_line_with_its_theme_and_its_outlet_or_how_many() -> None:
    made = card(story(1, outlets=9), story(2, "joint-exercises", outlets=3), story(3))
    assert rows(made)[3:8] == [
        "• Story 1 · tariffs · 9 outlets",
        "US-Korea economy",
        "• Story 3 · tariffs · Harbour Post",
        "Security",
        "• Story 2 · joint-exercises · 3 outlets",
    ]
    headline = made.lines[5][1]
    assert (headline.text, headline.url) == ("Story 3", "https://harbour-post.example/300")
    assert made.lines[4][0].style is Style.STRONG


def test_a_top_story_without_a_summary_is_told_by_what_somebody_said() -> None:
    made = card(story(1, outlets=9, speaker="person"))
    assert f"Somebody: “{QUOTE}” · Harbour Post" in rows(made)


def test_a_statement_is_told_by_its_speaker_and_a_comment_by_its_outlet() -> None:
    made = card(story(1, outlets=9), story(2, kind="statement", speaker="person"), story(3, kind="opinion"))
    assert f"• Somebody: “{QUOTE}” · Harbour Post" in rows(made)
    assert "• Harbour Post: Story 3" in rows(made)


def test_the_night_is_named_by_its_hours_in_the_readers_zone() -> None:
    made = card(story(1, outlets=9), story(2, hours=3))
    assert "Overnight (05:20 to 15:20)" in rows(made)


def test_a_time_without_stories_is_one_line() -> None:
    assert rows(card()) == ["No story that fits came in from 9 Mar, 15:20 KST to 10 Mar, 15:20 KST."]


def test_a_quiet_day_and_a_quiet_week_are_said_to_be_one() -> None:
    week = Period(test_brief.NOW - timedelta(days=7), test_brief.NOW)
    assert "A day with few stories." in rows(card(story(1)))
    assert "A week with few stories." in rows(card(story(1), period=week, night=None))
    assert "소식이 적은 하루였습니다." in rows(card(story(1), locale="ko"))


def test_counts_stand_beside_those_of_the_period_before() -> None:
    earlier = test_brief.made(before=2)
    assert earlier.before is not None
    made = brief_card(replace(found(*(story(number) for number in range(1, 6))), before=earlier.before), READER, title="T", hint="H")
    assert rows(made)[-3:] == ["In numbers, against the day before", "Stories 5 (+3), articles 5 (+3)", "US-Korea economy 5 (+3)"]


def test_without_a_period_before_nothing_is_compared() -> None:
    assert rows(card(story(1)))[-2:] == ["In numbers", "US-Korea economy 1"]


def full(url: str, title: str) -> list[StoryView]:
    """A full day: every section has more than it shows."""
    kinds = ("news", "news", "news", "opinion", "statement")
    themes = ("tariffs", "joint-exercises", "sanctions", "us-politics")
    stories = [
        story(n, themes[n % 4], outlets=1 + n % 3, hours=1 + n % 20, kind=kinds[n % 5], speaker="person" if n % 2 else "")
        for n in range(1, 120)
    ]
    return [titled(one, f"{title} {one.id}", f"{url}/{one.id}") for one in stories]


@pytest.mark.parametrize("locale", ["en", "ko"])
@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://harbour-post.example/2026/03/10/politics", "Seoul and Washington agree on a lower car tariff after a long night"),
        ("https://saebyeok.example/" + "a" * 200, "한미 정상, 워싱턴에서 만나 관세와 방위비를 함께 논의하기로 합의"),
        ("https://harbour-post.example/" + "a" * 400, "통상" * 200),
        ("https://harbour-post.example/" + "a" * 400, "*_`<@everyone>` " * 20),
    ],
)
def test_a_full_day_fits_both_platforms(url: str, title: str, locale: Locale) -> None:
    made = card(*full(url, title), locale=locale)
    texts = [part["content"] for part in components(made)["components"][0]["components"] if part["type"] == 10]
    assert sum(len(text.encode("utf-16-le")) // 2 for text in texts) <= 4_000
    assert len(embed(made)["embeds"][0]["description"]) <= 4_096
    assert len(blocks(made)) <= 50


def test_a_full_day_of_usual_addresses_is_not_cut_by_a_platform() -> None:
    made = card(*full("https://harbour-post.example/2026/03/10/politics", "Seoul and Washington agree on a lower car tariff"))
    drawn = str(components(made)) + str(blocks(made))
    assert SHORTENED not in drawn
    heads = [row for row in rows(made) if row in ("Top stories", "US-Korea economy", "North Korea", "Security", "Statements", "Opinion")]
    assert len(heads) == 6
    assert sum(row.startswith("and ") for row in rows(made)) >= 6


def test_room_is_taken_from_the_sections_before_the_first_top_stories() -> None:
    made = rows(card(*full("https://harbour-post.example/" + "a" * 150, "Seoul and Washington agree")))
    top = made[made.index("Top stories") : made.index("Overnight (05:20 to 15:20)")]
    assert sum(row.startswith("•") for row in top) >= FIRST


def test_every_section_is_named_however_long_its_lines_are() -> None:
    long = [
        titled(one, one.lead.title, "https://harbour-post.example/" + "a" * 5_000)
        for one in (story(1, outlets=2), story(2), story(3, "joint-exercises"))
    ]
    assert {"Top stories", "US-Korea economy", "Security"} <= set(rows(card(*long)))
