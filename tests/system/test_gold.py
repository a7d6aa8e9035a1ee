"""`make eval GOLD=…` and the scorer that lies beside the twice-coded articles give the same figures."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from handlers import build_analyser
from handlers.jsonl import analyse_lines
from handlers.ontology.load import load_ontology
from tests.eval.cases import gold_cases
from tests.eval.report import LANGUAGES, analysed, evaluate

pytestmark = pytest.mark.system

FOLDER = Path(__file__).parents[3] / "shared" / "gold"


@pytest.fixture(scope="module")
def gold() -> Path:
    path = FOLDER / "dev.jsonl"
    if not path.exists():
        pytest.fail("../shared/gold/dev.jsonl is not beside the checkout")
    return path


def official(gold: Path, folder: Path) -> dict[str, list[float]]:
    """Measure -> score and agreement of all, en and ko, as the other scorer prints them for what `analyze --jsonl` answers."""
    articles = [json.loads(line) for line in gold.read_text("utf-8").split("\n") if line.strip()]
    asked = [json.dumps({**{key: a[key] for key in ("id", "lang", "title", "text")}, "published": a["date"]}) for a in articles]
    answers = folder / "answers.jsonl"
    answers.write_text("\n".join(analyse_lines(asked, build_analyser(load_ontology()))), encoding="utf-8")
    command = [sys.executable, str(gold.with_name("score.py")), str(gold), str(answers)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = re.findall(r"^(\S[^\n]*?)((?: +\d\.\d{3}){6})$", printed, re.MULTILINE)
    return {name: [float(figure) for figure in figures.split()] for name, figures in rows}


def test_both_scorers_print_the_same_figures(gold: Path, tmp_path: Path) -> None:
    cases = gold_cases(gold)
    report = evaluate(cases, analysed(cases, build_analyser(load_ontology())))
    ours = {
        name: [pytest.approx(part[language][name], abs=0.00051) for language in LANGUAGES for part in (report.scores, report.agreement)]
        for name in report.scores["all"]
    }
    assert official(gold, tmp_path) == ours
