"""The sample articles: what the demo promises to show is there."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta
from difflib import SequenceMatcher
from itertools import combinations

import pytest

from bot.demo.newsroom import FeedFormat, Phase, SampleArticle, load_newsroom, parse_article
from bot.model import OutletClass

HANGUL_OUTSIDE_KS_X_1001 = "똠"


def every_article() -> list[tuple[str, SampleArticle]]:
    return [(outlet.outlet.language, article) for outlet in load_newsroom() for article in outlet.articles]


def length(article: SampleArticle) -> int:
    return len(article.text.split())


def test_the_newsroom_has_thirty_articles_with_a_dozen_in_each_language() -> None:
    by_language = defaultdict(list)
    for _, article in every_article():
        by_language["ko" if re.search("[가-힣]", article.text) else "en"].append(article)
    assert len(by_language["en"]) + len(by_language["ko"]) >= 30
    assert min(len(by_language["en"]), len(by_language["ko"])) >= 12


@pytest.mark.parametrize(("_language", "article"), every_article(), ids=lambda value: getattr(value, "slug", value))
def test_every_article_is_of_a_newspapers_length(_language: str, article: SampleArticle) -> None:
    assert 120 <= length(article) <= 500
    assert len(article.paragraphs) >= 4


def test_slugs_are_unique_within_an_outlet_and_titles_are_not_empty() -> None:
    keys = [(article.outlet_id, article.slug) for _, article in every_article()]
    assert len(keys) == len(set(keys))
    assert all(article.title.strip() for _, article in every_article())


def test_backlog_is_older_than_all_news() -> None:
    backlog = [article.age for _, article in every_article() if article.phase is Phase.BACKLOG]
    news = [article.age for _, article in every_article() if article.phase is Phase.NEWS]
    assert min(backlog) > timedelta(hours=12) > max(news)


def test_outlets_cover_classes_formats_and_a_feed_of_leads_only() -> None:
    outlets = load_newsroom()
    assert len(outlets) >= 4
    assert {OutletClass.NEWS, OutletClass.OFFICIAL, OutletClass.THINK_TANK} == {outlet.outlet.outlet_class for outlet in outlets}
    assert {outlet.style.format for outlet in outlets} == {FeedFormat.RSS, FeedFormat.ATOM}
    assert any(not outlet.style.has_body for outlet in outlets)
    assert all(
        any(article.phase is Phase.NEWS for article in outlet.articles) or outlet.outlet.id == "mapo-institute" for outlet in outlets
    )


def test_the_euc_kr_outlet_writes_a_syllable_that_only_cp949_has() -> None:
    outlet = next(outlet for outlet in load_newsroom() if outlet.style.charset == "cp949")
    texts = [article.title + article.text for article in outlet.articles]
    assert any(HANGUL_OUTSIDE_KS_X_1001 in text for text in texts)
    with pytest.raises(UnicodeDecodeError):
        HANGUL_OUTSIDE_KS_X_1001.encode("cp949").decode("euc_kr")
    assert all(text.encode("cp949").decode("cp949") == text for text in texts)


@pytest.mark.parametrize("event", ["missiles-west-sea", "cost-sharing"])
def test_one_event_stands_in_several_outlets_and_both_languages(event: str) -> None:
    articles = [article for _, article in every_article() if article.slug.startswith(event)]
    assert len({article.outlet_id for article in articles}) >= 3
    assert len({bool(re.search("[가-힣]", article.title)) for article in articles}) == 2
    same_language = [
        (one.title, other.title)
        for one, other in combinations(articles, 2)
        if bool(re.search("[가-힣]", one.title)) == bool(re.search("[가-힣]", other.title))
    ]
    assert max(SequenceMatcher(None, one.lower(), other.lower()).ratio() for one, other in same_language) > 0.85


def test_one_event_stands_in_six_outlets_with_a_reprint_a_statement_and_a_later_headline() -> None:
    outlets = {outlet.outlet.id: outlet.outlet for outlet in load_newsroom()}
    articles = [article for _, article in every_article() if article.slug.startswith("hormuz")]
    assert len({article.outlet_id for article in articles}) == 6
    assert {outlets[article.outlet_id].language for article in articles} == {"en", "ko"}
    assert {outlets[article.outlet_id].country for article in articles} == {"KR", "US"}
    texts = [article.text for article in articles]
    assert len(set(texts)) == len(texts) - 1
    assert [outlets[article.outlet_id].outlet_class for article in articles].count(OutletClass.OFFICIAL) == 1
    assert sum(article.later_title is not None for article in articles) == 1


def test_the_newest_piece_of_news_brings_something_new_to_that_event() -> None:
    newest = min((article for _, article in every_article() if article.phase is Phase.NEWS), key=lambda article: article.age)
    others = " ".join(article.text for _, article in every_article() if article.slug == "hormuz-destroyer")
    assert newest.slug.startswith("hormuz")
    assert "41 billion won" in newest.text
    assert "41 billion won" not in others


def test_hanja_headlines_are_there() -> None:
    titles = " ".join(article.title for _, article in every_article())
    assert all(sign in titles for sign in "美北韓")


def test_a_file_without_front_matter_is_named_in_the_error() -> None:
    with pytest.raises(ValueError, match="outlet/lost"):
        parse_article("outlet", "lost", "Only a body.\n")


@pytest.mark.parametrize(("field", "value"), [("age", "yesterday"), ("phase", "later")])
def test_a_wrong_field_is_named_in_the_error(field: str, value: str) -> None:
    front = {"title": "T", "section": "S", "phase": "news", "age": "3m"} | {field: value}
    source = "---\n" + "".join(f"{key}: {text}\n" for key, text in front.items()) + "---\nBody.\n"
    with pytest.raises(ValueError, match=value):
        parse_article("outlet", "slug", source)


def test_sentences_of_a_paragraph_are_joined_and_blank_lines_part_paragraphs() -> None:
    article = parse_article("outlet", "slug", "---\ntitle: T\nsection: S\nphase: news\nage: 3m\n---\nOne.\nTwo.\n\nThree.\n")
    assert article.paragraphs == ("One. Two.", "Three.")
    assert article.age == timedelta(minutes=3)
