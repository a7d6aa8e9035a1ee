"""A story as told to a reader of one language."""

from __future__ import annotations

from dataclasses import replace

from bot.model import IMPORTANCES
from bot.tags import Scored
from bot.web.chart import HEIGHT, chart_of
from bot.web.rows import Names, first_and_rest, story_row
from bot.web.times import Times
from bot.web.words import load_words
from tests.fakes.newsroom_records import LEDGER, NOW, THEMES, article, newsroom, story

WORDS = load_words()


def names(locale: str) -> Names:
    words = WORDS["ko" if locale == "ko" else "en"]
    themes = {theme.id: (theme.name_ko if locale == "ko" else theme.name_en, theme.group) for theme in THEMES}
    return Names(words, Times(words, NOW), themes)


def test_a_story_in_both_languages_is_told_in_the_readers() -> None:
    both = newsroom()[0]
    english, korean = story_row(both, names("en")), story_row(both, names("ko"))
    assert english.title.text.startswith("Washington asks Seoul")
    assert english.other_title is None
    assert korean.title.text.startswith("美 “방위비 협정")
    assert korean.title.lang == "ko"
    assert korean.other_title is not None
    assert korean.other_title.lang == "en"
    assert korean.summary is not None
    assert korean.summary.lang == "ko"
    assert english.event == "United States → South Korea: request"
    assert korean.event == "미국 → 대한민국: 요구"
    assert korean.languages == ("en", "ko")
    assert korean.outlets == ("하버포스트", "새벽일보")


def test_a_story_says_its_importance_only_where_it_is_high() -> None:
    told = newsroom()[0]
    marks = [story_row(replace(told, importance=level), names("en")).importance for level in IMPORTANCES]
    assert marks == ["", "", "high", "top"]
    assert [WORDS[locale].label("importance_mark", "top") for locale in WORDS] == ["top importance", "중요도 매우 높음"]


def test_a_tone_is_said_where_all_articles_have_it() -> None:
    told = newsroom()[0]
    assert story_row(told, names("en")).tone == "friction"
    first, second = told.articles
    assert second.analysis is not None
    calmer = replace(second, analysis=replace(second.analysis, tone=Scored("neutral", 0.5)))
    assert story_row(replace(told, articles=(first, calmer)), names("en")).tone == ""


def test_a_story_in_the_other_language_only_is_told_as_it_is() -> None:
    row = story_row(newsroom()[2], names("en"))
    assert row.title.lang == "ko"
    assert row.other_title is None
    assert [chip.name for chip in row.themes] == ["Joint exercises"]


def test_the_tags_of_all_articles_are_joined_and_the_weightiest_come_first() -> None:
    row = story_row(newsroom()[0], names("en"))
    assert [chip.id for chip in row.actors[:2]] == ["usa", "kor"]
    assert {chip.id for chip in row.actors} == {"usa", "kor", "usfk", "kor-mnd"}
    assert [chip.weight for chip in row.themes] == ["primary", "secondary"]


def test_an_article_that_waits_shows_its_lead_and_no_tag() -> None:
    row = story_row(newsroom()[1], names("en"))
    assert row.is_waiting
    assert row.summary is not None
    assert row.themes == ()


def test_a_headline_that_is_missing_is_said_to_be_missing() -> None:
    row = story_row(story(1, article(1, 1, LEDGER, 5, title=" ", body="Text.", analysis=None)), names("ko"))
    assert row.title.text == "(제목 없음)"
    assert row.title.lang == "ko"


def test_one_more_chip_is_shown_rather_than_counted() -> None:
    chips = story_row(newsroom()[0], names("en")).actors
    assert first_and_rest(chips, 3) == (chips, 0)
    assert first_and_rest(chips, 2) == (chips[:2], 2)


def test_a_chart_has_a_bar_for_every_day_and_the_busiest_fills_it() -> None:
    chart = chart_of({"2026-11-20": 4, "2026-11-18": 1, "2026-01-01": 99}, last=NOW.date(), days=3)
    assert [bar.count for bar in chart.bars] == [1, 0, 4]
    assert [bar.height for bar in chart.bars] == [HEIGHT / 4, 0, HEIGHT]
    assert chart.total == 5
    assert chart.busiest == chart.bars[2]


def test_a_chart_of_nothing_has_no_busiest_day() -> None:
    assert chart_of({}, last=NOW.date(), days=3).busiest is None
