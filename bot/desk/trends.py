"""Articles over time: counts by hour as columns of days, weeks or months in somebody's time zone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.model import Volume

MOST_COLUMNS = 120
COMFORTABLE = 62
"""Columns that a picture shows at the most, and those that it shows well."""


class Step(StrEnum):
    """What one column stands for. A week begins on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    def start(self, day: date) -> date:
        """The first day of the column in which a day lies."""
        if self is Step.WEEK:
            return day - timedelta(days=day.weekday())
        return day.replace(day=1) if self is Step.MONTH else day

    def next(self, start: date) -> date:
        """The first day of the column after the one that starts there."""
        if self is Step.MONTH:
            return (start + timedelta(days=31)).replace(day=1)
        return start + timedelta(days=7 if self is Step.WEEK else 1)


@dataclass(frozen=True, slots=True)
class Trend:
    """Columns by their first day, oldest first, and for each tone the articles in every column. The last column goes on until now."""

    step: Step
    starts: tuple[date, ...]
    tones: dict[str, tuple[int, ...]]

    @property
    def totals(self) -> tuple[int, ...]:
        """Articles of all tones by column."""
        rows = list(self.tones.values())
        return tuple(map(sum, zip(*rows, strict=True))) if rows else (0,) * len(self.starts)


def columns(since: datetime, now: datetime, step: Step, zone: ZoneInfo) -> tuple[date, ...]:
    """The first days of all columns from the one with `since` to the one with `now`."""
    first, last = step.start(since.astimezone(zone).date()), now.astimezone(zone).date()
    found = [first]
    while (following := step.next(found[-1])) <= last and len(found) <= MOST_COLUMNS:
        found.append(following)
    return tuple(found)


def fitting(since: datetime, now: datetime, zone: ZoneInfo) -> Step:
    """The shortest step by which the time is shown well."""
    return next((step for step in (Step.DAY, Step.WEEK) if len(columns(since, now, step, zone)) <= COMFORTABLE), Step.MONTH)


def beginning(starts: Sequence[date], zone: ZoneInfo) -> datetime:
    """The moment at which the first column begins."""
    return datetime.combine(starts[0], time(), zone)


def trend(volumes: Iterable[Volume], starts: tuple[date, ...], step: Step, zone: ZoneInfo, tones: Iterable[str]) -> Trend:
    """The volumes of these tones in columns; what lies before the first is left out. In a zone that is off the full hour an article of an
    hour cut by midnight counts for the day in which its hour began."""
    found: dict[str, Counter[date]] = {tone: Counter() for tone in tones}
    for one in volumes:
        if one.tone in found:
            found[one.tone][step.start(one.hour.astimezone(zone).date())] += one.articles
    return Trend(step, starts, {tone: tuple(counts[start] for start in starts) for tone, counts in found.items()})
