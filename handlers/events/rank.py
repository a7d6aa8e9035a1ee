"""Which of the candidates are the text's main events: two logistic functions, fitted by tests/eval/fit_events.py.

The first weighs the marks of a candidate (how its actors hang on the words, which act, where); the second what a text says of the same
source, quad class and target in all its sentences, against the text's other candidates. What is likely enough stays, five at most.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path
from typing import NamedTuple, TypeVar

from handlers.events.candidates import Candidate, Judged
from handlers.logistic import logistic

MOST = 5
"""Main events a text (codebook section 6)."""
FEATURES = (
    "bias", "best", "second", "told", "spread", "title", "first", "behind", "rank", "pair rank", "words rank", "reverse", "source rank",
    "target rank", "pair", "share", "sentence rank",
)  # fmt: skip
_NONE = -8.0
_NEARLY = 0.6
_VERBAL_AND_MATERIAL_COOPERATION = (1, 2)
_MOST_GATHERED = 14
K = TypeVar("K")
T = TypeVar("T")
Key = tuple[str, int, str]
"""Source, quad class and target."""


@dataclass(frozen=True, slots=True)
class Weights:
    """`marks` are the first function's, `gathered` the second's in the order of FEATURES; from `least` on an event stays."""

    marks: Mapping[str, float]
    gathered: tuple[float, ...]
    least: float


class Gathered(NamedTuple):
    """All that a text says of one source, quad class and target: its best candidate and the values of FEATURES."""

    best: Candidate
    values: tuple[float, ...]


def load_weights(path: Path | None = None) -> Weights:
    """The packaged weights, or those of a file; what was never fitted weighs nothing."""
    data = json.loads((path or Path(__file__).with_name("weights.json")).read_text(encoding="utf-8"))
    return Weights(data["marks"], tuple(data["gathered"].get(name, 0.0) for name in FEATURES), data["least"])


def gather(judged: Sequence[Judged]) -> list[Gathered]:
    """Candidates of one source, quad class and target together, best first; no more of them than may count."""
    groups: dict[Key, list[Judged]] = {}
    both: dict[tuple[str, str], set[int]] = {}
    for one in judged:
        key = one[1].key
        groups.setdefault(key, []).append(one)
        both.setdefault((key[0], key[2]), set()).add(one[1].sentence)
    for own in groups.values():
        if len(own) > 1:
            own.sort(key=_odds, reverse=True)
    order = sorted(groups.values(), key=_first)[:_MOST_GATHERED]
    text = _Text(order[0][0][0] if order else 0.0, groups, both, {}, {}, {}, {}, {})
    return [_gathered(own, rank, text) for rank, own in enumerate(order)]


class _Text(NamedTuple):
    """What the events of a text are held against: the best odds, all events, the sentences that tell of each pair, and how many better
    events share the pair, the words, the source, the target, the sentence."""

    top: float
    groups: Mapping[Key, Sequence[Judged]]
    both: Mapping[tuple[str, str], set[int]]
    pairs: dict[tuple[str, str], int]
    words: dict[tuple[str, int], int]
    sources: dict[str, int]
    targets: dict[str, int]
    sentences: dict[int, int]


def _odds(one: Judged) -> float:
    return one[0]


def _first(own: Sequence[Judged]) -> tuple[float, bool, int, Key]:
    odds, best = own[0]
    return -odds, best.field != "title", best.start, best.key


def _gathered(own: Sequence[Judged], rank: int, text: _Text) -> Gathered:
    odds, best = own[0]
    source, quad, target = best.key
    pair, place = (source, target), (best.field, best.start)
    reverse = text.groups.get((target, quad, source))
    sentences, shared = {candidate.sentence for _, candidate in own}, len(text.both[pair])
    values = (
        1.0,
        odds,
        next((value for value, candidate in own if candidate.sentence != best.sentence), _NONE),
        math.log(sum([logistic(value) for value, _ in own]) + 1e-4),
        math.log(len(sentences)),
        float(-1 in sentences),
        math.log(2.0 + min(sentences)),
        text.top - odds,
        math.log(1.0 + rank),
        float(_count(text.pairs, pair, 3)),
        float(_count(text.words, place, 4)),
        float(reverse is not None and reverse[0][0] > odds),
        float(_count(text.sources, source, 4)),
        float(_count(text.targets, target, 4)),
        math.log(shared),
        len(sentences) / shared,
        float(_count(text.sentences, best.sentence, 6)),
    )
    return Gathered(best, values)


def _count(counts: dict[K, int], key: K, most: int) -> int:
    """How often it came before, and one more for the next time."""
    before = counts.get(key, 0)
    counts[key] = before + 1
    return before if before < most else most


def choose(judged: Sequence[Judged], weights: Weights) -> list[Judged]:
    """The main events with their probabilities, likeliest first, five at most; one source, class and target may be told by two types."""
    likely = [(logistic(sum(map(mul, weights.gathered, item.values))), item.best) for item in gather(judged)]
    likely.sort(key=lambda item: (-item[0], item[1].field != "title", item[1].start))
    picked = pick([(odds, one.key, one) for odds, one in likely], weights.least)
    keys = {candidate.key: probability for probability, candidate in picked}
    typed = [found for key, types in _told(keys, judged).items() for found in _types(keys[key], types)]
    # Of equally likely ones, to a hundredth, the better worded comes first.
    typed.sort(key=lambda item: (-round(item[0], 2), -item[1], item[2].start))
    return [(probability, candidate) for probability, _, candidate in typed[:MOST]]


def _told(keys: Collection[Key], judged: Iterable[Judged]) -> dict[Key, dict[str, tuple[float, Judged]]]:
    """Of each source, quad class and target the types told: how much, over all places, and the best place."""
    found: dict[Key, dict[str, tuple[float, Judged]]] = {}
    for one in judged:
        if one[1].key in keys:
            types = found.setdefault(one[1].key, {})
            told, best = types.get(one[1].type, (0.0, one))
            types[one[1].type] = told + logistic(one[0]), max(best, one, key=_odds)
    return found


def _types(probability: float, types: Mapping[str, tuple[float, Judged]]) -> Iterator[tuple[float, float, Candidate]]:
    """The type that is told most, and others told nearly as much (presses and criticises), less likely by as much as they are told less:
    probability, odds of the best place, and that place."""
    most = max(told for told, _ in types.values())
    for told, (odds, candidate) in types.values():
        if told >= _NEARLY * most:
            yield probability * told / most, odds, candidate


def pick(likely: Sequence[tuple[float, Key, T]], least: float) -> list[tuple[float, T]]:
    """The first five that are likely enough, without what is only the other side of one before (B met A)."""
    chosen: list[tuple[float, T]] = []
    seen: set[Key] = set()
    for odds, key, item in likely:
        if odds < least or len(chosen) == MOST:
            break
        if key[1] in _VERBAL_AND_MATERIAL_COOPERATION and (key[2], key[1], key[0]) in seen:
            continue
        seen.add(key)
        chosen.append((odds, item))
    return chosen
