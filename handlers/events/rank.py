"""Which of the candidates are the text's main events: two logistic functions, fitted by tests/eval/fit_events.py.

The first weighs the marks of a candidate (how its actors hang on the words, which act, where); the second what a text says of the same
source, quad class and target in all its sentences, against the text's other candidates. What is likely enough stays, five at most.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from handlers.events.candidates import Candidate
from handlers.events.marks import Part

MOST = 5
"""Main events a text (codebook section 6)."""
FEATURES = (
    "bias", "best", "second", "told", "spread", "title", "first", "behind", "rank", "pair rank", "words rank", "reverse", "source rank",
    "target rank", "pair", "share", "sentence rank",
)  # fmt: skip
_NONE = -8.0
_MOST_REMEMBERED = 20_000
_HOPELESS = -5.0
"""Log-odds below which a candidate is not looked at again."""
_NEARLY = 1.5
_VERBAL_AND_MATERIAL_COOPERATION = (1, 2)
T = TypeVar("T")


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


def logistic(value: float) -> float:
    """The probability of log-odds."""
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, value))))


class Judge:
    """The first function over a set of weights. It remembers what parts weigh, as texts share most of them; that changes no answer."""

    def __init__(self, marks: Mapping[str, float]) -> None:
        self._marks = marks
        self._sums: dict[Part, float] = {}

    def odds(self, candidates: Iterable[Candidate]) -> list[tuple[float, Candidate]]:
        """The candidates that are not hopeless, with the log-odds that such a reading of the words is one of the main events."""
        sums, marks = self._sums, self._marks
        if len(sums) > _MOST_REMEMBERED:
            sums = self._sums = {}
        found = []
        for candidate in candidates:
            odds = marks["bias"]
            for part in candidate.parts:
                value = sums.get(part)
                if value is None:
                    value = sums[part] = sum(marks.get(mark, 0.0) for mark in part)
                odds += value
            if odds > _HOPELESS:
                found.append((odds, candidate))
        return found


def gather(judged: Sequence[tuple[float, Candidate]]) -> list[Gathered]:
    """Candidates of one source, quad class and target together, best first."""
    groups: dict[tuple[str, int, str], list[tuple[float, Candidate]]] = {}
    for odds, candidate in judged:
        groups.setdefault(candidate.key, []).append((odds, candidate))
    for own in groups.values():
        own.sort(key=lambda item: -item[0])
    order = sorted(groups, key=lambda key: (-groups[key][0][0], groups[key][0][1].field != "title", groups[key][0][1].start, key))
    top = groups[order[0]][0][0] if order else 0.0
    pairs: dict[tuple[str, str], int] = {}
    words: dict[tuple[str, int], int] = {}
    sources: dict[str, int] = {}
    targets: dict[str, int] = {}
    told: dict[int, int] = {}
    both: dict[tuple[str, str], set[int]] = {}
    for _, candidate in judged:
        both.setdefault((candidate.source, candidate.target), set()).add(candidate.sentence)
    found = []
    for rank, key in enumerate(order):
        own = groups[key]
        odds, best = own[0]
        pair, place = (key[0], key[2]), (best.field, best.start)
        reverse = groups.get((key[2], key[1], key[0]))
        sentences = {candidate.sentence for _, candidate in own}
        values = (
            1.0,
            odds,
            next((value for value, candidate in own if candidate.sentence != best.sentence), _NONE),
            math.log(sum(logistic(value) for value, _ in own) + 1e-4),
            math.log(len(sentences)),
            float(-1 in sentences),
            math.log(2.0 + min(sentence for sentence in sentences)),
            top - odds,
            math.log(1.0 + rank),
            float(min(pairs.get(pair, 0), 3)),
            float(min(words.get(place, 0), 4)),
            float(reverse is not None and reverse[0][0] > odds),
            float(min(sources.get(key[0], 0), 4)),
            float(min(targets.get(key[2], 0), 4)),
            math.log(len(both[pair])),
            len(sentences) / len(both[pair]),
            float(min(told.get(best.sentence, 0), 6)),
        )
        pairs[pair] = pairs.get(pair, 0) + 1
        words[place] = words.get(place, 0) + 1
        sources[key[0]] = sources.get(key[0], 0) + 1
        told[best.sentence] = told.get(best.sentence, 0) + 1
        targets[key[2]] = targets.get(key[2], 0) + 1
        found.append(Gathered(best, values))
    return found


def choose(candidates: Iterable[Candidate], judge: Judge, weights: Weights) -> list[tuple[float, Candidate]]:
    """The main events with their probabilities, likeliest first; where five are not full, also the other types that are told of them."""
    judged = judge.odds(candidates)
    likely = [(logistic(sum(map(_times, weights.gathered, item.values))), item.best) for item in gather(judged)]
    likely.sort(key=lambda item: (-item[0], item[1].field != "title", item[1].start))
    typed = _most_told(judged)
    chosen = [(odds, typed[candidate.key]) for odds, candidate in pick([(odds, one.key, one) for odds, one in likely], weights.least)]
    return sorted((*chosen, *_other_types(chosen, judged)[: MOST - len(chosen)]), key=lambda item: -item[0])


def _most_told(judged: Iterable[tuple[float, Candidate]]) -> dict[tuple[str, int, str], Candidate]:
    """Of each source, quad class and target the best candidate of the type that all sentences together tell most."""
    types: dict[tuple[str, int, str], dict[str, float]] = {}
    best: dict[tuple[str, str, str], tuple[float, Candidate]] = {}
    for odds, candidate in judged:
        told = types.setdefault(candidate.key, {})
        told[candidate.type] = told.get(candidate.type, 0.0) + logistic(odds)
        place = candidate.source, candidate.type, candidate.target
        if place not in best or odds > best[place][0]:
            best[place] = odds, candidate
    return {key: best[key[0], max(told, key=lambda type_: told[type_]), key[2]][1] for key, told in types.items()}


def _other_types(chosen: Sequence[tuple[float, Candidate]], judged: Iterable[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Further types of the same source, quad class and target (presses and criticises), nearly as well told; likeliest first."""
    main = {candidate.key: (probability, candidate) for probability, candidate in chosen}
    best: dict[tuple[str, str, str], tuple[float, Candidate]] = {}
    top: dict[tuple[str, int, str], float] = {}
    for odds, candidate in judged:
        if candidate.key in main:
            top[candidate.key] = max(odds, top.get(candidate.key, odds))
            place = candidate.source, candidate.type, candidate.target
            if place not in best or odds > best[place][0]:
                best[place] = odds, candidate
    found = []
    for odds, candidate in best.values():
        probability, first = main[candidate.key]
        behind = top[candidate.key] - odds
        if candidate.type != first.type and behind < _NEARLY:
            found.append((probability * math.exp(-behind), candidate))
    return sorted(found, key=lambda item: -item[0])


def pick(likely: Sequence[tuple[float, tuple[str, int, str], T]], least: float) -> list[tuple[float, T]]:
    """The first five that are likely enough, without what is only the other side of one before (B met A)."""
    chosen: list[tuple[float, T]] = []
    seen: set[tuple[str, int, str]] = set()
    for odds, key, item in likely:
        if odds < least or len(chosen) == MOST:
            break
        if key[1] in _VERBAL_AND_MATERIAL_COOPERATION and (key[2], key[1], key[0]) in seen:
            continue
        seen.add(key)
        chosen.append((odds, item))
    return chosen


def _times(weight: float, value: float) -> float:
    return weight * value
