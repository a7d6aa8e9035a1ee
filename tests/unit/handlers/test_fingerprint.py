"""What of an article tells its event apart: words of its language, and terms, figures and days that both languages share."""

from __future__ import annotations

import json
from datetime import date

import pytest

from handlers import Analyser, Document, build_analyser
from handlers.fingerprint import Fingerprint, Fingerprinter
from handlers.fingerprint.numbers import figures
from handlers.fingerprint.sketch import SIZE, sketch_of
from handlers.fingerprint.terms import SharedTerms
from handlers.fingerprint.words import Words
from handlers.ontology.load import load_ontology
from handlers.ontology.records import SharedTerm

from .small import surfaces

Tools = tuple[Analyser, Fingerprinter]


@pytest.fixture(scope="module")
def tools() -> Tools:
    ontology = load_ontology()
    return build_analyser(ontology), Fingerprinter(ontology)


def fingerprint(tools: Tools, title: str, body: str) -> Fingerprint:
    analyser, fingerprinter = tools
    reading, analysis = analyser.examine(Document(title=title, body=body, published=date(2026, 3, 10)))
    return fingerprinter.of(reading, analysis.findings)


ENGLISH = (
    "North Korea fires cruise missiles",
    "North Korea fired cruise missiles into the Yellow Sea on March 9, the Joint Chiefs of Staff said. They flew 1,500 kilometers.",
)
KOREAN = (
    "북한, 순항미사일 발사",
    "북한이 9일 서해상으로 순항미사일을 발사했다고 합동참모본부가 밝혔다. 미사일은 1500㎞를 비행했다.",
)


def test_both_languages_share_actors_terms_days_and_figures(tools: Tools) -> None:
    english, korean = fingerprint(tools, *ENGLISH), fingerprint(tools, *KOREAN)

    assert {"a:north-korea", "t:cruise-missile", "t:yellow-sea", "d:9", "n:1500"} <= english.shared.keys() & korean.shared.keys()
    assert (english.language, korean.language) == ("en", "ko")


def test_a_word_of_the_title_counts_three_times(tools: Tools) -> None:
    found = fingerprint(tools, "Harbour", "A ferry left the pier.")

    assert found.words["harbour"] == 3 * found.words["ferri"]


def test_it_is_plain_json(tools: Tools) -> None:
    found = fingerprint(tools, *KOREAN).to_json()

    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize("text", ["", " ", "…", "\ud800", "12" * 5000, "가" * 9000, "A" * 9000, "$1,0,0 억억 May 99 31일"])
def test_any_text_has_one(tools: Tools, text: str) -> None:
    assert fingerprint(tools, text, text).language in {"en", "ko"}


def test_a_caption_that_is_all_boilerplate_still_tells_something(tools: Tools) -> None:
    found = fingerprint(tools, "Talks", "President Donald Trump meets Volodymyr Zelenskyy at Mar-a-Lago. (AP Photo/Jo Doe)")

    assert "t:mar-a-lago" in found.shared


@pytest.mark.parametrize(
    ("english", "korean", "value"),
    [
        ("$350 billion", "3500억 달러", "n:3.5e+11"),
        ("1.2 trillion won", "1.2조 원", "n:1.2e+12"),
        ("95 percent", "95%", "n:95"),
        ("28,500 troops", "28,500명", "n:28500"),
        ("on jan. 4", "4일", "d:4"),
    ],
)
def test_a_figure_is_its_value_in_either_language(english: str, korean: str, value: str) -> None:
    assert value in set(figures(english)) & set(figures(korean))


def test_a_lone_digit_and_a_span_of_days_tell_nothing() -> None:
    assert list(figures("3 of them for 5일간")) == []


TERMS = SharedTerms(
    [
        SharedTerm("budget", surfaces("budget | 예산")),
        SharedTerm("defense", surfaces("national defense | 국방")),
        SharedTerm("greeting", surfaces("greeting | 인사")),
        SharedTerm("gdp", surfaces("GDP | 국내총생산")),
        SharedTerm("strike", surfaces("air strike | 공습")),
    ],
    Words(),
)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Budgets for national defense grew", ["budget", "defense"]),
        ("an air strike, two air strikes", ["strike", "strike"]),
        ("the air was clear", []),
        ("GDP grew", ["gdp"]),
        ("the gdp file", []),
    ],
)
def test_english_terms_stand_in_any_inflection(text: str, terms: list[str]) -> None:
    assert list(TERMS.english(text)) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [("국방예산을 늘린다", ["defense", "budget"]), ("확인사살", []), ("새해 인사를", ["greeting"]), ("GDP가 늘었다", ["gdp"])],
)
def test_korean_terms_stand_at_the_start_of_a_word_or_after_another(text: str, terms: list[str]) -> None:
    assert list(TERMS.korean(text)) == terms


def test_particles_are_no_part_of_a_word() -> None:
    words = Words()

    assert set(words.of("미사일을")) == set(words.of("미사일이")) == {"미사", "사일"}


def test_a_sketch_is_short_and_the_same_for_the_same_words() -> None:
    words = [f"word{number}" for number in range(300)]

    assert len(sketch_of(words)) == SIZE
    assert sketch_of(words) == sketch_of(list(words))
    assert sketch_of(words[:2]) == ()
