"""The vocabulary of tone and of announcements: read with its senses and weights, every mistake named with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.ontology.load import OntologyError, load_ontology
from handlers.ontology.wordings import inflected

from .folders import write_ontology


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("press", {"press", "presses", "pressed", "pressing"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("urge", {"urge", "urges", "urged", "urging"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("delay", {"delay", "delays", "delayed", "delaying"}),
        ("iron out", {"iron out", "irons out", "ironed out", "ironing out"}),
    ],
)
def test_a_regular_verb_stands_in_all_its_forms(verb: str, forms: set[str]) -> None:
    assert set(inflected(verb)) == forms


def test_a_wording_has_its_sense_weight_words_and_forms_of_verbs(tmp_path: Path) -> None:
    content = "warm: {sense: cooperation, weight: fair, words: [공조], verbs: [welcome], except_in: [비공조]}\n"
    (warm,) = load_ontology(write_ontology(tmp_path, {"tone/x.yaml": content})).tone
    assert (warm.id, warm.sense, warm.weight, warm.except_in) == ("warm", "cooperation", 0.5, ("비공조",))
    assert set(warm.texts) == {"공조", "welcome", "welcomes", "welcomed", "welcoming"}


def test_a_wording_is_strong_where_nothing_is_said(tmp_path: Path) -> None:
    (meeting,) = load_ontology(write_ontology(tmp_path, {"coming/x.yaml": "meeting: {sense: talks, words: [회담]}\n"})).coming
    assert meeting.weight == 1.0


def test_a_word_may_announce_and_have_a_kind_besides(tmp_path: Path) -> None:
    content = "ahead: {sense: announces, words: [열린다]}\nopening: {sense: event, words: [열린다]}\n"
    assert len(load_ontology(write_ontology(tmp_path, {"coming/x.yaml": content})).coming) == 2


CASES = {
    "unknown sense": ("tone/x.yaml", "warm: {sense: love, words: [공조]}\n", "tone/x.yaml:1", "`love`"),
    "sense of the other": ("coming/x.yaml", "warm: {sense: friction, words: [갈등]}\n", "coming/x.yaml:1", "`friction`"),
    "unknown weight": ("tone/x.yaml", "warm: {sense: cooperation, weight: heavy, words: [공조]}\n", "tone/x.yaml:1", "`heavy`"),
    "no words": ("tone/x.yaml", "\nwarm: {sense: cooperation}\n", "tone/x.yaml:2", "neither"),
    "two senses": (
        "tone/x.yaml",
        "warm: {sense: cooperation, words: [공조]}\ncold: {sense: friction, words: [공조]}\n",
        "tone/x.yaml:2",
        "`공조`",
    ),
    "idle exception": ("tone/x.yaml", "warm: {sense: cooperation, words: [공조], except_in: [갈등]}\n", "tone/x.yaml:1", "`갈등`"),
    "unknown key": ("tone/x.yaml", "warm: {sense: cooperation, terms: [공조]}\n", "tone/x.yaml:1", "`terms`"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_named_with_its_file_and_line(case: str, tmp_path: Path) -> None:
    name, content, place, word = CASES[case]
    with pytest.raises(OntologyError) as raised:
        load_ontology(write_ontology(tmp_path, {name: content}))
    assert any(mistake.startswith(place) and word in mistake for mistake in raised.value.mistakes), raised.value.mistakes


def test_the_packaged_vocabulary_has_both_languages_for_every_sense_that_needs_them() -> None:
    ontology = load_ontology()
    for wordings in (ontology.tone, ontology.coming):
        languages: dict[str, set[bool]] = {}
        for wording in wordings:
            languages.setdefault(wording.sense, set()).update(text.isascii() for text in wording.texts)
        one_sided = {sense for sense, kinds in languages.items() if len(kinds) < 2}
        assert one_sided <= {"south"}  # English names South Korea by its actors alone


def test_a_shared_term_needs_both_languages_and_its_words_for_itself(tmp_path: Path) -> None:
    content = "ferry: [ferry, 여객선]\nboat: [boat, 여객선]\nquay: [quay, pier]\n"
    with pytest.raises(OntologyError) as caught:
        load_ontology(write_ontology(tmp_path, {"terms/sea.yaml": content}))

    assert caught.value.mistakes == (
        "terms/sea.yaml:2: `boat`: `여객선` stands in `ferry` already.",
        "terms/sea.yaml:3: `quay`: it needs a word in English and one in Korean.",
    )
