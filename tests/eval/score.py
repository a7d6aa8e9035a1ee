"""Score the handlers against labelled articles: `python -m tests.eval.score [GOLD.jsonl] [--errors N]`.

Without a file our own articles are scored. Where articles were coded twice, a score is the mean against the two codings, and how well
the two agree stands beside it.
"""

from __future__ import annotations

import argparse
import difflib
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from handlers import Analyser, build_analyser
from handlers.findings import ActorFinding, Findings
from handlers.ontology.load import load_ontology
from tests.eval.cases import Case, LabelledActor, Labels, gold_cases, normal, own_cases
from tests.eval.metrics import accuracy, macro_f1, micro_f1

Sets = frozenset[Hashable]
LANGUAGES = ("all", "en", "ko")


@dataclass(frozen=True, slots=True)
class Seen:
    """One coding, or what the handlers said, in the terms of one coding: what is compared."""

    actors: Sets
    major: Sets
    primary: Sets
    themes: Sets
    relevance: str
    kind: str
    summary: Sets


def seen_in_labels(labels: Labels, against: Labels) -> Seen:
    """A coding in terms of another one (or of itself): its actors by id, its summary by the other's sentences."""
    return Seen(
        actors=frozenset(actor.id for actor in labels.actors),
        major=frozenset(actor.id for actor in labels.actors if actor.is_major),
        primary=labels.primary,
        themes=labels.themes,
        relevance=labels.relevance,
        kind=labels.kind,
        summary=frozenset(_sentence(text, against.summary) for text in labels.summary),
    )


def seen_in_findings(findings: Findings, labels: Labels) -> Seen:
    """What the handlers said in terms of a coding."""
    ids = match_actors(findings.actors, labels.actors)
    return Seen(
        actors=frozenset(ids.values()),
        major=frozenset(ids[actor.id] for actor in findings.actors if actor.salience == "major"),
        primary=frozenset(theme.id for theme in findings.themes if theme.rank == "primary"),
        themes=frozenset(theme.id for theme in findings.themes),
        relevance=findings.relevance.label,
        kind=findings.kind.label,
        summary=frozenset(_sentence(normal(sentence.text), labels.summary) for sentence in findings.summary),
    )


def match_actors(found: Sequence[ActorFinding], wanted: Sequence[LabelledActor]) -> dict[str, str]:
    """Found id -> labelled id where they share the id or a name (ids and main names first), else `extra:` and the found id."""
    matched: dict[str, str] = {}
    for with_aliases in (False, True):
        for actor in found:
            names = {actor.id, actor.name_en, actor.name_ko, *(actor.aliases if with_aliases else ())}
            keys = {normal(name) for name in names} - {""}
            free = [other for other in wanted if other.id not in matched.values() and (other.id == actor.id or keys & other.names)]
            if actor.id not in matched and free:
                matched[actor.id] = min(free, key=lambda other, own=actor.id: other.id != own).id
    return {actor.id: matched.get(actor.id, f"extra:{actor.id}") for actor in found}


def _sentence(text: str, wanted: Sequence[str]) -> Hashable:
    """The wanted sentence that this one is, allowing for other sentence borders; itself where there is none."""
    return max(wanted, key=lambda other: _likeness(text, other)) if any(_likeness(text, other) >= 0.6 for other in wanted) else text


def _likeness(a: str, b: str) -> float:
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if short in long:
        return max(0.7 if len(short) > 15 else 0.0, len(short) / (len(long) or 1))
    if len(short) < 0.4 * len(long):
        return 0.0
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()


def _core_or_none(pairs: Sequence[tuple[Seen, Seen]]) -> float:
    clear = [(a.relevance, "core" if b.relevance == "partial" else b.relevance) for a, b in pairs if a.relevance != "partial"]
    return macro_f1(clear)


MEASURES: dict[str, Callable[[Sequence[tuple[Seen, Seen]]], float]] = {
    "actors, all": lambda pairs: micro_f1((a.actors, b.actors) for a, b in pairs),
    "actors, major": lambda pairs: micro_f1((a.major, b.major) for a, b in pairs),
    "themes, primary": lambda pairs: micro_f1((a.primary, b.primary) for a, b in pairs),
    "themes, all": lambda pairs: micro_f1((a.themes, b.themes) for a, b in pairs),
    "relevance, 3 classes": lambda pairs: macro_f1([(a.relevance, b.relevance) for a, b in pairs]),
    "relevance, core/none": _core_or_none,
    "kind, accuracy": lambda pairs: accuracy([(a.kind, b.kind) for a, b in pairs]),
    "summary": lambda pairs: micro_f1((a.summary, b.summary) for a, b in pairs),
}


