"""What is coming up: each event once, in order of its day, without what is past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.desk.briefing.calendar import Event, calendar, exactest, in_order
from bot.model import StoryView
from bot.tags import Analysis
from tests.fakes.desk_parts import analysis_json
from tests.unit.desk.records import OUTLET, view

TODAY = date(2026, 3, 10)


def coming(
    day: str, kind: str = "talks", *, actors: tuple[str, ...] = ("usa", "kor"), text: str = "The two sides meet.", **parts: Any
) -> dict[str, Any]:
    mention = {"field": "body", "start": 0, "end": 3, "text": "The"}
    return {"kind": kind, "day": day, "actors": list(actors), "text": text, "mention": mention, **parts}


def story(number: int, *tags: dict[str, Any], language: str = "en", family: str = "") -> StoryView:
    analysis = Analysis.from_json(analysis_json(language=language, coming=list(tags)))
    outlet = replace(OUTLET, family=family or f"family-{number}")
    told = view(number, number, f"Title {number}", tags=analysis, language=language, outlet=outlet)
    return StoryView(number, told, (told,), told.first_seen_at, told.first_seen_at)


def days(events: tuple[Event, ...]) -> list[str]:
    return [f"{exactest(event).tag.day:%m-%d}" for event in events]


def test_the_past_is_left_out_and_today_is_not() -> None:
    found = calendar([story(1, coming("2026-03-09", "visit"), coming("2026-03-10", "hearing"), coming("2026-03-11"))], TODAY)
    assert days(in_order(found)) == ["03-10", "03-11"]


def test_a_week_and_a_month_count_until_they_are_over() -> None:
    tags = [
        coming("2026-03-09", "talks", precision="week"),
        coming("2026-03-02", "visit", precision="week"),
        coming("2026-03-01", "summit", precision="month"),
        coming("2026-02-01", "election", precision="month"),
    ]
    assert days(in_order(calendar([story(1, *tags)], TODAY))) == ["03-01", "03-09"]


def test_what_is_far_ahead_is_no_news() -> None:
    assert calendar([story(1, coming("2026-05-20"))], TODAY) == ()


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (coming("2026-03-20"), True),
        (coming("2026-03-20", actors=("usa", "kor", "jpn")), True),
        (coming("2026-03-21"), False),
        (coming("2026-03-20", "summit"), False),
        (coming("2026-03-20", actors=("usa", "chn")), False),
        (coming("2026-03-20", actors=()), False),
        (coming("2026-03-01", precision="month"), True),
        (coming("2026-03-16", precision="week"), True),
        (coming("2026-03-23", precision="week"), False),
    ],
)
def test_one_event_in_two_stories_and_languages_is_told_once(other: dict[str, Any], is_same: bool) -> None:
    found = calendar([story(1, coming("2026-03-20")), story(2, other, language="ko")], TODAY)
    assert len(found) == (1 if is_same else 2)


def test_one_day_of_one_story_is_one_event_whatever_it_is_called() -> None:
    assert len(calendar([story(1, coming("2026-03-20", "visit"), coming("2026-03-20", "summit", actors=()))], TODAY)) == 1
    assert len(calendar([story(1, coming("2026-03-20", "visit"), coming("2026-03-21", "visit"))], TODAY)) == 2


def test_an_event_is_told_by_its_exact_day_in_the_readers_language_and_by_a_whole_sentence() -> None:
    loose = coming("2026-03-01", precision="month", text="They meet in March.")
    dangling = coming("2026-03-20", text="It begins on March 20.")
    whole = coming("2026-03-20", text="Envoys meet on March 20.")
    korean = coming("2026-03-20", text="양국 특사가 20일 만난다.")
    (event,) = calendar([story(1, loose), story(2, dangling), story(3, whole), story(4, korean, language="ko")], TODAY)
    assert (exactest(event, "en").tag.text, exactest(event, "ko").tag.text) == ("Envoys meet on March 20.", "양국 특사가 20일 만난다.")


def test_exact_days_come_first_then_what_most_publishers_announce() -> None:
    month = story(1, coming("2026-04-01", "summit", precision="month"))
    alone = story(2, coming("2026-03-12", "hearing"))
    shared = [story(3, coming("2026-03-25", "visit"), family="a"), story(4, coming("2026-03-25", "visit"), family="b")]
    found = calendar([month, alone, *shared], TODAY)
    assert days(found) == ["03-25", "03-12", "04-01"]
    assert days(in_order(found)) == ["03-12", "03-25", "04-01"]
