"""Which real-world entity each name stands for, and how much it matters."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.handlers.small import actor_ids, find, words_for


def test_both_languages_and_hanja_name_the_same_state() -> None:
    assert actor_ids(find("South Korea and 북한", "美 국무부")) >= {"south-korea", "north-korea", "united-states"}


def test_a_compound_names_the_states_that_it_joins() -> None:
    assert actor_ids(find("한미일 정상회의")) == {"south-korea", "united-states", "japan"}
    assert actor_ids(find("한미약품 신약 개발", "한미약품이 신약을 냈다.")) == set()


def test_every_mention_gives_the_words_and_their_place() -> None:
    body = "North Korea fired. The North denied it."
    findings = find("Launch", body)
    mentions = next(actor.mentions for actor in findings.actors if actor.id == "north-korea")
    assert [(m.field, body[m.start : m.end]) for m in mentions] == [("body", "North Korea"), ("body", "The North")]


def test_the_north_is_no_state_in_a_longer_name() -> None:
    assert "north-korea" not in actor_ids(find("Fishing in the North Atlantic", "Boats of the North Sea met."))


@pytest.mark.parametrize(
    ("text", "is_government"),
    [
        ("Seoul said it would wait.", True),
        ("Talks between Seoul and Beijing ended.", True),
        ("They met at a cafe in Seoul.", False),
        ("SEOUL, Jan. 4 (Yonhap) -- It rained.", False),
        ("He studied at Seoul National University.", False),
        ("He flew to Seoul on Monday.", False),
        ("Pressure on Seoul's trade team grew.", True),
        ("Seoul's Gangnam district flooded.", False),
    ],
)
def test_a_capital_is_an_actor_only_as_a_government(text: str, is_government: bool) -> None:
    findings = find("A day", text)
    assert ("south-korea" in actor_ids(findings)) is is_government


@pytest.mark.parametrize(
    ("text", "is_government"), [("평양은 침묵했다.", True), ("평양에서 열병식이 열렸다.", False), ("서울에서 회의가 열렸다.", False)]
)
def test_a_korean_capital_is_an_actor_only_as_a_government(text: str, is_government: bool) -> None:
    assert bool(actor_ids(find("소식", text)) & {"south-korea", "north-korea"}) is is_government


def test_a_bare_surname_means_the_person_named_in_full() -> None:
    findings = find("Leaders", "Kim Yo-jong spoke on Monday. Kim rejected the offer.")
    assert words_for(findings, "kim-yo-jong") == ["Kim Yo-jong", "Kim"]
    assert "kim-jong-un" not in actor_ids(findings)


@pytest.mark.parametrize(
    "place", ["김정은 공원이 문을 열었다.", "The Kim Jong Un Park opened on Friday.", "김정은 체육관에서 경기가 열렸다."]
)
def test_what_is_named_after_a_person_is_not_the_person(place: str) -> None:
    assert "kim-jong-un" not in actor_ids(find("", place))


def test_a_bare_surname_alone_means_nobody() -> None:
    assert actor_ids(find("Kim wins the race", "Kim was glad.")) == set()


def test_a_bare_surname_before_another_name_is_another_person() -> None:
    findings = find("Leaders", "Kim Jong-un smiled. Kim Min-seok, a singer, left.")
    assert words_for(findings, "kim-jong-un") == ["Kim Jong-un"]


def test_of_two_people_of_one_surname_the_one_named_last_is_meant() -> None:
    findings = find("Siblings", "Kim Jong-un spoke. Kim Yo-jong answered. Kim left.")
    assert words_for(findings, "kim-yo-jong") == ["Kim Yo-jong", "Kim"]


@pytest.mark.parametrize(
    ("day", "holder"), [(date(2026, 1, 2), "lee-jae-myung"), (date(2010, 1, 2), "lee-myung-bak"), (None, "lee-jae-myung")]
)
def test_a_surname_with_a_title_means_who_held_the_office_that_day(day: date | None, holder: str) -> None:
    assert actor_ids(find("이 대통령, 회의 주재", "이 대통령은 회의를 열었다.", published=day)) == {holder}


@pytest.mark.parametrize(("day", "holder"), [(date(2025, 3, 1), "donald-trump"), (date(2023, 3, 1), "joe-biden")])
def test_an_office_means_its_holder_on_the_day(day: date, holder: str) -> None:
    assert actor_ids(find("Remarks", "The U.S. president spoke.", published=day)) == {holder, "united-states"}


def test_an_office_without_a_known_holder_means_its_state() -> None:
    assert actor_ids(find("미 국방장관 방한", "미 국방장관이 온다.")) == {"united-states"}


def test_an_office_before_a_name_in_the_past_or_of_a_deputy_means_no_holder() -> None:
    assert "donald-trump" not in actor_ids(find("Past", "U.S. President Joe Biden left.", published=date(2025, 3, 1)))
    assert "donald-trump" not in actor_ids(find("Past", "A former U.S. president spoke.", published=date(2025, 3, 1)))
    assert "donald-trump" not in actor_ids(find("Aide", "An acting U.S. president spoke.", published=date(2025, 3, 1)))


def test_a_bare_title_counts_only_in_an_outlet_of_the_country() -> None:
    text = ("Day", "The president spoke.")
    assert actor_ids(find(*text, published=date(2025, 3, 1), outlet_country="US")) == {"donald-trump"}
    assert actor_ids(find(*text, published=date(2025, 3, 1), outlet_country="GB")) == set()


def test_our_ministry_is_not_meant_after_another_country() -> None:
    assert "rok-defense-ministry" in actor_ids(find("국방부 발표", "국방부는 말했다."))
    assert "rok-defense-ministry" not in actor_ids(find("발표", "미국 국방부는 말했다."))
    assert "rok-defense-ministry" not in actor_ids(find("国防部", "국방부는 말했다.", outlet_country="CN"))


def test_actors_of_the_title_are_major_and_one_passing_mention_is_minor() -> None:
    body = "North Korea fired a missile. " * 3 + "Nothing else happened that day. " * 4 + "Turkey was silent."
    findings = find("North Korea fires missile", body)
    assert {actor.id: actor.salience for actor in findings.actors} == {"north-korea": "major", "turkey": "minor"}


def test_a_bare_korean_title_after_a_name_or_a_nation_is_not_our_president() -> None:
    known = {"published": date(2026, 1, 2)}
    assert "lee-jae-myung" not in actor_ids(find("소식", "무함마드 대통령은 떠났다.", **known))
    assert "lee-jae-myung" not in actor_ids(find("소식", "도널드 트럼프 대통령은 떠났다.", **known))
    assert "lee-jae-myung" in actor_ids(find("소식", "이날 대통령은 떠났다.", **known))


def test_a_past_administration_means_its_leader_and_the_present_one_the_state() -> None:
    body = "The Joe Biden government signed it."
    assert actor_ids(find("Deal", body, published=date(2023, 5, 1))) == {"united-states"}
    assert actor_ids(find("Deal", body, published=date(2025, 5, 1))) == {"joe-biden"}


def test_an_agency_in_a_dateline_or_credit_is_no_actor_but_tells_whose_ministry_is_meant() -> None:
    findings = find("Drills", "SEOUL, Jan. 4 (Wire) -- The defense ministry said so. (Wire)")
    assert "wire" not in actor_ids(findings)
    assert "rok-defense-ministry" in actor_ids(findings)
    assert "wire" in actor_ids(find("Drills", "A spokesman told Wire that it rained."))


def test_captions_and_bylines_name_no_actors() -> None:
    assert actor_ids(find("소식", "비가 내렸다.\n북한 김정은 자료사진\n")) == set()
