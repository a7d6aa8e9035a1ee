"""One story of six outlets in two languages: told once everywhere, redrawn as it grows, and each side of the press beside the other."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.flows.chat_story import Told, tell

pytestmark = pytest.mark.xdist_group("six-outlets")
PLATFORMS = ("Slack", "Discord")
PLACES = (*PLATFORMS, "console")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder: Path = tmp_path_factory.mktemp("six-outlets")
    return asyncio.run(tell(folder))


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_channel_sees_it_once_and_watches_it_grow(told: Told, platform: str) -> None:
    assert told.outlets == 6
    assert len(told.alerts[platform]) == len(told.redrawn[platform]) == 1
    assert "1 outlet in Korean" in told.alerts[platform][0]
    assert "6 outlets in Korean and English, 1 reprints Namsan Newswire" in told.redrawn[platform][0]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_official_statement_leads_and_the_importance_is_explained(told: Told, platform: str) -> None:
    (alert,) = told.redrawn[platform]
    assert "Primary source: Joint Statement Register" in alert
    assert "Importance: top (5 outlet families within 48 minutes" in alert


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_is_new_and_what_was_changed_goes_to_the_thread_and_the_reprint_does_not(told: Told, platform: str) -> None:
    thread = told.threads[platform]
    said = "\n".join(thread)
    assert "New: first article in English" in said
    assert len(thread) == 3  # what comes in the same hour waits for one more post
    ((before, after),) = told.headlines
    (change,) = [text for text in thread if "Hangang Ilbo changed its headline" in text]
    assert before in change
    assert after.rpartition("…")[2] in change
    assert "Nakdong Maeil" not in said


def test_the_console_hears_the_same(told: Told) -> None:
    first, *later = (" ".join(text.replace("┃", " ").split()) for text in told.console)
    assert "1 outlet in Korean" in first
    assert "Hangang Ilbo changed its headline" in later[-1]


@pytest.mark.parametrize("place", PLACES)
def test_the_story_says_who_led_and_how_each_side_tells_it(told: Told, place: str) -> None:
    story = " ".join(told.stories[place].replace("┃", " ").replace("*", "").split())
    assert "Namsan Newswire led; Han River Times 18 min later, Hangang Ilbo 29 min later" in story
    assert "Same text: Nakdong Maeil" in story
    assert "New: first official statement" in story
    assert "Side by side" in story
    assert "Only English-language Japan (3 of 3, against 0 of 2)" in story
    assert "Headline until" in story


def test_the_page_shows_both_sides_too(told: Told) -> None:
    assert "7 articles, 6 outlets" in told.page
    assert "Namsan Newswire led" in told.page
    assert "Japan in 3 of 3 here, 0 of 2 there" in told.page
