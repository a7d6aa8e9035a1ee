"""The handlers' scores on our own labelled articles must not sink below floors.json, whose figures only go up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handlers import build_analyser
from handlers.ontology.load import load_ontology
from tests.eval.cases import own_cases
from tests.eval.measures import MEASURES
from tests.eval.report import Report, analysed, evaluate

FLOORS: dict[str, dict[str, float]] = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def report() -> Report:
    cases = own_cases()
    return evaluate(cases, analysed(cases, build_analyser(load_ontology())))


@pytest.mark.parametrize("language", FLOORS)
def test_no_score_sinks_below_its_floor(report: Report, language: str) -> None:
    below = {name: report.scores[language][name] for name, floor in FLOORS[language].items() if report.scores[language][name] < floor}
    assert below == {}


def test_every_measure_has_a_floor_in_every_language() -> None:
    assert {language: set(floors) for language, floors in FLOORS.items()} == {language: set(MEASURES) for language in ("all", "en", "ko")}


def test_both_languages_and_all_kinds_are_scored() -> None:
    cases = own_cases()
    assert {case.lang for case in cases} == {"en", "ko"}
    assert {label.kind for case in cases for label in case.codings} == {"news", "opinion", "statement", "other"}
