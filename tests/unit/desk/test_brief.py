"""What stands in a brief: every story once, the first ones first, the night, the subjects, the voices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.desk.briefing.contents import LIMITS, TOP_SHARE, Brief, brief
from bot.desk.digest import Period
from bot.desk.sections import Section
from bot.model import CatalogueTheme, StoryView, TaggedArticle
from bot.tags import Analysis
from tests.fakes.desk_parts import analysis_json
from tests.unit.desk.records import NOW, OUTLET, view

DAY = Period(NOW - timedelta(days=1), NOW)
NIGHT = Period(NOW - timedelta(hours=10), NOW)
TODAY = date(2026, 3, 10)
THEMES = [CatalogueTheme(key, key, key, group) for key, group in (("tariffs", "economy"), ("joint-exercises", "security"))]
QUOTE = "We have found a rate that both of our industries can live with."


def story(number: int, theme: str = "tariffs", *, outlets: int = 1, hours: float = 15, kind: str = "news", speaker: str = "") -> StoryView:
    at = NOW - timedelta(hours=hours, minutes=number / 100)
    parts: dict[str, Any] = {"kind": kind, "themes": [{"id": theme, "rank": "primary"}]}
    if speaker:
        parts["actors"] = [{"id": "somebody", "name": {"en": "Somebody", "ko": "누구"}, "type": speaker, "mentions": []}]
        parts["quotes"] = [{"speaker": "somebody", "text": QUOTE, "start": 0, "end": 9, "direct": True}]
    tags = Analysis.from_json(analysis_json(**parts))
    told = tuple(
        view(number * 100 + copy, number, f"Story {number}", at=at, tags=tags, outlet=replace(OUTLET, id=f"o{copy}", family=f"f{copy}"))
        for copy in range(outlets)
    )
    return StoryView(number, told[0], told, at, at)


def made(*stories: StoryView, before: int = 0, **parts: Any) -> Brief:
    earlier = [TaggedArticle(9_000 + n, True, "o", "news", "neutral", (), ("tariffs",), ("tariffs",), ()) for n in range(before)]  # noqa: FBT003
    asked: dict[str, Any] = {"period": DAY, "night": NIGHT, "before": earlier, "today": TODAY, **parts}
    return brief(stories, THEMES, **asked)


def shown(found: Brief) -> dict[Section, list[int]]:
    return {part.section: [one.id for one in part.stories] for part in found.parts}


def test_the_first_stories_are_the_top_and_the_rest_stands_by_its_subject() -> None:
    found = made(*(story(number, outlets=20 - number) for number in range(1, 5)), *(story(n, "joint-exercises") for n in range(5, 9)))
    assert shown(found) == {Section.TOP: [1, 2], Section.ECONOMY: [3, 4], Section.SECURITY: [5, 6, 7, 8]}


def test_a_day_of_few_stories_has_one_top_story_and_its_sections() -> None:
    assert shown(made(story(1, outlets=2), story(2), story(3, "joint-exercises"))) == {
        Section.TOP: [1],
        Section.ECONOMY: [2],
        Section.SECURITY: [3],
    }


def test_what_broke_in_the_night_stands_overnight_and_what_began_before_it_does_not() -> None:
    began = story(3, outlets=2)
    goes_on = replace(began, last_seen_at=NOW - timedelta(hours=1))
    found = made(story(1, outlets=9), story(2, hours=3), goes_on)
    assert shown(found) == {Section.TOP: [1], Section.OVERNIGHT: [2], Section.ECONOMY: [3]}
    assert Section.OVERNIGHT not in shown(made(story(1, outlets=9), story(2, hours=3), night=None))


def test_what_is_said_in_the_night_stands_with_what_is_said() -> None:
    found = made(story(1, outlets=9), story(2, hours=3, kind="statement"), story(3, hours=3, kind="opinion"))
    assert shown(found) == {Section.TOP: [1], Section.STATEMENTS: [2], Section.OPINION: [3]}


def test_opinion_is_no_top_story_however_many_print_it() -> None:
    assert shown(made(story(1, outlets=9, kind="opinion"), story(2))) == {Section.TOP: [2], Section.OPINION: [1]}
    assert shown(made(story(1, kind="opinion"))) == {Section.OPINION: [1]}


def test_a_section_has_a_limit_and_counts_the_rest() -> None:
    found = made(*(story(number) for number in range(1, 41)))
    economy = next(part for part in found.parts if part.section is Section.ECONOMY)
    tops = min(LIMITS[Section.TOP], 40 // TOP_SHARE)
    assert (len(economy.stories), economy.more) == (LIMITS[Section.ECONOMY], 40 - tops - LIMITS[Section.ECONOMY])


def test_no_story_stands_twice() -> None:
    stories = [story(n, hours=1 + n % 20, kind=("news", "opinion", "statement")[n % 3], speaker="person") for n in range(1, 80)]
    ids = [one for ids in shown(made(*stories)).values() for one in ids]
    assert len(ids) == len(set(ids)) > 15


def test_statements_leave_room_for_people_who_are_quoted_in_stories_that_no_section_has_room_for() -> None:
    official = story(90, kind="statement")
    quoting = [story(80, hours=16, speaker="person"), story(81, hours=16, speaker="state")]
    found = made(*(story(number) for number in range(1, 12)), official, *quoting)
    assert shown(found)[Section.STATEMENTS] == [90, 80]
    economy = next(part for part in found.parts if part.section is Section.ECONOMY)
    assert len(economy.stories) + economy.more + len(shown(found)[Section.TOP]) == 12


def test_a_quoted_story_that_its_section_shows_stays_there() -> None:
    found = made(*(story(number, outlets=9) for number in range(1, 5)), story(80, speaker="person"))
    assert Section.STATEMENTS not in shown(found)


def test_a_time_is_quiet_with_few_stories_or_with_far_fewer_than_before() -> None:
    busy = [story(number) for number in range(1, 7)]
    assert made(*busy[:3]).is_quiet
    assert not made(*busy).is_quiet
    assert made(*busy, before=19).is_quiet
    assert not made(*busy, before=18).is_quiet
    week = Period(NOW - timedelta(days=7), NOW)
    assert made(*busy, period=week).is_quiet


def test_of_a_part_of_the_news_there_is_always_little() -> None:
    assert not made(story(1), story(2), is_wide=False, before=2).is_quiet
    assert made(story(1), is_wide=False, before=4).is_quiet


def test_the_time_before_is_counted_where_there_is_one() -> None:
    assert made(story(1)).before is None
    found = made(*(story(number) for number in range(1, 7)), before=2)
    assert found.before is not None
    assert (found.now.stories, found.before.stories, found.themes[0].id) == (6, 2, "tariffs")
