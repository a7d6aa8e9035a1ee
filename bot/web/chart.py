"""A bar a day, as numbers that a template draws in SVG: no script and no inline style, which the page's policy forbids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

STEP = 10
HEIGHT = 64


@dataclass(frozen=True, slots=True)
class Bar:
    """One UTC day: position and size in the chart's units, and its count."""

    day: date
    count: int
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from the first day to the last. `width` and `height` are the view box; `busiest` is None where nothing happened."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    total: int
    busiest: Bar | None


def chart_of(by_day: Mapping[str, int], *, last: date, days: int) -> Chart:
    """The last `days` days up to `last`, days without an article included."""
    dates = [last - timedelta(days=back) for back in reversed(range(days))]
    counts = [by_day.get(day.isoformat(), 0) for day in dates]
    most = max(counts, default=0)
    bars = tuple(_bar(index, day, count, most) for index, (day, count) in enumerate(zip(dates, counts, strict=True)))
    busiest = max(bars, key=lambda bar: bar.count) if most else None
    return Chart(bars, days * STEP, HEIGHT, sum(counts), busiest)


def _bar(index: int, day: date, count: int, most: int) -> Bar:
    height = round(count / most * HEIGHT, 1) if most else 0.0
    if count:
        height = max(height, 2.0)
    return Bar(day, count, index * STEP, round(HEIGHT - height, 1), height)
