"""A team's own file: what it adds, what it silences, and that its mistakes are named with the way out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handlers import Analysis, Document, build_analyser
from handlers.ontology.load import OntologyError, load_ontology
from handlers.ontology.records import Ontology

from .folders import write_ontology

PEOPLE = """\
ann-lee: {type: person, en: Ann Lee, ko: 앤리, country: US, forms: [Annie Lee], tenures: [us-president 2021-01-20..]}
bob-ray: {type: person, en: Bob Ray, ko: 밥레이, country: US}
"""
FILES = {
    "actors/people.yaml": PEOPLE,
    "compounds.yaml": "- {forms: [한미], actors: [south-korea, united-states]}\n",
    "themes/economy.yaml": "tariffs: {group: economy, en: Tariffs, ko: 관세, strong: [tariff, 관세], weak: [duty]}\n"
    "autos: {group: economy, en: Autos, ko: 자동차, strong: [car plant, duty]}\n",
}


def own(tmp_path: Path, content: str) -> Ontology:
    """The small ontology with this file over it."""
    path = tmp_path / "ontology.local.yaml"
    path.write_text(content, encoding="utf-8")
    return load_ontology(write_ontology(tmp_path / "o", FILES), path)


def analysed(ontology: Ontology, text: str, published: date | None = date(2026, 3, 2)) -> Analysis:
    return build_analyser(ontology).analyse(Document("", text, published=published))


def forms(ontology: Ontology, actor: str) -> list[str]:
    return [form.text for form in ontology.actors[actor].forms]


def weights(ontology: Ontology, theme: str) -> dict[str, float]:
    return {term.text: term.weight for term in ontology.themes[theme].terms}


def test_an_alias_is_added_to_a_known_actor(tmp_path: Path) -> None:
    ontology = own(tmp_path, "actors: {united-states: {forms: [Uncle Sam]}}\n")
    assert forms(ontology, "united-states") == ["United States", "미국", "US", "美", "Uncle Sam"]
    assert [actor.id for actor in analysed(ontology, "It angers Uncle Sam.").findings.actors] == ["united-states"]


def test_a_new_actor_and_a_new_pair_word_are_tagged(tmp_path: Path) -> None:
    ontology = own(
        tmp_path,
        "actors: {ghana: {type: state, en: Ghana, ko: 가나, country: GH}}\ncompounds: [{forms: [한가나], actors: [south-korea, ghana]}]\n",
    )
    assert {actor.id for actor in analysed(ontology, "한가나 양측은 무역을 논의했다.").findings.actors} == {"south-korea", "ghana"}


def test_an_end_of_office_takes_the_place_of_one_that_lasts(tmp_path: Path) -> None:
    ontology = own(
        tmp_path,
        "actors:\n  ann-lee: {tenures: [us-president 2021-01-20..2025-01-20]}\n  bob-ray: {tenures: [us-president 2025-01-20..]}\n",
    )
    found = analysed(ontology, "The U.S. president will speak.").findings.actors
    assert [actor.id for actor in found] == ["bob-ray"]


def test_a_word_gets_another_weight_and_new_ones_join(tmp_path: Path) -> None:
    ontology = own(tmp_path, "themes: {tariffs: {fair: [관세, border levy]}}\n")
    assert weights(ontology, "tariffs") == {"tariff": 1.0, "duty": 0.25, "관세": 0.5, "border levy": 0.5}


def test_a_silenced_form_goes_from_its_actor_only(tmp_path: Path) -> None:
    ontology = own(tmp_path, "silence: {forms: [美]}\n")
    assert forms(ontology, "united-states") == ["United States", "미국", "US"]
    assert len(forms(ontology, "south-korea")) == 2


def test_a_title_and_a_pair_word_can_be_silenced_too(tmp_path: Path) -> None:
    ontology = own(tmp_path, "silence: {forms: [한미, U.S. president]}\n")
    assert ontology.compounds == ()
    assert [form.text for form in ontology.offices["us-president"].titles] == ["미국 대통령"]


def test_a_form_that_is_silenced_in_one_place_can_be_given_to_another(tmp_path: Path) -> None:
    ontology = own(tmp_path, "silence: {forms: [{form: US, of: united-states}]}\nactors: {bob-ray: {forms: [US]}}\n")
    assert ("US" in forms(ontology, "united-states"), "US" in forms(ontology, "bob-ray")) == (False, True)


def test_a_silenced_actor_is_never_tagged_and_nobody_else_is_taken_for_it(tmp_path: Path) -> None:
    ontology = own(tmp_path, "silence: {actors: [ann-lee]}\n")
    found = analysed(ontology, "Ann Lee met Bob Ray on Monday. President Lee said so. Ray agreed.").findings
    assert {actor.id for actor in found.actors} == {"bob-ray"}
    assert "ann-lee" not in {actor.id for actor in analysed(ontology, "The U.S. president will speak.").findings.actors}
    assert "ann-lee" not in {actor["id"] for actor in build_analyser(ontology).catalogue()["actors"]}


def test_the_name_of_a_silenced_actor_is_free_for_another(tmp_path: Path) -> None:
    ontology = own(
        tmp_path, "silence: {actors: [ann-lee]}\nactors: {lee-trio: {type: group, en: Lee Trio, ko: 리트리오, forms: [Annie Lee]}}\n"
    )
    assert [actor.id for actor in analysed(ontology, "Annie Lee will tour.").findings.actors] == ["lee-trio"]


def test_a_word_is_silenced_in_one_theme_or_in_all(tmp_path: Path) -> None:
    one = own(tmp_path, "silence: {terms: [{term: duty, of: autos}]}\n")
    assert ("duty" in weights(one, "tariffs"), "duty" in weights(one, "autos")) == (True, False)
    both = own(tmp_path, "silence: {terms: [duty]}\n")
    assert ("duty" in weights(both, "tariffs"), "duty" in weights(both, "autos")) == (False, False)


def test_a_silenced_theme_is_not_tagged(tmp_path: Path) -> None:
    text = "The tariff on each car plant rose. A tariff is a tariff."
    assert {theme.id for theme in analysed(own(tmp_path, ""), text).findings.themes} == {"tariffs", "autos"}
    assert {theme.id for theme in analysed(own(tmp_path, "silence: {themes: [tariffs]}\n"), text).findings.themes} == {"autos"}


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert own(tmp_path, "# nothing yet\n").actors == load_ontology(tmp_path / "o").actors


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("actor: {}\n", 1, "`actor` is not known here"),
        ("\nthemes: {tarifs: {strong: [rain]}}\n", 2, "`tarifs` is no theme. Do you mean `tariffs`?"),
        ("silence:\n  actors: [south-corea]\n", 2, "`south-corea` is no actor. Do you mean `south-korea`?"),
        ("silence:\n  actors:\n  - ghana\n", 3, "`ghana` is no actor."),
        ("silence:\n  forms: [United State]\n", 2, "nobody has the form `United State`. Do you mean `United States`?"),
        ("silence:\n  forms: [{form: 한국, of: bob-ray}]\n", 2, "`bob-ray` does not have the form `한국`"),
        ("silence:\n  forms: [{form: 한국}]\n", 2, "`of` is missing"),
        ("silence:\n  terms: [tarif]\n", 2, "no theme has the term `tarif`. Do you mean `tariff`?"),
        ("silence:\n  terms: [car plant, duty]\n", 2, "`duty` is the last term of `autos`; silence the theme instead"),
        ("silence:\n  themes: [rain]\n", 2, "`rain` is no theme."),
        ("silence:\n  terms: tariff\n", 2, "here must stand a list"),
        ("actors:\n  united-states: {forms: [한국]}\n", 2, "`한국` is already a form of `south-korea`. To give it to `united-states`"),
        ("actors:\n  bob-ray: {forms: [미국 대통령]}\n", 2, "`미국 대통령` is already a form of office `us-president`"),
        ("compounds:\n- {forms: [한국], actors: [south-korea, united-states]}\n", 2, "`한국` is already a form of `south-korea`"),
        ("actors:\n  ann: {type: person, en: Ann}\n", 2, "`ko` is missing"),
        ("actors:\n  unted-states: {forms: [Uncle Sam]}\n", 2, "Do you mean `united-states`? A new one needs `type`, `en` and `ko`."),
        ("actors:\n  united-states: {names: [Uncle Sam]}\n", 2, "`names` is not known here"),
        ("actors:\n  bob-ray: {tenures: [us-president 2025-01-20..]}\n", 2, "hold `us-president` at the same time"),
        ("actors:\n  bob-ray: {tenures: [us-president]}\n", 2, "`us-president` is no tenure"),
        ("themes:\n  tariffs: {mild: [levy]}\n", 2, "`mild` is not known here; known are fair, strong, weak"),
        ("silence: [tariffs\n", 2, "not readable as YAML"),
    ],
)
def test_a_mistake_in_it_is_named_with_its_line_and_the_way_out(tmp_path: Path, content: str, line: int, words: str) -> None:
    with pytest.raises(OntologyError) as raised:
        own(tmp_path, content)
    assert any(m.startswith(f"ontology.local.yaml:{line}:") and words in m for m in raised.value.mistakes), raised.value.mistakes


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(OntologyError) as raised:
        own(tmp_path, "silence:\n  actors: [ghana]\n  terms: [rain]\nthemes:\n  weather: {strong: [rain]}\n")
    assert [mistake.split(": ")[0] for mistake in raised.value.mistakes] == [f"ontology.local.yaml:{line}" for line in (2, 3, 5)]
