"""Why a story matters, where a comment stands and who said what, in the sources' own words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.desk.briefing.words import is_person, stance, voice, why
from bot.model import ArticleView, OutletClass, StoryView
from bot.tags import Analysis
from tests.fakes.desk_parts import analysis_json
from tests.unit.desk.records import OUTLET, view

LONG = "We have found a rate that both of our industries can live with."
LONG_KO = "두 나라 산업이 함께 감당할 수 있는 세율을 찾았다"


def article(title: str = "A title", summary: tuple[str, ...] = (), *, number: int = 1, language: str = "en", **parts: Any) -> ArticleView:
    sentences = [{"text": text, "start": 0, "end": len(text)} for text in summary]
    tags = Analysis.from_json(analysis_json(language=language, summary=sentences, **parts))
    return view(number, 1, title, tags=tags, language=language)


def speaking(speaker: str, text: str, kind: str = "person", *, is_direct: bool = True, **parts: Any) -> ArticleView:
    actor = {"id": speaker, "name": {"en": speaker, "ko": speaker}, "type": kind, "mentions": []}
    quote = {"speaker": speaker, "text": text, "start": 0, "end": len(text), "direct": is_direct}
    return article(actors=[actor], quotes=[quote], **parts)


def story(*articles: ArticleView) -> StoryView:
    numbered = tuple(replace(one, id=number) for number, one in enumerate(articles, 1))
    return StoryView(1, numbered[0], numbered, numbered[0].first_seen_at, numbered[0].first_seen_at)


def test_why_is_the_sentence_that_says_least_of_the_headline_again() -> None:
    told = article(
        "Seoul and Washington agree on a lower car tariff",
        ("Seoul and Washington agreed on a lower car tariff.", "Makers will save some $3 billion a year."),
    )
    assert why(told) == "Makers will save some $3 billion a year."


def test_why_compares_korean_without_its_particles() -> None:
    told = article(
        "한미, 자동차 관세 인하 합의",
        ("한국과 미국이 자동차의 관세를 인하하기로 합의했다.", "완성차 업계의 부담이 크게 줄어들 전망이다."),
        language="ko",
    )
    assert why(told) == "완성차 업계의 부담이 크게 줄어들 전망이다."


def test_of_sentences_about_even_the_first_one_counts_and_of_none_none() -> None:
    assert why(article("Drills", ("The first.", "The second."))) == "The first."
    assert why(article("Drills")) == ""
    assert why(replace(article("Drills"), analysis=None)) == ""


def test_a_stance_is_the_sentence_that_says_what_ought_to_be() -> None:
    english = ("Critics call it a provocation.", "The allies should announce more of them.", "It was cold.")
    korean = ("협상이 빠르게 진행되고 있다.", "정부는 국회의 검토를 거친 뒤에 서명해야 한다.", "날이 춥다.")
    assert stance(article("Drills", english)) == english[1]
    assert stance(article("사설", korean, language="ko")) == korean[1]


def test_a_comment_that_asks_for_nothing_is_told_by_what_adds_to_its_title() -> None:
    assert stance(article("Drills are old", ("Drills are old.", "They began in 1954."))) == "They began in 1954."


def test_a_person_is_heard_before_a_state() -> None:
    heard = voice(story(speaking("usa", LONG, "state"), speaking("minister", LONG)), "en")
    assert heard is not None
    assert (heard.speaker.id, heard.article.id, is_person(heard)) == ("minister", 2, True)


def test_an_official_text_is_heard_first_then_one_in_the_readers_language() -> None:
    official = replace(speaking("office", LONG, "body"), outlet=replace(OUTLET, outlet_class=OutletClass.OFFICIAL))
    korean = speaking("minister", LONG_KO, language="ko")
    english = speaking("minister", LONG)
    first = voice(story(english, korean, official), "ko")
    second = voice(story(english, korean), "ko")
    assert (first is not None and first.article.id, second is not None and second.text) == (3, LONG_KO)


def test_fragments_reports_and_unknown_speakers_are_not_heard() -> None:
    assert voice(story(speaking("minister", "unprecedented")), "en") is None
    assert voice(story(speaking("minister", LONG, is_direct=False)), "en") is None
    assert voice(story(speaking("minister", LONG * 10)), "en") is None
    assert voice(story(article(quotes=[{"speaker": "nobody", "text": LONG, "start": 0, "end": 9, "direct": True}])), "en") is None
    assert not is_person(None)
