"""A digest is one message that fits, with one line a story."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.adapters.discord.components import components
from bot.desk.card import Card, Style
from bot.desk.cards.digest import digest
from bot.desk.cards.pieces import plain
from bot.desk.cards.rows import MOST_LINES
from bot.desk.digest import Period
from bot.desk.phrases import load_phrases
from bot.desk.reader import Reader
from bot.desk.sections import contents
from bot.model import CatalogueTheme, StoryView
from tests.unit.desk.records import NOW, OUTLET, analysis, subscription, view

THEMES = {key: CatalogueTheme(key, key.title(), key, group) for key, group in (("tariffs", "economy"), ("joint-exercises", "security"))}
READER = Reader(load_phrases(), "en", ZoneInfo("Asia/Seoul"), NOW, themes=THEMES)
DAY = Period(NOW - timedelta(days=1), NOW)


def story(number: int, theme: str = "tariffs", *, title: str = "", outlets: int = 1, **parts: Any) -> StoryView:
    at = NOW - timedelta(minutes=number)
    articles = tuple(
        view(
            number * 100 + copy,
            number,
            title or f"Story {number}",
            at=at,
            tags=analysis(themes=(theme,)),
            outlet=replace(OUTLET, id=f"o{copy}", family=f"f{copy}"),
            **parts,
        )
        for copy in range(outlets)
    )
    return StoryView(number, articles[0], articles, at, at)


def made(*stories: StoryView) -> Card:
    return digest(subscription(1), DAY, contents(stories, THEMES.values()), READER)


def rows(card: Card) -> list[str]:
    return [plain(part) for part in card.lines]


def test_stories_stand_under_their_sections_one_line_each() -> None:
    card = made(story(1), story(2, "joint-exercises", outlets=3))
    assert rows(card)[1:] == ["Security", "• Story 2 · Joint-Exercises · 3 outlets", "Economy", "• Story 1 · Tariffs · 1 outlet"]
    headline = card.lines[2][1]
    assert (headline.text, headline.url) == ("Story 2", "https://harbour-post.example/200")
    assert card.lines[1][0].style is Style.STRONG


def test_it_says_which_time_it_covers_in_the_channels_zone() -> None:
    assert rows(made(story(1)))[0] == "1 story from 9 Mar, 15:20 KST to 10 Mar, 15:20 KST"


def test_a_period_without_stories_is_one_line() -> None:
    card = made()
    assert rows(card) == ["No story that fits came in from 9 Mar, 15:20 KST to 10 Mar, 15:20 KST."]
    assert card.actions == ()


def test_a_busy_day_shows_some_of_each_section_and_counts_the_rest() -> None:
    card = made(*(story(number) for number in range(1, 41)), *(story(number, "joint-exercises") for number in range(41, 44)))
    shown = [row for row in rows(card) if row.startswith("•")]
    assert len(shown) == MOST_LINES
    assert sum("Joint-Exercises" in row for row in shown) == 3
    assert rows(card)[-1] == f"and {40 - (MOST_LINES - 3)} more"


def test_long_headlines_and_addresses_leave_room_for_the_message() -> None:
    long_title, address = "통상" * 200, "https://harbour-post.example/" + "a" * 400
    card = made(*(story(number, title=f"{long_title} {number}", url=address) for number in range(1, 31)))
    shown = [row for row in rows(card) if row.startswith("•")]
    texts = [part["content"] for part in components(card)["components"][0]["components"] if part["type"] == 10]
    assert 0 < len(shown) < MOST_LINES
    assert rows(card)[-1] == f"and {30 - len(shown)} more"
    assert all(any(row.split(" · ")[0][2:] in text for text in texts) for row in shown)
    assert sum(map(len, texts)) <= 4_000


def test_every_section_is_named_however_long_its_lines_are() -> None:
    address = "https://harbour-post.example/" + "a" * 5_000
    card = made(story(1, url=address), story(2, "joint-exercises", url=address))
    assert {"Security", "Economy"} <= set(rows(card))
