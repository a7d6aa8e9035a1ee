"""An item id and an office date name what they were read in, and the packaged ones all do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handlers.ontology.load import OntologyError, load_ontology
from handlers.ontology.records import Reference

from .folders import write_ontology

SOURCES = "gazette: {title: The gazette, address: 'https://example.org/gazette', gives: days of presidents}\n"
PEOPLE = "actors/people.yaml"


def mistakes(tmp_path: Path, files: dict[str, str]) -> list[str]:
    with pytest.raises(OntologyError) as raised:
        load_ontology(write_ontology(tmp_path, files))
    return list(raised.value.mistakes)


def test_an_id_and_a_tenure_keep_the_source_that_they_name(tmp_path: Path) -> None:
    tenure = "us-president 2001-01-20..2005-01-20 from gazette"
    ann = f"ann: {{type: person, en: Ann Ames, ko: 앤, wikidata: Q7 from gazette, tenures: [{tenure}]}}\n"
    ontology = load_ontology(write_ontology(tmp_path, {"sources.yaml": SOURCES, PEOPLE: ann}))
    actor = ontology.actors["ann"]
    assert (actor.wikidata, actor.wikidata_source) == ("Q7", "gazette")
    assert [(tenure.start, tenure.end, tenure.source) for tenure in actor.tenures] == [(date(2001, 1, 20), date(2005, 1, 20), "gazette")]
    assert ontology.sources["gazette"] == Reference("The gazette", "https://example.org/gazette", "days of presidents")


def test_a_month_or_a_year_counts_from_its_first_day(tmp_path: Path) -> None:
    ann = "ann: {type: person, en: Ann Ames, ko: 앤, tenures: [us-president 2001-02..2005]}\n"
    tenure = load_ontology(write_ontology(tmp_path, {PEOPLE: ann})).actors["ann"].tenures[0]
    assert (tenure.start, tenure.end) == (date(2001, 2, 1), date(2005, 1, 1))


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ("wikidata: Q7 from almanac", "`almanac`"),
        ("tenures: [us-president 2001-01-20.. from almanac]", "`almanac`"),
        ("wikidata: Q7", "no source"),
        ("tenures: [us-president 2001-01-20..]", "no source"),
    ],
)
def test_a_source_that_is_not_listed_or_not_named_is_a_mistake(fields: str, word: str, tmp_path: Path) -> None:
    files = {"sources.yaml": SOURCES, PEOPLE: f"\nann: {{type: person, en: Ann Ames, ko: 앤, {fields}}}\n"}
    found = mistakes(tmp_path, files)
    assert len(found) == 1
    assert found[0].startswith(f"{PEOPLE}:2")
    assert word in found[0]


def test_a_team_need_not_cite(tmp_path: Path) -> None:
    local = tmp_path / "ontology.local.yaml"
    local.write_text("actors:\n  ann: {type: person, en: Ann Ames, ko: 앤, tenures: [us-president 2001-01-20..]}\n", encoding="utf-8")
    ontology = load_ontology(write_ontology(tmp_path / "ontology", {"sources.yaml": SOURCES}), local)
    assert ontology.actors["ann"].tenures[0].source is None


def test_every_packaged_id_and_office_date_names_its_source_and_every_source_is_named() -> None:
    ontology = load_ontology()
    cited = {actor.wikidata_source for actor in ontology.actors.values() if actor.wikidata}
    cited |= {tenure.source for actor in ontology.actors.values() for tenure in actor.tenures}
    assert cited == set(ontology.sources)


def test_what_nobody_read_stands_by_the_month_but_for_days_that_constitutions_fix() -> None:
    ontology = load_ontology()
    fixed = {"us-president", "us-vice-president"}
    unread = [
        (actor.id, tenure)
        for actor in ontology.actors.values()
        for tenure in actor.tenures
        if tenure.source == "public-record" and tenure.office not in fixed
    ]
    assert unread
    assert [(id_, tenure.office) for id_, tenure in unread if tenure.start.day != 1] == []
