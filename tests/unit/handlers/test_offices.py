"""Whom an office or a ministry means by what stands beside it, in the packaged ontology."""

from __future__ import annotations

from datetime import date

import pytest

from handlers import Analyser, Document, build_analyser
from handlers.ontology.load import load_ontology

DAY = date(2024, 10, 30)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return build_analyser(load_ontology())


def ids(analyser: Analyser, body: str, language: str = "en") -> set[str]:
    found = analyser.analyse(Document("", body, language, DAY)).findings.actors
    return {actor.id for actor in found}


def test_ministers_named_only_by_their_states_are_the_holders_of_the_day(analyser: Analyser) -> None:
    english = ids(analyser, "The defense ministers of South Korea and the United States signed a paper.")
    assert english >= {"kim-yong-hyun", "lloyd-austin"}
    assert ids(analyser, "The foreign ministers of Japan and South Korea met in Busan.") >= {"takeshi-iwaya", "cho-tae-yul"}
    assert ids(analyser, "한미 외교장관은 공동성명에 서명했다.", "ko") >= {"cho-tae-yul", "antony-blinken"}


def test_a_meeting_of_ministers_is_not_the_ministers(analyser: Analyser) -> None:
    assert not ids(analyser, "한미 국방장관회담이 열렸다.", "ko") & {"kim-yong-hyun", "lloyd-austin"}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Defense Ministry in Seoul said it would wait.", "rok-defense-ministry"),
        ("Seoul's foreign ministry said it would wait.", "rok-foreign-ministry"),
        ("The South's military said it would wait.", "rok-military"),
    ],
)
def test_a_bare_ministry_belongs_to_the_capital_or_state_beside_it(analyser: Analyser, text: str, body: str) -> None:
    assert body in ids(analyser, text)


def test_a_bare_ministry_of_another_state_is_not_ours(analyser: Analyser) -> None:
    assert "rok-justice-ministry" not in ids(analyser, "BUSAN, Oct. 30 (Yonhap) -- Japan's Justice Ministry said it would wait.")
    assert "rok-justice-ministry" in ids(analyser, "BUSAN, Oct. 30 (Yonhap) -- The Justice Ministry said it would wait.")


def test_an_office_that_somebody_is_said_to_have_held_is_not_its_holder_of_the_day(analyser: Analyser) -> None:
    assert "antony-blinken" not in ids(analyser, "She flew to Pyongyang as U.S. secretary of state and came home with nothing.")
    assert "antony-blinken" in ids(analyser, "Envoys as well as the U.S. secretary of state came to dinner.")


def test_a_body_right_before_a_named_person_only_says_where_that_person_belongs(analyser: Analyser) -> None:
    assert "us-forces-korea" not in ids(analyser, "군은 주한미군 홍길동 이병의 행방을 찾고 있다.", "ko")
    assert "us-forces-korea" in ids(analyser, "군은 주한미군의 행방을 찾고 있다.", "ko")


def test_a_body_in_brackets_that_explains_a_foreign_one_is_no_actor(analyser: Analyser) -> None:
    assert "us-senate" not in ids(analyser, "일본 참의원(상원)은 법안을 넘겼다.", "ko")
    assert "us-senate" in ids(analyser, "미 상원은 법안을 넘겼다.", "ko")


def test_an_outlet_before_an_equals_sign_is_a_credit(analyser: Analyser) -> None:
    assert "rodong-sinmun" not in ids(analyser, "열병식 모습. (평양 노동신문=뉴스1) 북한이 공개했다.", "ko")
    assert "rodong-sinmun" in ids(analyser, "노동신문은 열병식을 공개했다.", "ko")


@pytest.mark.parametrize(
    ("day", "leaders"), [(DAY, {"joe-biden", "yoon-suk-yeol"}), (date(2025, 7, 1), {"donald-trump"}), (date(2016, 1, 4), set())]
)
def test_the_head_of_a_state_is_marked_on_the_days_of_the_office(analyser: Analyser, day: date, leaders: set[str]) -> None:
    text = "Donald Trump, Joe Biden and Yoon Suk-yeol spoke by phone while Antony Blinken listened."
    found = analyser.analyse(Document("", text, "en", day)).findings.actors
    assert {actor.id for actor in found if actor.is_leader} == leaders
    assert {actor.id for actor in found if actor.to_json().get("leader")} == leaders
