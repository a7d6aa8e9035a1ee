"""A team's own file: what it adds, what it silences, and that its mistakes are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.ontology.load import OntologyError, load_ontology

from .folders import write_ontology


def own(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "ontology.local.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def test_an_alias_is_added_to_a_known_actor(tmp_path: Path) -> None:
    ontology = load_ontology(write_ontology(tmp_path / "o"), own(tmp_path, "actors: {united-states: {forms: [Uncle Sam]}}\n"))
    assert [form.text for form in ontology.actors["united-states"].forms] == ["United States", "미국", "US", "美", "Uncle Sam"]


def test_a_silenced_form_goes_from_its_actor_only(tmp_path: Path) -> None:
    ontology = load_ontology(write_ontology(tmp_path / "o"), own(tmp_path, "silence: {forms: [美]}\n"))
    assert [form.text for form in ontology.actors["united-states"].forms] == ["United States", "미국", "US"]
    assert len(ontology.actors["south-korea"].forms) == 2


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    folder = write_ontology(tmp_path / "o")
    assert load_ontology(folder, own(tmp_path, "# nothing yet\n")).actors == load_ontology(folder).actors


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        ("actor: {}\n", 1, "`actor`"),
        ("\nthemes: {rain: {strong: [rain]}}\n", 2, "`rain`"),
        ("silence:\n  actors: [ghana]\n", 2, "`ghana`"),
        ("actors:\n  united-states: {forms: [한국]}\n", 2, "`한국`"),
        ("actors:\n  ann: {type: person, en: Ann}\n", 2, "`ko`"),
        ("actors:\n  united-states: {names: [Uncle Sam]}\n", 2, "`names`"),
    ],
)
def test_a_mistake_in_it_is_named_with_its_line(tmp_path: Path, content: str, line: int, word: str) -> None:
    with pytest.raises(OntologyError) as raised:
        load_ontology(write_ontology(tmp_path / "o"), own(tmp_path, content))
    assert any(m.startswith(f"ontology.local.yaml:{line}:") and word in m for m in raised.value.mistakes), raised.value.mistakes
