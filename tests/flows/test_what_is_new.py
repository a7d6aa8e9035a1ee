"""A story of four articles in a real desk: the second repeats the first, the third brings something, the fourth repeats the third."""

from __future__ import annotations

from collections.abc import AsyncIterator
from html import escape
from pathlib import Path

import pytest

from tests.flows.desk_process import DeskProcess
from tests.flows.one_feed import OneFeed, appear, ask, desk_that_met, serving

FIRST = (
    "South Korea and US agree to build submarines together",
    [
        "South Korea and the United States agreed on Tuesday to build nuclear-powered submarines together, officials in Seoul said.",
        "The two governments will begin talks on fuel for the submarines next month, the defense ministry said.",
        "The submarines are to be built in South Korean shipyards, and the first is to enter service within ten years.",
    ],
)
SECOND = (
    "Seoul and Washington agree on joint submarine building",
    [
        "Officials in Seoul said on Tuesday that South Korea and the United States agreed to build nuclear-powered submarines together.",
        "Talks on fuel for the submarines will begin next month, according to the defense ministry.",
        "South Korean shipyards are to build the submarines; within ten years the first is to enter service.",
    ],
)
THIRD = (
    "China warns South Korea and US over $12 billion submarine plan",
    [
        "China on Wednesday warned South Korea and the US over their $12 billion plan to build nuclear-powered submarines together.",
        '"This plan will bring nothing but tension to the whole region," the Chinese foreign ministry said.',
        "South Korea and the United States agreed on Tuesday to begin talks on fuel for the submarines next month.",
    ],
)
FOURTH = (
    "Beijing cautions Seoul, Washington on submarines",
    [
        "China has cautioned South Korea and the US over the nuclear-powered submarines that they agreed to build together.",
        "The plan is to cost 12 billion dollars.",
        '"This plan will bring nothing but tension to the whole region," said the Chinese foreign ministry in Beijing.',
        "Talks on fuel for the submarines between South Korea and the United States begin next month.",
    ],
)
POSTS = "SELECT count(*) FROM delivery WHERE purpose = 'thread'"


@pytest.fixture
async def feed() -> AsyncIterator[OneFeed]:
    async with serving() as server:
        yield server


@pytest.fixture
async def desk(feed: OneFeed, tmp_path: Path) -> AsyncIterator[DeskProcess]:
    async with desk_that_met(feed, tmp_path) as process:
        yield process


async def follow(feed: OneFeed, desk: DeskProcess, article: tuple[str, list[str]]) -> None:
    """Let a later article appear in the feed, and wait until it is read."""
    feed.items.insert(0, (article[0], "".join(f"<p>{escape(text)}</p>" for text in article[1])))
    await desk.stored("SELECT count(*) FROM article WHERE stage = 'done'", len(feed.items))


async def test_the_third_article_is_told_with_what_it_brings_and_the_fourth_is_only_counted(feed: OneFeed, desk: DeskProcess) -> None:
    alert = await appear(feed, desk, *FIRST)
    number = str(alert["text"]).split("/alliance why ")[1].split()[0]
    await desk.stored("SELECT count(*) FROM delivery WHERE purpose = 'alert' AND state = 'sent'", 1)
    await follow(feed, desk, SECOND)
    assert desk.rows(POSTS) == [(0,)]
    await follow(feed, desk, THIRD)
    await desk.stored("SELECT count(*) FROM delivery WHERE purpose = 'thread' AND state = 'sent'", 1)
    await follow(feed, desk, FOURTH)
    assert desk.rows(POSTS) == [(1,)]
    told, post = desk.console_log
    assert told == alert
    assert post["title"] == THIRD[0]
    text = " ".join(str(post["text"]).replace("┃", " ").split())
    for words in ("New: China → ", "first figure: $12 billion", "“This plan will bring nothing but tension to the whole region”"):
        assert words in text, text
    assert FOURTH[0] in " ".join((await ask(desk, f"/alliance story {number}")).replace("┃", " ").split())
