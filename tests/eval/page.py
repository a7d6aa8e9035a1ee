"""The figures as people read them: on the terminal, and on docs/accuracy.md, whose tables are made here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tests.eval.report import LANGUAGES, Report


def table(report: Report) -> str:
    """The figures as people read them: a score, between what it lies with 95 % certainty, and how well two people agree."""
    heads = "".join(f"{f'{language} ({report.counts[language]})':>12}{'95 %':>12}{'agree':>8}" for language in LANGUAGES)
    lines = ["articles".ljust(22) + heads]
    for name in report.scores["all"]:
        cells = []
        for language in LANGUAGES:
            low_high = report.intervals.get(language, {}).get(name)
            between = "" if low_high is None else f"{low_high[0]:.2f}-{low_high[1]:.2f}".replace("0.", ".")
            agreement = report.agreement.get(language, {}).get(name)
            cells.append(f"{report.scores[language][name]:12.3f}{between:>12}{'' if agreement is None else f'{agreement:.3f}':>8}")
        lines.append(name.ljust(22) + "".join(cells))
    return "\n".join(lines)


def write_part(page: Path, part: str, report: Report) -> None:
    """Put the report's table between the page's marks `<!-- part -->` and `<!-- /part -->`; the rest of the page stays. Raises ValueError
    where the page has no such marks."""
    before = page.read_text(encoding="utf-8")
    marked = re.compile(rf"(<!-- {part} -->\n).*?(<!-- /{part} -->)", re.DOTALL)
    if not marked.search(before):
        raise ValueError(f"{page} has no place for the part `{part}`.")
    after = marked.sub(lambda found: f"{found[1]}{_markdown(report)}\n{found[2]}", before)
    page.write_text(after, encoding="utf-8")


PAGE = Path(__file__).resolve().parents[2] / "docs" / "accuracy.md"


def write_crossed(rows: Mapping[str, tuple[float, float]], page: Path = PAGE) -> None:
    """Put figures of weights, each (as fitted, cross-validated), into the page's table `crossed`; its other rows stay. Raises ValueError
    where the page has no such table."""
    before = page.read_text(encoding="utf-8")
    found = re.search(r"(<!-- crossed -->\n)(.*?)(<!-- /crossed -->)", before, re.DOTALL)
    if found is None:
        raise ValueError(f"{page} has no place for the part `crossed`.")
    lines = {line.split("|")[1].strip(): line for line in found[2].splitlines()[2:] if line.strip()}
    lines |= {name: f"| {name} | {fitted:.2f} | {crossed:.2f} |" for name, (fitted, crossed) in rows.items()}
    whole = "\n".join(["| | as fitted | cross-validated |", "|---|---|---|", *(lines[name] for name in sorted(lines))])
    page.write_text(before[: found.start()] + f"{found[1]}{whole}\n{found[3]}" + before[found.end() :], encoding="utf-8")


def _markdown(report: Report) -> str:
    is_double = bool(report.agreement)
    columns = [f"{language} ({report.counts[language]})" for language in LANGUAGES]
    heads = [head for column in columns for head in ((column, "agreement") if is_double else (column,))]
    lines = [f"| | {' | '.join(heads)} |", "|---" * (len(heads) + 1) + "|"]
    for name in report.scores["all"]:
        cells = []
        for language in LANGUAGES:
            low, high = report.intervals[language][name]
            cells.append(f"{report.scores[language][name]:.2f} ({low:.2f} to {high:.2f})")
            cells += [f"{report.agreement[language][name]:.2f}"] if is_double else []
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)
