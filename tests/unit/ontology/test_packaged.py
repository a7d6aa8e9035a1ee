"""The ontology that ships: whole, bilingual, and right where the field's traps lie. Facts are from public record, not from the files."""

from __future__ import annotations

import re
from datetime import date

import pytest

from handlers.ontology.load import load_ontology
from handlers.ontology.records import Actor, Ontology

THEMES = {
    "security": "defense-cost-sharing defense-spending usfk-posture extended-deterrence opcon-transfer joint-exercises "
    "north-korea-missiles north-korea-nuclear denuclearization-diplomacy sanctions inter-korean naval-nuclear "
    "nuclear-armament-debate missile-defense "
    "defense-industry shipbuilding intelligence-cyber russia-dprk china-strategy trilateral-cooperation us-japan-alliance nato-europe "
    "korea-japan alliance-politics",
    "economy": "tariffs trade-agreements autos semiconductors steel-aluminum batteries-ev investment energy agriculture digital-trade "
    "supply-chains technology currency visas-immigration",
    "society": "human-rights korea-politics us-politics public-opinion veterans-remains",
}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def forms(actor: Actor) -> set[str]:
    return {form.text for form in actor.forms}


def holder(ontology: Ontology, office: str, day: date) -> set[str]:
    return {
        actor.id
        for actor in ontology.actors.values()
        for tenure in actor.tenures
        if tenure.office == office and tenure.start <= day and (tenure.end is None or day < tenure.end)
    }


def test_it_has_every_theme_of_the_codebook_in_its_group(ontology: Ontology) -> None:
    assert {(theme.id, theme.group) for theme in ontology.themes.values()} == {
        (theme, group) for group, themes in THEMES.items() for theme in themes.split()
    }


def test_every_theme_is_found_in_both_languages(ontology: Ontology) -> None:
    for theme in ontology.themes.values():
        strong = {term.lang for term in theme.terms if term.weight == 1.0}
        assert {"en", "ko"} <= strong, theme.id
        assert any("가" <= c <= "힣" for c in theme.name_ko), theme.id
        assert theme.name_en.isascii(), theme.id


def test_every_actor_has_a_name_in_both_languages_and_a_plain_id(ontology: Ontology) -> None:
    for actor in ontology.actors.values():
        assert actor.name_en in forms(actor), actor.id
        assert actor.name_ko in forms(actor), actor.id
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", actor.id), actor.id
        assert actor.country is None or (len(actor.country) == 2 and actor.country.isupper()), actor.id
        assert actor.wikidata is None or (actor.wikidata[0] == "Q" and actor.wikidata[1:].isdigit()), actor.id


def test_one_wikidata_item_stands_for_one_actor(ontology: Ontology) -> None:
    items = [actor.wikidata for actor in ontology.actors.values() if actor.wikidata]
    assert len(items) == len(set(items))


def test_it_covers_the_field(ontology: Ontology) -> None:
    assert len(ontology.actors) >= 350
    assert sum(actor.type == "person" for actor in ontology.actors.values()) >= 150


@pytest.mark.parametrize(
    ("office", "day", "person"),
    [
        ("us-president", date(2016, 12, 31), "barack-obama"),
        ("us-president", date(2019, 2, 28), "donald-trump"),
        ("us-president", date(2025, 1, 20), "donald-trump"),
        ("us-secretary-of-state", date(2023, 8, 18), "antony-blinken"),
        ("us-secretary-of-defense", date(2025, 11, 4), "pete-hegseth"),
        ("rok-president", date(2018, 4, 27), "moon-jae-in"),
        ("rok-president", date(2024, 12, 3), "yoon-suk-yeol"),
        ("rok-defense-minister", date(2024, 12, 3), "kim-yong-hyun"),
        ("rok-foreign-minister", date(2025, 9, 5), "cho-hyun"),
        ("usfk-commander", date(2025, 6, 1), "xavier-brunson"),
        ("dprk-leader", date(2010, 3, 26), "kim-jong-il"),
        ("japan-prime-minister", date(2023, 8, 18), "fumio-kishida"),
        ("japan-prime-minister", date(2025, 10, 28), "sanae-takaichi"),
        ("russia-defense-minister", date(2023, 7, 27), "sergei-shoigu"),
        ("nato-secretary-general", date(2025, 6, 24), "mark-rutte"),
        ("rok-ruling-party", date(2023, 1, 1), "people-power-party"),
        ("rok-opposition-party", date(2023, 1, 1), "democratic-party-of-korea"),
    ],
)
def test_an_office_had_the_holder_that_the_record_says(ontology: Ontology, office: str, day: date, person: str) -> None:
    assert holder(ontology, office, day) == {person}


