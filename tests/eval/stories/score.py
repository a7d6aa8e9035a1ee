"""Score stories against labelled sets: `python -m tests.eval.stories.score [GOLD.jsonl] [--stability] [--errors]`.

Without a file our own set is scored. The baselines run beside; TF-IDF is given the threshold that suits the set best, which no desk knows.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.desk.stories.memory import StoryStream
from bot.desk.stories.parameters import PARAMETERS, Parameters
from bot.model import Fingerprint
from tests.eval.stories.baselines import headline_overlap, single_pass
from tests.eval.stories.cases import StoryCase, own_stories, read_stories
from tests.eval.stories.measures import Scores, score
from tests.eval.stories.reading import Reader

THRESHOLDS = tuple(step / 100 for step in range(10, 52, 4))
STEP = 0.2


def group(cases: Sequence[StoryCase], prints: Sequence[Fingerprint], parameters: Parameters = PARAMETERS) -> list[int]:
    """The story of each case after the last has come: an article that a merge moved counts where it stands in the end."""
    stream = StoryStream(parameters)
    found: list[int] = []
    for case, fingerprint in zip(cases, prints, strict=True):
        placed = stream.place(fingerprint, case.at)
        found.append(placed.story)
        for number in placed.moved:
            found[number - 1] = placed.story
    return found


def varied() -> dict[str, Parameters]:
    """Each parameter a fifth lower and higher, the others as they are."""
    made: dict[str, Parameters] = {}
    for name in ("join", "merge", "share", "crowd", "half_life", "same_act", "other_act", "reprint"):
        value: float | timedelta = getattr(PARAMETERS, name)
        for factor in (1 - STEP, 1 + STEP):
            made[f"{name} x {factor:g}"] = replace(PARAMETERS, **{name: value * factor})
    return made


def line(name: str, scores: Scores) -> str:
    """A row of the table."""
    figures = " ".join(f"{figure:9.3f}" for figure in scores[:5])
    return f"{name:<34}{figures}"


def errors(cases: Sequence[StoryCase], found: Sequence[int]) -> None:
    """Print what was put together and what was torn apart."""
    made, wanted = defaultdict(list), defaultdict(list)
    for case, story in zip(cases, found, strict=True):
        made[story].append(case)
        wanted[case.story].append(story)
    for story, members in made.items():
        if len({case.story for case in members}) > 1:
            print(
                f"together in {story}:",
                *(f"    {case.lang} {case.at:%m-%d} {case.title[:70]} < {case.story}" for case in members),
                sep="\n",
            )
    for name, stories in wanted.items():
        if len(set(stories)) > 1:
            print(f"apart: {name} {dict(Counter(stories))}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.stories.score", description="Score stories against labelled sets.")
    parser.add_argument("gold", nargs="?", type=Path, help="a file of articles with their stories, one a line; our own where left out")
    parser.add_argument("--stability", action="store_true", help="also each parameter a fifth lower and higher")
    parser.add_argument("--errors", action="store_true", help="list what was put together and what was torn apart")
    options = parser.parse_args()
    cases = read_stories(options.gold) if options.gold else own_stories()
    reader = Reader()
    prints = [reader.fingerprint(case.document) for case in cases]
    found = group(cases, prints)
    print(f"{len(cases)} articles, {len({case.story for case in cases})} stories")
    print(f"{'':<34}precision    recall        F1  cross P   cross R")
    ours = score(cases, found)
    print(line("the desk", ours))
    print(line("overlap of headlines", score(cases, headline_overlap(cases))))
    best = max((score(cases, single_pass(cases, at)) for at in THRESHOLDS), key=lambda one: one.f1)
    print(line("TF-IDF at its best threshold", best))
    if options.stability:
        for name, parameters in varied().items():
            print(line(name, score(cases, group(cases, prints, parameters))))
    if options.errors:
        errors(cases, found)


if __name__ == "__main__":
    main()
