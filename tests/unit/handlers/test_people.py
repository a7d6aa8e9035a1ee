"""People and bodies whom the ontology does not know, places that name no actor, and who is major."""

from __future__ import annotations

from datetime import date

import pytest

from handlers import Document, build_analyser
from handlers.findings import Findings
from handlers.ontology.load import load_ontology
from handlers.people.romanise import korean_name, slug
from handlers.pipeline import Analyser


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return build_analyser(load_ontology())


def _names(analyser: Analyser, body: str, language: str, title: str = "") -> set[str]:
    return {name for actor in _found(analyser, body, language, title).actors for name in (actor.name_en, actor.name_ko)}


def _found(analyser: Analyser, body: str, language: str, title: str = "") -> Findings:
    return analyser.analyse(Document(title, body, language, date(2026, 1, 5))).findings


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Sen. Harriet Quimbleton opposed the bill.", "Harriet Quimbleton"),
        ("It is too late, said Oliver Quimbleton of the Ashford Forum.", "Oliver Quimbleton"),
        ("Laura Quimbleton, a retired diplomat, disagreed.", "Laura Quimbleton"),
        ("Namgung Byeol-ha told reporters that it rained.", "Namgung Byeol-ha"),
    ],
)
def test_people_who_hold_a_post_or_speak_are_found_in_english(analyser: Analyser, body: str, name: str) -> None:
    assert name in _names(analyser, body, "en")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("남궁별하 의원은 반대했다.", "남궁별하"),
        ("엄채린 한솔전략연구소 선임연구위원은 다르게 봤다.", "엄채린"),
        ("농민 엄채린(45) 씨는 걱정이 크다.", "엄채린"),
        ("올리버 큄블턴 상원의원은 반대했다.", "올리버 큄블턴"),
    ],
)
def test_people_who_hold_a_post_or_speak_are_found_in_korean(analyser: Analyser, body: str, name: str) -> None:
    assert name in _names(analyser, body, "ko")


@pytest.mark.parametrize(("body", "language"), [("By Laura Quimbleton\nIt rained.", "en"), ("엄채린 특파원은 비를 봤다.", "ko")])
def test_writers_are_no_actors(analyser: Analyser, body: str, language: str) -> None:
    assert not any(actor.id.startswith("person-") for actor in _found(analyser, body, language).actors)


def test_a_later_surname_means_the_stranger_named_in_full(analyser: Analyser) -> None:
    findings = _found(analyser, "Laura Quimbleton, a retired diplomat, spoke. Quimbleton then left.", "en")
    found = next(actor for actor in findings.actors if actor.id == "person-laura-quimbleton")
    assert [mention.text for mention in found.mentions] == ["Laura Quimbleton", "Quimbleton"]


def test_a_body_that_only_says_what_a_person_belongs_to_is_no_actor(analyser: Analyser) -> None:
    assert "통일부" not in _names(analyser, "엄채린 통일부 국장은 웃었다.", "ko")
    assert "통일부" in _names(analyser, "통일부 관계자는 웃었다.", "ko")


def test_a_forum_where_people_meet_is_no_actor(analyser: Analyser) -> None:
    assert "NATO" not in _names(analyser, "They met at the NATO summit.", "en")
    assert "NATO" in _names(analyser, "NATO condemned the launch.", "en")


def test_a_korean_name_is_romanised_and_gives_the_id() -> None:
    assert korean_name("박소영", "박") == "Park So-yeong"
    assert slug("Miroslav Lajčák") == "miroslav-lajcak"
    assert slug("박소영") == "baksoyeong"
