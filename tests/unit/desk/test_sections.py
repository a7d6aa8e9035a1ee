"""Which stories stand in a digest, in which section, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.digest import Period
from bot.desk.sections import LATE, NORTH_KOREA_THEMES, Section, contents, section_of, shares, within
from bot.model import ArticleView, CatalogueTheme, Filter, StoryView
from bot.tags import Analysis
from handlers.ontology.load import load_ontology
from tests.fakes.desk_parts import analysis_json
from tests.unit.desk.records import NOW, OUTLET, analysis, view

DAY = Period(NOW - timedelta(days=1), NOW)
GROUPS = {"tariffs": "economy", "joint-exercises": "security", "human-rights": "society", "us-politics": "society", "sanctions": "security"}
THEMES = [CatalogueTheme(key, key, key, group) for key, group in GROUPS.items()]


def story(number: int, *articles: ArticleView) -> StoryView:
    times = [article.first_seen_at for article in articles]
    return StoryView(number, articles[0], articles, min(times), max(times))


def article(number: int = 1, *themes: str, hours: float = 1, family: str = "", **parts: Any) -> ArticleView:
    tags = analysis(themes=themes, **{key: parts.pop(key) for key in ("kind", "relevance", "actors") if key in parts})
    outlet = replace(OUTLET, id=family or f"outlet-{number}", family=family or f"family-{number}")
    return view(number, number, f"Title {number}", at=NOW - timedelta(hours=hours), tags=tags, outlet=outlet, **parts)


def section(tags: Analysis) -> Section:
    return section_of(story(1, view(1, 1, "Title", tags=tags)), GROUPS)


def acting(country: str, salience: str) -> Analysis:
    actor = {"id": "somebody", "name": {"en": "Somebody", "ko": "누구"}, "salience": salience, "country": country}
    return Analysis.from_json(analysis_json(actors=[actor], themes=[{"id": "joint-exercises", "rank": "primary"}]))


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (analysis(themes=("joint-exercises",)), Section.SECURITY),
        (analysis(themes=("tariffs",)), Section.ECONOMY),
        (analysis(themes=("us-politics",)), Section.OTHER),
        (analysis(), Section.OTHER),
        (analysis(themes=("tariffs", "sanctions")), Section.NORTH),
        (analysis(themes=("human-rights",)), Section.NORTH),
        (analysis(themes=("sanctions",), kind="statement"), Section.STATEMENTS),
        (analysis(themes=("sanctions",), kind="opinion"), Section.OPINION),
        (acting("KP", "major"), Section.NORTH),
        (acting("KP", "minor"), Section.SECURITY),
        (acting("KR", "major"), Section.SECURITY),
    ],
)
def test_a_story_stands_in_one_section(tags: Analysis, expected: Section) -> None:
    assert section(tags) is expected


def test_main_themes_decide_before_those_that_are_also_discussed() -> None:
    rows = [{"id": "sanctions", "rank": "secondary"}, {"id": "tariffs", "rank": "primary"}]
    assert section(Analysis.from_json(analysis_json(themes=rows))) is Section.ECONOMY
    assert section(Analysis.from_json(analysis_json(themes=rows[:1]))) is Section.NORTH


def test_the_themes_of_the_north_are_themes_of_the_codebook() -> None:
    assert set(load_ontology().themes) >= NORTH_KOREA_THEMES


def test_a_story_is_told_by_its_articles_of_the_period_that_pass() -> None:
    found = within(story(1, article(1, hours=30), article(2, hours=5), article(3, hours=-1)), Filter(), DAY)
    assert found is not None
    assert ([one.id for one in found.articles], found.lead.id) == ([2], 2)


def test_the_period_has_its_beginning_and_not_its_end() -> None:
    assert within(story(1, article(1, hours=24)), Filter(), DAY) is not None
    assert within(story(1, article(1, hours=0)), Filter(), DAY) is None


def test_one_article_that_passes_brings_the_storys_coverage_with_it() -> None:
    found = within(story(1, article(1, "us-politics"), article(2, "tariffs")), Filter(themes=("tariffs",)), DAY)
    assert found is not None
    assert [one.id for one in found.articles] == [1, 2]
    assert within(story(1, article(1, "us-politics")), Filter(themes=("tariffs",)), DAY) is None


def test_keywords_are_looked_for_in_the_texts_which_are_then_not_kept() -> None:
    found = within(story(1, article(1, body="A ship sails.")), Filter(keywords=("ship",)), DAY)
    assert found is not None
    assert found.lead.body == ""
    assert within(story(1, article(1, body="A ship sails.")), Filter(keywords=("train",)), DAY) is None


def test_the_backlog_of_a_new_feed_is_no_news_and_what_a_feed_brings_late_is() -> None:
    old = article(1, hours=1, published_at=DAY.start - LATE - timedelta(minutes=1))
    late = article(1, hours=1, published_at=DAY.start - timedelta(hours=2))
    assert within(story(1, old), Filter(), DAY) is None
    assert within(story(1, late), Filter(), DAY) is not None


def test_the_most_told_come_first_then_the_nearest_then_the_newest() -> None:
    told_by_two = story(1, article(1, family="a", hours=9, relevance="partial"), article(11, family="b", hours=9, relevance="partial"))
    one_publisher_twice = story(
        2, article(2, family="c", hours=3, relevance="partial"), article(12, family="c", hours=2, relevance="partial")
    )
    core = story(3, article(3, hours=8))
    newer = story(4, article(4, hours=1))
    found = contents([one_publisher_twice, core, told_by_two, newer], THEMES)
    assert [one.id for one in found.sections[Section.OTHER]] == [1, 4, 3, 2]


def test_sections_come_in_their_order_and_empty_ones_not_at_all() -> None:
    found = contents(
        [story(1, article(1, "tariffs")), story(2, article(2, kind="opinion")), story(3, article(3, "joint-exercises"))], THEMES
    )
    assert list(found.sections) == [Section.ECONOMY, Section.SECURITY, Section.OPINION]
    assert contents([], THEMES).sections == {}


def test_lines_are_shared_in_turn() -> None:
    assert shares([10, 1, 10], 7) == (3, 1, 3)
    assert shares([2, 3], 20) == (2, 3)
    assert shares([], 20) == ()


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), max_size=6), st.integers(0, 25))
def test_no_line_is_wasted_and_none_is_invented(sizes: list[int], most: int) -> None:
    given_out = shares(sizes, most)
    assert sum(given_out) == min(most, sum(sizes))
    assert all(own <= size for own, size in zip(given_out, sizes, strict=True))
