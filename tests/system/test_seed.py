"""The user's own document, in a feed, through a real desk: everything that it speaks of is found."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.flows.desk_process import DeskProcess
from tests.flows.one_feed import OneFeed, appear, ask, desk_that_met, serving

pytestmark = pytest.mark.system

SEED = Path(__file__).parents[3] / "shared" / "seed.txt"
ACTORS = {"donald-trump", "united-states", "south-korea", "north-korea", "japan", "nato", "kim-jong-un", "china"}
EVENTS = {
    ("north-korea", "MOBILIZE", "south-korea"),
    ("donald-trump", "ACCUSE", "japan"),
    ("donald-trump", "REQUEST", "japan"),
    ("donald-trump", "ACCUSE", "south-korea"),
    ("united-states", "REQUEST", "south-korea"),
}
THEMES = {
    "us-japan-alliance",
    "tariffs",
    "trade-agreements",
    "nato-europe",
    "naval-nuclear",
    "energy",
    "defense-cost-sharing",
    "north-korea-missiles",
    "north-korea-nuclear",
    "joint-exercises",
    "alliance-politics",
}


@pytest.fixture
async def feed() -> AsyncIterator[OneFeed]:
    async with serving() as server:
        yield server


@pytest.fixture
async def desk(feed: OneFeed, tmp_path: Path) -> AsyncIterator[DeskProcess]:
    async with desk_that_met(feed, tmp_path) as process:
        yield process


async def test_the_seed_causes_one_alert_with_everything_that_it_speaks_of(feed: OneFeed, desk: DeskProcess) -> None:
    if not SEED.exists():
        pytest.fail("../shared/seed.txt is not beside the checkout")
    title, *paragraphs = SEED.read_text("utf-8").splitlines()
    alert = await appear(feed, desk, title, [text for text in paragraphs if text.strip()])
    assert title in str(alert["text"])
    rows = desk.rows("SELECT a.document FROM analysis a JOIN article b ON b.analysis_id = a.id WHERE b.announce = 'alert'")
    analysis = json.loads(str(rows[0][0]))
    assert {actor["id"] for actor in analysis["actors"]} >= ACTORS
    assert {theme["id"] for theme in analysis["themes"]} >= THEMES
    assert {(event["source"], event["type"], event["target"]) for event in analysis["events"]} >= EVENTS
    assert "donald-trump" in {quote["speaker"] for quote in analysis["quotes"] if "four times higher" in quote["text"]}
    assert analysis["tone"]["label"] == "mixed"
    assert analysis["kind"] == "opinion"
    assert analysis["relevance"]["label"] == "core"
    sentences = [sentence["text"] for sentence in analysis["summary"]]
    assert 2 <= len(sentences) <= 3
    body = " ".join(paragraphs)
    assert all(sentence in body for sentence in sentences)
    assert all(actor["mentions"] for actor in analysis["actors"])
    assert all(theme["evidence"] for theme in analysis["themes"])
    number = str(alert["text"]).split("/alliance why ")[1].split()[0]
    why = await ask(desk, f"/alliance why {number}")
    for words in ("nuclear facilities", "[NATO]", "[Kim Jong-un]", "[reciprocal tariffs]"):
        assert words in why, why
