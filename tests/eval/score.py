"""Score the handlers against labelled articles: `python -m tests.eval.score [GOLD.jsonl] [--errors N [--handler NAME]]`.

Without a file our own articles are scored. Where articles were coded twice, a score is the mean against the two codings, and how well
the two agree stands beside it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from handlers import build_analyser
from handlers.ontology.load import load_ontology
from tests.eval.cases import gold_cases, own_cases
from tests.eval.errors import listing
from tests.eval.measures import HANDLERS
from tests.eval.page import table, write_part
from tests.eval.report import Report, analysed, evaluate

ROUNDS = 1_000
FLOORS = Path(__file__).with_name("floors.json")


def raise_floors(path: Path, report: Report) -> None:
    """Lift each floor to a hundredth below the figure, cut to two places, where that is higher; none goes down."""
    floors = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    raised = {
        language: {name: max(floors.get(language, {}).get(name, 0.0), (int(score * 100) - 1) / 100) for name, score in scores.items()}
        for language, scores in report.scores.items()
    }
    path.write_text(json.dumps(raised, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Print the table, and the errors where asked; write the page where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.score", description="Score the analysis against labelled articles.")
    parser.add_argument("gold", nargs="?", type=Path, help="a file of labelled articles, one a line; our own where it is left out")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the N most frequent errors of each handler")
    parser.add_argument("--handler", choices=HANDLERS, help="with --errors: list N articles where this handler errs, with the words")
    parser.add_argument("--page", type=Path, metavar="FILE", help="write the figures into this page (docs/accuracy.md)")
    parser.add_argument("--raise-floors", action="store_true", help="lift floors.json to the figures of our own articles")
    options = parser.parse_args()
    if options.raise_floors and options.gold:
        parser.error("floors are held on our own articles")
    cases = gold_cases(options.gold) if options.gold else own_cases()
    findings = analysed(cases, build_analyser(load_ontology()))
    report = evaluate(cases, findings, rounds=ROUNDS)
    print(table(report))
    if options.page:
        write_part(options.page, "development" if options.gold else "own", report)
    if options.raise_floors:
        raise_floors(FLOORS, report)
    if options.errors:
        print(listing(cases, findings, options.errors, options.handler))


if __name__ == "__main__":
    main()
