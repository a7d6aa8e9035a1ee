"""How a theme's words are written: plain, with a company that they need, many with the same company."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.ontology.load import OntologyError, load_ontology
from handlers.ontology.records import Term

from .folders import write_ontology


def terms(tmp_path: Path, levels: str) -> tuple[Term, ...]:
    theme = f"rain: {{group: society, en: Rain, ko: 비, {levels}}}\n"
    return load_ontology(write_ontology(tmp_path, {"themes/x.yaml": theme})).themes["rain"].terms


def test_the_level_gives_the_weight(tmp_path: Path) -> None:
    found = terms(tmp_path, "weak: [wet], strong: [rainfall], fair: [장마]")
    assert {(term.text, term.lang, term.weight) for term in found} == {("rainfall", "en", 1.0), ("장마", "ko", 0.5), ("wet", "en", 0.25)}


def test_terms_of_one_entry_share_their_company(tmp_path: Path) -> None:
    found = terms(tmp_path, "fair: [{terms: [flood, 홍수], needs: [south-korea]}, dike]")
    assert {term.text: term.needs for term in found} == {"flood": ("south-korea",), "홍수": ("south-korea",), "dike": ()}


def test_a_term_keeps_its_exceptions(tmp_path: Path) -> None:
    (term,) = terms(tmp_path, "strong: [{term: 비, except_in: [비자, 소비]}]")
    assert term.except_in == ("비자", "소비")


def test_an_exception_that_does_not_hold_its_term_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"themes/x\.yaml:1: .*`산`"):
        terms(tmp_path, "strong: [{term: 비, except_in: [산]}]")


def test_an_entry_without_a_term_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"themes/x\.yaml:1: .*`term`"):
        terms(tmp_path, "strong: [rain, {needs: [south-korea]}]")