@dataclass(frozen=True, slots=True)
class Report:
    """`scores` and `agreement`: language -> measure -> value; `agreement` is empty where articles were coded once."""

    scores: dict[str, dict[str, float]]
    agreement: dict[str, dict[str, float]]
    counts: dict[str, int]


def evaluate(cases: Sequence[Case], analyser: Analyser) -> Report:
    """Analyse every case and score it, over all and per language."""
    findings = {case.id: analyser.analyse(case.document).findings for case in cases}
    report = Report({}, {}, {})
    for language in LANGUAGES:
        chosen = [case for case in cases if language in ("all", case.lang)]
        report.counts[language] = len(chosen)
        report.scores[language] = {name: _mean(measure, chosen, findings) for name, measure in MEASURES.items()}
        if chosen and all(len(case.codings) > 1 for case in chosen):
            both = [(seen_in_labels(case.codings[0], case.codings[0]), seen_in_labels(case.codings[1], case.codings[0])) for case in chosen]
            report.agreement[language] = {name: measure(both) for name, measure in MEASURES.items()}
    return report


def _mean(measure: Callable[[Sequence[tuple[Seen, Seen]]], float], cases: Sequence[Case], findings: dict[str, Findings]) -> float:
    if not cases:
        return 1.0
    scores = []
    for at in range(min(len(case.codings) for case in cases)):
        labels = [case.codings[at] for case in cases]
        pairs = [(seen_in_labels(own, own), seen_in_findings(findings[case.id], own)) for case, own in zip(cases, labels, strict=True)]
        scores.append(measure(pairs))
    return sum(scores) / len(scores)


def table(report: Report) -> str:
    """The figures as people read them."""
    heads = [f"{language} ({report.counts[language]})" for language in LANGUAGES]
    lines = ["articles".ljust(24) + "".join(f"{head:>12}{'agree':>8}" for head in heads)]
    for name in MEASURES:
        cells = []
        for language in LANGUAGES:
            agreement = report.agreement.get(language, {}).get(name)
            cells.append(f"{report.scores[language][name]:12.3f}" + (f"{agreement:8.3f}" if agreement is not None else " " * 8))
        lines.append(name.ljust(24) + "".join(cells))
    return "\n".join(lines)


def errors(cases: Sequence[Case], analyser: Analyser, most: int) -> str:
    """Per handler what is missed and invented most often, against the first coding."""
    counts: dict[str, Counter[Hashable]] = {}
    for case in cases:
        own = case.codings[0]
        wanted, found = seen_in_labels(own, own), seen_in_findings(analyser.analyse(case.document).findings, own)
        for name in ("actors", "themes"):
            counts.setdefault(f"{name} missed", Counter()).update(getattr(wanted, name) - getattr(found, name))
            counts.setdefault(f"{name} invented", Counter()).update(getattr(found, name) - getattr(wanted, name))
        for name in ("relevance", "kind"):
            if getattr(wanted, name) != getattr(found, name):
                counts.setdefault(name, Counter())[f"{getattr(wanted, name)} taken for {getattr(found, name)}: {case.id}"] += 1
    return "\n".join(f"{name}: " + ", ".join(f"{what} {n}" for what, n in counter.most_common(most)) for name, counter in counts.items())


def main() -> None:
    """Print the table, and the errors where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.score", description="Score the analysis against labelled articles.")
    parser.add_argument("gold", nargs="?", type=Path, help="a file of twice-coded articles; our own articles where it is left out")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the N most frequent errors of each handler")
    options = parser.parse_args()
    analyser = build_analyser(load_ontology())
    cases = gold_cases(options.gold) if options.gold else own_cases()
    print(table(evaluate(cases, analyser)))
    if options.errors:
        print(errors(cases, analyser, options.errors))


if __name__ == "__main__":
    main()