def test_nobody_was_president_between_yoon_and_lee(ontology: Ontology) -> None:
    assert holder(ontology, "rok-president", date(2025, 5, 1)) == set()


@pytest.mark.parametrize(
    ("form", "actors"),
    [
        ("한미", {"south-korea", "united-states"}),
        ("韓美日", {"south-korea", "united-states", "japan"}),
        ("북미", {"north-korea", "united-states"}),
        ("南北", {"south-korea", "north-korea"}),
        ("북중러", {"north-korea", "china", "russia"}),
        ("U.S.-ROK", {"south-korea", "united-states"}),
        ("inter-Korean", {"south-korea", "north-korea"}),
        ("미중", {"united-states", "china"}),
    ],
)
def test_a_pair_word_names_its_states(ontology: Ontology, form: str, actors: set[str]) -> None:
    found = [set(compound.actors) for compound in ontology.compounds if form in {surface.text for surface in compound.forms}]
    assert found == [actors]


@pytest.mark.parametrize(
    ("actor", "form"),
    [
        ("united-states", "美"),
        ("north-korea", "北"),
        ("japan", "日"),
        ("china", "中"),
        ("south-korea", "韓"),
        ("yoon-suk-yeol", "尹"),
        ("us-forces-korea", "주한미군"),
        ("us-defense-department", "Pentagon"),
        ("us-defense-department", "미 국방부"),
        ("korean-peoples-army", "북한군"),
        ("rok-presidential-office", "청와대"),
        ("indo-pacific-command", "인태사령부"),
        ("un-security-council", "안보리"),
        ("people-power-party", "국민의힘"),
    ],
)
def test_the_usual_form_belongs_to_its_actor(ontology: Ontology, actor: str, form: str) -> None:
    assert form in forms(ontology.actors[actor])


def test_traps_are_laid_out(ontology: Ontology) -> None:
    pairs = {form.text: compound.except_in for compound in ontology.compounds for form in compound.forms}
    assert {"한미약품", "한미반도체"} <= set(pairs["한미"])
    assert "북미 시장" in pairs["북미"]
    assert "North Carolina" in ontology.actors["north-korea"].except_in
    assert {"Latin America", "Washington Post"} <= set(ontology.actors["united-states"].except_in)
    assert "New South Wales" in ontology.actors["south-korea"].except_in
    thaad = {term.text: term for term in ontology.themes["missile-defense"].terms}
    assert "파사드" in thaad["사드"].except_in


def test_bare_surnames_of_many_bearers_are_no_full_forms(ontology: Ontology) -> None:
    surnames = {"Kim", "Lee", "Park", "Choi", "Moon", "Cho", "Han", "Yoon", "Abe", "Austin", "Harris", "Clinton", "Bush"}
    for actor in ontology.actors.values():
        assert not surnames & forms(actor), actor.id


def test_capitals_are_no_full_forms(ontology: Ontology) -> None:
    capitals = {form.text for actor in ontology.actors.values() for form in actor.capital}
    assert {
        "Seoul",
        "Washington",
        "Pyongyang",
        "Tokyo",
        "Beijing",
        "Moscow",
        "서울",
        "워싱턴",
        "평양",
        "도쿄",
        "베이징",
        "모스크바",
        "용산",
    } <= capitals
    assert not capitals & {text for actor in ontology.actors.values() for text in forms(actor)}
