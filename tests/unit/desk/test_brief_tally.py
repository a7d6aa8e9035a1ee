"""Counts of a period, and what rises against the period before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.desk.briefing.tally import rising, tagged, tally
from bot.model import StoryView, TaggedArticle
from tests.unit.desk.records import NOW, OUTLET, analysis, view

GROUPS = {"tariffs": "economy", "joint-exercises": "security"}
PLAIN = TaggedArticle(1, True, "a", "news", "neutral", (), ("tariffs",), ("tariffs",), ())  # noqa: FBT003 - a row of the table


def row(story_id: int, **parts: object) -> TaggedArticle:
    return replace(PLAIN, story_id=story_id, **parts)  # type: ignore[arg-type]


def test_stories_articles_and_outlets_are_counted_once_each() -> None:
    found = tally([row(1), row(1, is_lead=False, outlet="b"), row(2)], GROUPS)
    assert (found.articles, found.stories, found.outlets) == (3, 2, 2)


def test_section_and_tone_of_a_story_are_those_of_its_lead() -> None:
    lead = row(1, tone="friction", themes=("joint-exercises",), main_themes=("joint-exercises",))
    found = tally([row(1, is_lead=False, tone="mixed"), lead, row(2, kind="opinion"), row(3, states=("KP",))], GROUPS)
    assert found.sections == {"security": 1, "opinion": 1, "north-korea": 1}
    assert found.tones == {"friction": 1, "neutral": 2}


def test_themes_and_actors_count_the_stories_that_have_them() -> None:
    first = row(1, actors=("usa", "kim"), themes=("tariffs", "autos"), main_themes=("tariffs",))
    found = tally([first, row(1, is_lead=False, actors=("usa",)), row(2, actors=("usa",))], GROUPS)
    assert found.themes == {"tariffs": 2}
    assert found.actors == {"usa": 2, "kim": 1}


def test_nothing_is_counted_as_nothing() -> None:
    found = tally([], GROUPS)
    assert (found.articles, found.stories, found.outlets, dict(found.sections)) == (0, 0, 0, {})


def test_what_is_new_or_clearly_more_rises_the_steepest_first() -> None:
    now = {"always": 40, "more": 9, "new": 6, "once": 2, "steady": 5, "less": 3}
    before = {"always": 36, "more": 4, "steady": 4, "less": 9}
    assert [(rise.id, rise.now, rise.before) for rise in rising(now, before, 3)] == [("new", 6, 0), ("more", 9, 4)]
    assert [rise.id for rise in rising(now, before, 1)] == ["new"]


def test_a_story_counts_as_its_row_in_the_store_would() -> None:
    told = view(7, 3, "Title", tags=analysis(actors=("usa",), themes=("tariffs",), kind="statement"), outlet=replace(OUTLET, id="x"))
    waiting = replace(told, id=8, analysis=None)
    story = StoryView(3, told, (told, waiting), NOW, NOW + timedelta(hours=1))
    assert tagged(story) == (TaggedArticle(3, True, "x", "statement", "neutral", ("usa",), ("tariffs",), ("tariffs",), ()),)  # noqa: FBT003
