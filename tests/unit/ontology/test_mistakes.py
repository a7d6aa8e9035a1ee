"""Whatever an analyst may get wrong in the files is named with its file and line, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.ontology.load import OntologyError, load_ontology

from .folders import OFFICES, STATES, THEMES, write_ontology

ACTORS = "actors/people.yaml"
PERSON = "type: person, en: Ann Ames, ko: 앤 에임스"

CASES = {
    "unknown key": (ACTORS, "\nann: {type: person, en: Ann, ko: 앤, alias: [A]}\n", "actors/people.yaml:2", "`alias`"),
    "missing name": (ACTORS, "ann: {type: person, en: Ann}\n", "actors/people.yaml:1", "`ko`"),
    "unknown type": (ACTORS, "ann: {type: human, en: Ann, ko: 앤}\n", "actors/people.yaml:1", "`human`"),
    "key twice": (ACTORS, f"ann: {{{PERSON}}}\nann: {{{PERSON}}}\n", "actors/people.yaml:2", "`ann`"),
    "id in two files": (ACTORS, "\nunited-states: {type: state, en: States, ko: 합중국}\n", "actors/states.yaml:2", "actors/people.yaml:2"),
    "empty form": (ACTORS, f"ann:\n  {{{PERSON}, forms: ['']}}\n", "actors/people.yaml:2", "nothing"),
    "form twice": (ACTORS, f"ann:\n  {{{PERSON}, forms: [A. Ames, A. Ames]}}\n", "actors/people.yaml:2", "`A. Ames`"),
    "text for list": (ACTORS, f"ann:\n  {{{PERSON}, forms: Annie}}\n", "actors/people.yaml:2", "list"),
    "form of another": (ACTORS, f"ann: {{{PERSON}, forms: [united states]}}\n", "actors/states.yaml:2", "actors/people.yaml:1"),
    "form of an office": (ACTORS, f"ann: {{{PERSON}, forms: [US president, U.S. President]}}\n", "offices.yaml:1", "`ann`"),
    "unknown parent": (ACTORS, f"ann: {{{PERSON}, parent: atlantis}}\n", "actors/people.yaml:1", "`atlantis`"),
    "own parent": (ACTORS, f"ann: {{{PERSON}, parent: ann}}\n", "actors/people.yaml:1", "parent"),
    "idle exception": (ACTORS, f"ann: {{{PERSON}, except_in: [Bob Bims]}}\n", "actors/people.yaml:1", "`Bob Bims`"),
    "unknown office": (ACTORS, f"ann: {{{PERSON}, tenures: [king 2001-01-01..]}}\n", "actors/people.yaml:1", "`king`"),
    "no date": (ACTORS, f"ann: {{{PERSON}, tenures: [us-president spring..2002]}}\n", "actors/people.yaml:1", "tenure"),
    "end before start": (ACTORS, f"ann: {{{PERSON}, tenures: [us-president 2005-01-01..2001-01-01]}}\n", "actors/people.yaml:1", "ends"),
    "unknown body": ("offices.yaml", OFFICES + "x: {country: US, titles: [clerk], body: attic}\n", "offices.yaml:2", "`attic`"),
    "unknown pair": ("compounds.yaml", "- {forms: [한가], actors: [south-korea, ghana]}\n", "compounds.yaml:1", "`ghana`"),
    "pair of one": ("compounds.yaml", "\n- {forms: [한가], actors: [south-korea]}\n", "compounds.yaml:2", "two"),
    "pair that is a form": ("compounds.yaml", "- {forms: [美], actors: [south-korea, united-states]}\n", "compounds.yaml:1", "`美`"),
    "unknown group": ("themes/x.yaml", "rain: {group: weather, en: Rain, ko: 비, fair: [rain]}\n", "themes/x.yaml:1", "`weather`"),
    "theme without terms": ("themes/x.yaml", "\nrain: {group: society, en: Rain, ko: 비}\n", "themes/x.yaml:2", "terms"),
    "term twice": (
        "themes/x.yaml",
        "rain: {group: society, en: Rain, ko: 비, strong: [rain], weak: [Rain]}\n",
        "themes/x.yaml:1",
        "`Rain`",
    ),
    "unknown need": (
        "themes/x.yaml",
        "rain: {group: society, en: Rain, ko: 비, fair: [{term: rain, needs: [ghana]}]}\n",
        "themes/x.yaml:1",
        "`ghana`",
    ),
    "redirect of a live id": ("redirects.yaml", "south-korea: united-states\n", "redirects.yaml:1", "`south-korea`"),
    "redirect to nobody": ("redirects.yaml", "korea: corea\n", "redirects.yaml:1", "`corea`"),
    "stray file": ("verbs.yaml", "a: b\n", "verbs.yaml:1", "none"),
    "no YAML": (ACTORS, "ann: {type: person\nbob: [\n", "actors/people.yaml:", "YAML"),
    "list for mapping": (ACTORS, "- ann\n", "actors/people.yaml:1", "mapping"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_named_with_its_file_and_line(case: str, tmp_path: Path) -> None:
    name, content, place, word = CASES[case]
    with pytest.raises(OntologyError) as raised:
        load_ontology(write_ontology(tmp_path, {name: content}))
    assert any(mistake.startswith(place) and word in mistake for mistake in raised.value.mistakes), raised.value.mistakes


def test_two_holders_of_one_office_at_one_time_are_a_mistake(tmp_path: Path) -> None:
    people = (
        "ann: {type: person, en: Ann Ames, ko: 앤 에임스, tenures: [us-president 2001-01-20..2005-01-20]}\n"
        "bob: {type: person, en: Bob Bims, ko: 밥 빔스, tenures: [us-president 2005-01-19..]}\n"
    )
    with pytest.raises(OntologyError) as raised:
        load_ontology(write_ontology(tmp_path, {ACTORS: people}))
    assert [mistake.split(":")[:2] for mistake in raised.value.mistakes] == [["actors/people.yaml", "2"]]


def test_an_office_passes_from_one_to_the_next_on_one_day(tmp_path: Path) -> None:
    people = (
        "ann: {type: person, en: Ann Ames, ko: 앤 에임스, tenures: [us-president 2001-01-20..2005-01-20]}\n"
        "bob: {type: person, en: Bob Bims, ko: 밥 빔스, tenures: [us-president 2005-01-20..]}\n"
    )
    ontology = load_ontology(write_ontology(tmp_path, {ACTORS: people}))
    assert ontology.actors["bob"].tenures[0].start == ontology.actors["ann"].tenures[0].end


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    files = {ACTORS: "ann: {type: human, en: Ann, ko: 앤}\n", "redirects.yaml": "korea: corea\n", "themes/economy.yaml": THEMES + "x: {}\n"}
    with pytest.raises(OntologyError) as raised:
        load_ontology(write_ontology(tmp_path, files))
    named = {mistake.partition(":")[0] for mistake in raised.value.mistakes}
    assert named == set(files)
    assert str(raised.value).splitlines() == list(raised.value.mistakes)


def test_short_forms_may_be_shared(tmp_path: Path) -> None:
    people = "ann: {type: person, en: Ann Ames, ko: 앤, short: [Ames]}\nbea: {type: person, en: Bea Ames, ko: 비, short: [Ames]}\n"
    ontology = load_ontology(write_ontology(tmp_path, {ACTORS: people}))
    assert ontology.actors["ann"].short == ontology.actors["bea"].short


def test_words_that_yaml_takes_for_other_things_stay_words(tmp_path: Path) -> None:
    people = "no: {type: person, en: Yes, ko: 예, country: NO, forms: [12:30, 2001-01-01, on, 'null', 1_000]}\n"
    actor = load_ontology(write_ontology(tmp_path, {ACTORS: people})).actors["no"]
    assert [form.text for form in actor.forms] == ["Yes", "예", "12:30", "2001-01-01", "on", "null", "1_000"]
    assert actor.country == "NO"


def test_the_language_of_a_form_is_that_of_its_script(tmp_path: Path) -> None:
    people = "ann: {type: person, en: Ann, ko: 앤, forms: [安, 安 박사]}\n"
    actor = load_ontology(write_ontology(tmp_path, {ACTORS: people})).actors["ann"]
    assert [form.lang for form in actor.forms] == ["en", "ko", "hanja", "ko"]


def test_the_version_follows_the_content_and_nothing_else(tmp_path: Path) -> None:
    one = load_ontology(write_ontology(tmp_path / "one")).version
    same = load_ontology(write_ontology(tmp_path / "two")).version
    other = load_ontology(write_ontology(tmp_path / "three", {"actors/states.yaml": STATES + "# a remark\n"})).version
    assert one == same != other
