"""How likely it is that an article belongs to a story, among the stories that it resembles. Pure.

A logistic regression over the likeness, what it is made of and the background: in a week in which all papers write of one man, everything
is like everything, and only what stands out from that belongs together. `weights.json` is made by tests/eval/fit_story_weights.py.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path
from types import MappingProxyType

from bot.desk.stories.likeness import Likeness
from bot.desk.stories.parameters import START

LONGEST_GAP = 7.0
"""Days without news beyond which more of them say no more."""

_NEAREST = 5


def signs(likenesses: Sequence[Likeness], read: int) -> list[dict[str, float]]:
    """What speaks for each story, and against it, by name. `read` is how many articles came before this one, ever.

    The background of a story is the mean likeness of the second to the fifth of the others, 0 for missing ones; `cold` fades over the first
    articles of a desk, in which that says little.
    """
    order = sorted(range(len(likenesses)), key=lambda at: -likenesses[at].value)
    values = [likenesses[at].value for at in order]
    cold = max(0.0, 1 - read / START)
    found: list[dict[str, float]] = [{} for _ in order]
    for rank, at in enumerate(order):
        others = values[:_NEAREST] if rank >= _NEAREST else values[:rank] + values[rank + 1 : _NEAREST + 1]
        found[at] = _signs(likenesses[at], sum(others[1:]) / (_NEAREST - 1), is_top=rank == 0, cold=cold)
    return found


def _signs(like: Likeness, background: float, *, is_top: bool, cold: float) -> dict[str, float]:
    abroad = 1 - like.part
    return {
        "value": like.value,
        "words": like.words * like.part,
        "shared": like.shared * like.part,
        "shared_abroad": like.shared * abroad,
        "background": background,
        "background_abroad": background * abroad,
        "abroad": abroad,
        "act": float(like.is_act),
        "act_abroad": like.is_act * abroad,
        "other_act": float(like.is_other_act),
        "days": min(like.days, LONGEST_GAP),
        "top": float(is_top),
        "cold": cold,
    }


def chance(found: Mapping[str, float], weights: Mapping[str, float] | None = None) -> float:
    """The probability that the article belongs to the story of these `signs`, by the shipped weights where none are given."""
    used = fitted() if weights is None else weights
    total = used["constant"] + sum(used[name] * value for name, value in found.items())
    return 1 / (1 + exp(-total))


@cache
def fitted() -> Mapping[str, float]:
    """The shipped weights by name of the sign, with `constant`."""
    table = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))
    return MappingProxyType({str(name): float(weight) for name, weight in table.items()})
