"""Every figure of a set of cases, over all and per language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handlers import Analyser
from handlers.findings import Findings
from tests.eval.cases import Case
from tests.eval.measures import Measure, measures_for
from tests.eval.metrics import Counts, added, interval
from tests.eval.seen import Seen, seen_in_findings, seen_in_labels

LANGUAGES = ("all", "en", "ko")


@dataclass(frozen=True, slots=True)
class Report:
    """`scores`, `agreement` and `intervals` (95 %): language -> measure -> value. `agreement` is empty where articles were coded once,
    `intervals` where none were asked for."""

    counts: dict[str, int] = field(default_factory=dict)
    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    agreement: dict[str, dict[str, float]] = field(default_factory=dict)
    intervals: dict[str, dict[str, tuple[float, float]]] = field(default_factory=dict)


def analysed(cases: Sequence[Case], analyser: Analyser) -> dict[str, Findings]:
    """What the handlers say of each case, by its id."""
    return {case.id: analyser.analyse(case.document).findings for case in cases}


def evaluate(cases: Sequence[Case], findings: Mapping[str, Findings], *, rounds: int = 0) -> Report:
    """Score every case, over all and per language; `rounds` of bootstrap for the intervals."""
    report, measures = Report(), measures_for(cases)
    found = {case.id: seen_in_findings(findings[case.id], case) for case in cases}
    coded = {case.id: [seen_in_labels(labels) for labels in case.codings] for case in cases}
    for language in LANGUAGES:
        ids = [case.id for case in cases if language in ("all", case.lang)]
        codings = [[(coded[name][at], found[name]) for name in ids] for at in range(min((len(coded[name]) for name in ids), default=0))]
        counted = {name: [[measure.counts(*pair) for pair in pairs] for pairs in codings] for name, measure in measures.items()}
        report.counts[language] = len(ids)
        report.scores[language] = {name: _score(measures[name], rows) for name, rows in counted.items()}
        if rounds:
            report.intervals[language] = {name: interval(rows, measures[name].score, rounds) for name, rows in counted.items()}
        if len(codings) > 1:
            report.agreement[language] = {name: _agreement(measure, [coded[one] for one in ids]) for name, measure in measures.items()}
    return report


def _score(measure: Measure, codings: Sequence[Sequence[Counts]]) -> float:
    scores = [measure.score(added(rows)) for rows in codings]
    return sum(scores) / len(scores) if scores else 1.0


def _agreement(measure: Measure, codings: Sequence[Sequence[Seen]]) -> float:
    return measure.score(added(measure.counts(first, second) for first, second, *_ in codings))
