"""What counts as evidence of a theme: the packaged words in both languages, words that need company, and the figures made of them."""

from __future__ import annotations

import pytest

from handlers import Analyser, Document, build_analyser
from handlers.ontology.load import load_ontology
from handlers.ontology.records import Term, Theme
from handlers.theme_evidence import FIGURES
from handlers.theme_weights import BOUNDS, HOLDS, LEADS
from handlers.themes import rank
from tests.unit.handlers.small import small_ontology


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return build_analyser(load_ontology())


def _themes(analyser: Analyser, title: str, body: str) -> dict[str, str]:
    return {theme.id: theme.rank for theme in analyser.analyse(Document(title, body)).findings.themes}


def _with_terms(*terms: Term) -> Analyser:
    ontology = small_ontology()
    theme = Theme("posture", "security", "posture", "태세", terms)
    return build_analyser(
        type(ontology)(**{name: getattr(ontology, name) for name in ontology.__slots__ if name != "themes"}, themes={"posture": theme})
    )


@pytest.mark.parametrize(
    ("title", "body", "theme"),
    [
        (
            "Pentagon weighs cut",
            "Washington may pull a brigade of U.S. troops from South Korea and cut the rest, officials said.",
            "usfk-posture",
        ),
        (
            "미군 일부 이전 검토",
            "미국 국방부가 주한미군 일부를 괌으로 이전하는 방안을 검토하고 있다. 주한미군 규모가 줄어들 수 있다.",
            "usfk-posture",
        ),
        (
            "Who pays",
            "Trump said Seoul should pay more for U.S. troops. Talks on a Special Measures Agreement begin.",
            "defense-cost-sharing",
        ),
        ("방위비 협상", "한미가 제12차 방위비분담특별협정 협상을 시작했다. 방위비 분담금이 쟁점이다.", "defense-cost-sharing"),
        ("Guidelines", "The Nuclear Consultative Group met. The nuclear umbrella over South Korea was discussed.", "extended-deterrence"),
        ("核우산", "한미가 핵협의그룹 회의를 열고 확장억제를 논의했다. 전략자산 전개도 다뤘다.", "extended-deterrence"),
        ("North Korea and Russia", "North Korea sent troops to fight for Russia. Pyongyang and Moscow signed a treaty.", "russia-dprk"),
        ("파병", "북한이 러시아에 병력을 추가로 파병했다. 북러 밀착이 이어진다.", "russia-dprk"),
        ("In Georgia", "Korean workers were detained in an immigration raid at a plant. Seoul asked for new visas.", "visas-immigration"),
        ("마스가 시동", "한화오션이 미 해군 함정 정비를 맡았다. 한미 조선 협력이 본격화했다.", "shipbuilding"),
        (
            "Sado",
            "Seoul and Tokyo differ over forced labor at the Sado mine. Relations between South Korea and Japan soured.",
            "korea-japan",
        ),
    ],
)
def test_the_packaged_words_tell_what_a_text_is_about(analyser: Analyser, title: str, body: str, theme: str) -> None:
    assert _themes(analyser, title, body).get(theme) == "primary"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("가자 휴전", "하마스가 휴전 2단계를 거부했다. 하마스가 낸 성명이다."),
        ("성당의 파사드", "건축가는 파사드를 새로 그렸다. 파사드는 흰 돌로 덮인다."),
        ("일제히 오른 채솟값", "배추와 무가 일제히 올랐다. 상인들은 일제히 한숨을 쉬었다."),
        ("관세청 인사", "관세청은 5일 새 청장이 왔다고 밝혔다. 관세청 직원 30명이 자리를 옮긴다."),
        ("A cook in Iowa", "Children like apples, a cook said. She had moved there from North Carolina and opened a Twitter account."),
        ("A drill at school", "Pupils left the building in a fire drill. The drill took four minutes."),
        ("Batteries not included", "The toy needs two batteries. Children wound it up all the same."),
    ],
)
def test_words_that_only_look_alike_say_nothing(analyser: Analyser, title: str, body: str) -> None:
    assert _themes(analyser, title, body) == {}


def test_a_term_with_near_words_counts_only_beside_one_of_them() -> None:
    near = _with_terms(Term("withdraw", "en", 1.0, (), (), ("troops",)), Term("감축", "ko", 1.0, (), (), ("주한미군",)))
    assert _themes(near, "Plan", "They withdraw the troops. They withdraw them all.")
    assert _themes(near, "계획", "주한미군 감축이 거론된다. 감축 규모는 모른다.")
    assert not _themes(near, "Plan", "Banks withdraw the offer. They withdraw it all. The troops stay.")
    assert not _themes(near, "계획", "인력 감축이 거론된다. 예산 감축도 있다.")


def test_a_near_word_begins_where_a_word_begins() -> None:
    near = _with_terms(Term("withdraw", "en", 1.0, (), (), ("aid",)))
    assert not _themes(near, "Plan", "He said they withdraw. She said they withdraw.")


def test_of_two_terms_of_the_same_words_the_heavier_counts_once() -> None:
    twice = _with_terms(Term("withdraw", "en", 0.5, (), ()), Term("withdraw", "en", 1.0, (), (), ("troops",)))
    found = twice.analyse(Document("Plan", "They withdraw troops.")).findings.themes
    assert [(theme.id, len(theme.evidence)) for theme in found] == [("posture", 1)]


def test_ranks_follow_the_odds() -> None:
    sure, bounds = (0.9, 0.9), (0.4, 0.3, 0.5)
    assert rank({"a": (0.39, 0.39)}, bounds) == {}
    assert rank({"a": (0.3, 0.9)}, bounds) == {"a": "primary"}
    assert rank({"a": sure, "b": (0.5, 0.4)}, bounds) == {"a": "primary", "b": "secondary"}
    assert list(rank(dict.fromkeys("abcd", sure), bounds).values()) == ["primary"] * 3 + ["secondary"]
    assert rank({"a": (0.5, 0.2)}, bounds) == {"a": "secondary"}


def test_there_is_a_weight_for_every_figure() -> None:
    assert len(HOLDS) == len(LEADS) == len(FIGURES)
    assert all(0.0 < bound < 1.0 for bound in BOUNDS)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("유가족의 눈물", "유가족은 합동분향소를 찾았다. 유가족 대표가 말했다."),
        ("비자금 수사", "회사의 비자금이 드러났다. 비자금은 십억 원이다."),
        ("통일교 신도 모임", "통일교 신도들이 모였다. 통일교 측은 말을 아꼈다."),
        ("무기한 파업", "노조가 무기한 파업에 들어갔다. 무기한 농성도 이어진다."),
        ("A crude joke", "The comedian told a crude joke. Nobody laughed at the crude joke."),
        ("Stocks up", "Shares rallied on Monday. The index rallied for a third day."),
        ("FTX creditors", "Creditors of FTX were paid. The exchange FTX had failed."),
    ],
)
def test_common_words_that_hold_a_term_say_nothing(analyser: Analyser, title: str, body: str) -> None:
    assert _themes(analyser, title, body) == {}
