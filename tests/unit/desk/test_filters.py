"""A filter lets through what was asked for, and says which part held back the rest."""

from __future__ import annotations

import pytest

from bot.desk.filters import has_keywords, passes
from bot.model import Filter
from tests.unit.desk.records import OUTLET, analysis

TAGS = analysis(actors=("south-korea", "united-states"), themes=("tariffs",), relevance="partial")


def why(wanted: Filter, title: str = "Seoul waits", body: str = "") -> str | None:
    return passes(wanted, TAGS, OUTLET, title, body).why


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(actors=("kim-jong-un", "south-korea")),
        Filter(themes=("tariffs",), languages=("en", "ko"), outlets=("harbour-post",), kinds=("news",)),
        Filter(minimum_relevance="partial"),
        Filter(keywords=("seoul",)),
        Filter(keywords=("-baseball",)),
    ],
)
def test_an_empty_part_asks_nothing_and_one_value_of_a_part_is_enough(wanted: Filter) -> None:
    assert why(wanted) is None


@pytest.mark.parametrize(
    ("wanted", "part"),
    [
        (Filter(actors=("kim-jong-un",)), "actors"),
        (Filter(themes=("autos",)), "themes"),
        (Filter(languages=("ko",)), "languages"),
        (Filter(outlets=("saebyeok",)), "outlets"),
        (Filter(kinds=("opinion",)), "kinds"),
        (Filter(minimum_relevance="core"), "relevance"),
        (Filter(keywords=("busan",)), "keywords"),
        (Filter(actors=("south-korea",), themes=("autos",)), "themes"),
        (Filter(keywords=("seoul", "-waits")), "keywords"),
        (Filter(tones=("friction", "mixed")), "tones"),
        (Filter(events=("THREATEN",)), "events"),
    ],
)
def test_all_parts_must_hold_and_the_one_that_does_not_is_named(wanted: Filter, part: str) -> None:
    assert why(wanted) == part


def event(type_: str, **flags: bool) -> dict[str, object]:
    return {"source": "north-korea", "type": type_, "target": "south-korea", "sentence": 0, "score": 0.9, **flags}


def test_tone_and_events_that_were_done_are_asked_for() -> None:
    tags = analysis(tone={"label": "friction", "score": 0.8}, events=[event("MOBILIZE"), event("THREATEN", negated=True)])
    assert passes(Filter(tones=("friction",), events=("MOBILIZE", "ASSAULT")), tags, OUTLET, "", "").passes
    assert passes(Filter(events=("THREATEN",)), tags, OUTLET, "", "").why == "events"


@pytest.mark.parametrize(
    ("keyword", "text", "expected"),
    [
        ("THAAD", "사드(THAAD)를 배치", True),
        ("thaad", "THAAD를 배치했다", True),
        ("ship", "a new shipyard", False),
        ("ship repair", "Ship\n  repair in Ulsan", True),
        ("동맹", "한미동맹은 굳건하다", True),
        ("한미동맹", "한미동맹은 굳건하다", True),
        ("북", "북한이 쐈다", False),
        ("북", "북, 미사일 발사", True),
        ("F-35", "F-35s and F-35 jets", True),
        ("F-35", "only F-35s", False),
        ("$350", "a fund of $350 billion", True),
        (".*", "anything", False),
        (" ", "anything", False),
    ],
)
def test_keywords_are_whole_words_or_hangul_within_words(keyword: str, text: str, expected: bool) -> None:
    assert has_keywords((keyword,), text) is expected


def test_an_excluded_word_wins_over_an_included_one() -> None:
    assert not has_keywords(("tariffs", "-cars"), "tariffs on cars")
    assert has_keywords(("tariffs", "-cars"), "tariffs on steel")
