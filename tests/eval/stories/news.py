"""What later articles bring their stories, against labels by hand (news.json): `python -m tests.eval.stories.news [--errors]`.

The stories are those of the labels, so that what is measured is the decider alone. The first official statement and the first article in a
language are known without judging and are left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.desk.claims import claims_of
from bot.desk.developments import Earlier, Report, developments
from bot.desk.stories.decide import is_reprint
from bot.model import Development, News
from tests.eval.stories.cases import StoryCase, own_stories
from tests.eval.stories.reading import Reader

LABELS = Path(__file__).with_name("news.json")
_GIVEN = frozenset({News.STATEMENT, News.LANGUAGE})


@dataclass(frozen=True, slots=True)
class Judged:
    """A later article: what it brings by the labels (kinds) and by the desk."""

    id: str
    wanted: frozenset[str]
    found: tuple[Development, ...]

    @property
    def agrees(self) -> bool:
        """Whether one of the things that the desk names is of a kind that the labels name."""
        return any(one.kind.value in self.wanted for one in self.found)


def labels(path: Path = LABELS) -> dict[str, frozenset[str]]:
    """Kinds of news by article; no kind where it brings nothing."""
    return {id_: frozenset(kinds) for id_, kinds in json.loads(path.read_text(encoding="utf-8")).items()}


def judge(cases: Sequence[StoryCase], wanted: dict[str, frozenset[str]], reader: Reader) -> list[Judged]:
    """The labelled articles of the cases, each after those of its story that came before it."""
    stories = {id_.rpartition("-")[0] for id_ in wanted}
    earlier: dict[str, list[Earlier]] = {}
    sketches: dict[str, list[tuple[int, ...]]] = {}
    judged: list[Judged] = []
    for case in cases:
        if case.story not in stories:
            continue
        analysis, fingerprint = reader.examine(case.document)
        before, seen = earlier.setdefault(case.story, []), sketches.setdefault(case.story, [])
        repeats = any(is_reprint(fingerprint.sketch, sketch) for sketch in seen)
        found = developments(Report(analysis, case.text, fingerprint.amounts, repeats), before)
        if case.id in wanted:
            judged.append(Judged(case.id, wanted[case.id], tuple(one for one in found if one.kind not in _GIVEN)))
        before.append(Earlier(analysis.language, claims_of(analysis, fingerprint)))
        seen.append(fingerprint.sketch)
    return judged


def measures(judged: Sequence[Judged]) -> dict[str, float]:
    """Precision and recall of saying that an article brings something, and how much of what was right names a right kind."""
    said = [one for one in judged if one.found]
    right = [one for one in said if one.wanted]
    wanted = [one for one in judged if one.wanted]
    return {
        "precision": len(right) / max(len(said), 1),
        "recall": len(right) / max(len(wanted), 1),
        "kind": sum(one.agrees for one in right) / max(len(right), 1),
    }


def told(one: Development) -> str:
    """A development in short."""
    return " ".join(part for part in (one.kind.value, one.actor, one.event, one.target, one.text) if part)


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.stories.news", description="Score what is new against labels by hand.")
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was too much")
    parser.add_argument("--all", action="store_true", help="list everything")
    options = parser.parse_args()
    judged = judge(own_stories(), labels(), Reader())
    print(f"{len(judged)} later articles, {sum(bool(one.wanted) for one in judged)} bring something")
    print("  ".join(f"{name} {figure:.3f}" for name, figure in measures(judged).items()))
    for one in judged:
        if options.all or (options.errors and bool(one.wanted) != bool(one.found)):
            print(f"{one.id}: wanted {', '.join(sorted(one.wanted)) or 'nothing'}; said {'; '.join(map(told, one.found)) or 'nothing'}")


if __name__ == "__main__":
    main()
