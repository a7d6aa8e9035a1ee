"""Word edges, case and exceptions of the gazetteer, in both languages."""

from __future__ import annotations

import pytest

from handlers.edges import Follow
from handlers.gazetteer import Form, Gazetteer, longest


def found(form: str, text: str, follow: Follow = Follow.NAME, except_in: tuple[str, ...] = ()) -> list[str]:
    return [text[hit.start : hit.end] for hit in Gazetteer([Form(form, "x", follow, except_in)]).scan(text)]


@pytest.mark.parametrize(
    "text",
    [
        "북한은 반발했다",
        "북한이라는 나라",
        "북한에서도",
        "북한",
        "“북한”",
        "對북한",
        "북한군",
        "북한 미사일",
        "2025북한",
        "북한·중국",
        "북한의",
        "북한까지는",
    ],
)
def test_a_hangul_name_is_found_before_particles_and_beside_other_scripts(text: str) -> None:
    assert found("북한", text) == ["북한"]


@pytest.mark.parametrize("text", ["북한산 등산", "성북한옥마을", "북한강 자전거길"])
def test_a_hangul_name_inside_another_word_is_not_found(text: str) -> None:
    assert found("북한", text) == []


def test_a_single_syllable_needs_both_edges() -> None:
    assert found("북", "북, 미사일 발사") == ["북"]
    assert found("북", "경북 안동") == []
    assert found("북", "북부 지방") == []


def test_latin_forms_keep_ascii_edges_and_may_be_followed_by_hangul() -> None:
    assert found("THAAD", "THAAD를 배치", Follow.TERM) == ["THAAD"]
    assert found("THAAD", "THAADX", Follow.TERM) == []
    assert found("Iran", "Iranian") == []


@pytest.mark.parametrize(
    ("form", "text"), [("US", "let us go"), ("NATO", "senator nato"), ("Turkey", "a turkey dinner"), ("the North", "to the north of it")]
)
def test_a_form_with_capitals_is_not_found_in_a_lower_case_word(form: str, text: str) -> None:
    assert found(form, text) == []


def test_other_forms_are_found_in_headline_capitals() -> None:
    assert found("North Korea", "NORTH KOREA FIRES MISSILE") == ["NORTH KOREA"]


def test_hyphens_spaces_and_line_breaks_are_the_same() -> None:
    assert found("Kim Jong-un", "Kim Jong Un, Kim\nJong-un and KIM JONG-UN") == ["Kim Jong Un", "Kim\nJong-un", "KIM JONG-UN"]


def test_a_form_does_not_count_inside_its_exceptions() -> None:
    assert found("한미", "한미약품과 한미 정상", Follow.PAIR, ("한미약품",)) == ["한미"]
    assert found("North", "North Carolina and the North", Follow.NAME, ("North Carolina",)) == ["North"]


def test_a_pair_goes_on_into_what_two_states_do_together() -> None:
    assert found("한미", "한미정상회담", Follow.PAIR) == ["한미"]
    assert found("한미", "한미연합훈련이", Follow.PAIR) == ["한미"]
    assert found("한미", "한미경 전무", Follow.PAIR) == []


def test_a_theme_word_counts_inside_compounds_but_two_syllables_need_their_left_edge() -> None:
    assert found("정상회담", "한미정상회담에서", Follow.TERM) == ["정상회담"]
    assert found("사드", "사드배치를", Follow.TERM) == ["사드"]
    assert found("사드", "건물의 파사드", Follow.TERM) == []


def test_a_theme_word_takes_an_english_plural() -> None:
    assert found("tariff", "new tariffs", Follow.TERM) == ["tariffs"]
    assert found("missile launch", "missile launches", Follow.TERM) == ["missile launches"]
    assert found("tariff", "tariffing", Follow.TERM) == []


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("美", "美 국방부", ["美"]),
        ("美", "주한 美대사", ["美"]),
        ("美", "美人圖", []),
        ("日", "3日 발표", []),
        ("日", "日 총리", ["日"]),
        ("中", "회의中", []),
        ("中", "中, 반발", ["中"]),
        ("北", "韓北", ["北"]),
    ],
)
def test_a_single_hanja_stands_for_itself_unless_it_is_a_part_of_a_word(form: str, text: str, expected: list[str]) -> None:
    assert found(form, text) == expected


def test_offsets_survive_letters_that_grow_in_lower_case() -> None:
    text = "İİİ South Korea"
    hits = Gazetteer([Form("South Korea", "x", Follow.NAME)]).scan(text)
    assert [(hit.start, hit.end) for hit in hits] == [(4, 15)]


def test_of_overlapping_hits_the_longest_counts() -> None:
    gazetteer = Gazetteer([Form("Korea", "k", Follow.NAME), Form("North Korea", "n", Follow.NAME)])
    assert [hit.target for hit in longest(gazetteer.scan("North Korea and Korea"))] == ["n", "k"]


def test_a_longer_name_wins_over_a_shorter_one_that_begins_before_it() -> None:
    gazetteer = Gazetteer([Form("President Lee", "title", Follow.NAME), Form("Lee Jae-myung", "lee", Follow.NAME)])
    assert [hit.target for hit in longest(gazetteer.scan("President Lee Jae Myung spoke"))] == ["lee"]


def test_two_targets_of_the_same_words_both_stay() -> None:
    gazetteer = Gazetteer([Form("Lee", "a", Follow.NAME), Form("Lee", "b", Follow.NAME)])
    assert {hit.target for hit in longest(gazetteer.scan("Lee said"))} == {"a", "b"}
