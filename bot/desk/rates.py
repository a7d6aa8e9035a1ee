"""Whether a day's number of articles is unusual against the days before it.

A day is a window of 24 hours. It is held against the earlier days of its own kind (working days or weekends) as counts whose rate is not
known: a negative binomial with the mean and the variance of those days, which is a Poisson's where they vary no more than chance, widened
for the mean being taken from few of them. Three days in twenty at either end are drawn in to the next (winsorised), so that a surge of two
weeks ago does not hide the next one; the variance is mended for that (Yuen 1974).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Watch

CHANCE = 0.001
"""How likely a day as far out as this one may be among usual days."""

FEWEST_DAYS = 4
"""Days of its kind that a day must be held against."""

SURGE_ARTICLES = 8
SURGE_TIMES = 2.0
"""A surge has so many articles at least, and so many times the mean: what only statistics sees is no news."""

SILENCE_ARTICLES = 5.0
SILENCE_SHARE = 1 / 3
"""A silence is told of what has so many articles on a mean day, and where no more than this share of them came."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A day against its own kind: `count` articles, usually `low` to `high` (so on four days of five). `watch` None where it is usual."""

    count: int
    low: int
    high: int
    watch: Watch | None = None


def rate(count: int, usual: Sequence[int], *, share: float = 1.0, can_be_silent: bool = True) -> Rate | None:
    """Judge a day's count against the counts of earlier days of its kind, in any order; None where there are too few.

    `share` (0 to 1) is how much was written at all, compared with usual days: on a holiday less is to be expected of everything, so that
    only what falls further is a silence. A surge is judged against the whole.
    """
    if len(usual) < FEWEST_DAYS:
        return None
    ordered = sorted(usual)
    found = Rate(count, _rank(ordered, 0.1), _rank(ordered, 0.9))
    mean, variance = spread(ordered)
    if count >= max(SURGE_ARTICLES, SURGE_TIMES * mean) and 1 - at_most(count - 1, mean, variance) <= CHANCE:
        return Rate(count, found.low, found.high, Watch.SURGE)
    least = mean * share
    is_low = can_be_silent and least >= SILENCE_ARTICLES and count <= SILENCE_SHARE * least
    if is_low and at_most(count, least, max(variance * share**2, _predicted(least, len(ordered)))) <= CHANCE:
        return Rate(count, found.low, found.high, Watch.SILENCE)
    return found


def spread(counts: Sequence[int]) -> tuple[float, float]:
    """Mean and predictive variance of the next day, from earlier days in order of size. The mean is that of a gamma-Poisson with
    Jeffreys' prior, half an article in all, so that it is never 0; the variance is larger than the mean, never equal."""
    size = len(counts)
    cut = size * 3 // 20
    drawn = [min(max(count, counts[cut]), counts[size - 1 - cut]) for count in counts]
    mean = (sum(drawn) + 0.5) / size
    middle = sum(drawn) / size
    varied = sum((count - middle) ** 2 for count in drawn) / (size - 1) / (1 - 2 * cut / size) ** 2
    return mean, max(varied * (1 + 1 / size), _predicted(mean, size))


def _predicted(mean: float, size: int) -> float:
    """The variance of a Poisson count whose mean was taken from so many days."""
    return mean * (1 + 1 / size)


def at_most(count: int, mean: float, variance: float) -> float:
    """P(X <= count) of a negative binomial by its mean and variance, the variance the larger."""
    if count < 0:
        return 0.0
    shape, chance = mean**2 / (variance - mean), mean / variance
    head = shape * math.log(chance) - math.lgamma(shape)
    each = (math.exp(head + math.lgamma(k + shape) - math.lgamma(k + 1) + k * math.log1p(-chance)) for k in range(count + 1))
    return min(1.0, math.fsum(each))


def _rank(ordered: Sequence[int], part: float) -> int:
    """The nearest rank: the smallest count that so large a part of the days does not go beyond."""
    return ordered[max(math.ceil(part * len(ordered)), 1) - 1]
