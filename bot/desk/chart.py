"""The neutral chart: columns over time, before any platform draws it. All text in it is in the reader's language and plain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.desk.card import Colour

STEPS = "▁▂▃▄▅▆▇█"
"""From nothing to the most, as tall as a character (Unicode block elements)."""


@dataclass(frozen=True, slots=True)
class Series:
    """One number a column, none below 0. What is `is_below` the line stands for the opposite of what is above it."""

    name: str
    colour: Colour
    values: tuple[int, ...]
    is_below: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns from left to right: `labels` names each; its series are stacked from the line outwards, in their order.

    `alt` says in words what the picture shows, for whoever cannot see it; `title` is one line.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str

    @property
    def above(self) -> int:
        """The height of the tallest column over the line."""
        return self._tallest(is_below=False)

    @property
    def below(self) -> int:
        """The depth of the deepest column under the line."""
        return self._tallest(is_below=True)

    def _tallest(self, *, is_below: bool) -> int:
        meant = [one.values for one in self.series if one.is_below is is_below]
        return max((sum(column) for column in zip(*meant, strict=True)), default=0)


def spark(values: Sequence[int], most: int) -> str:
    """The values as a row of blocks, one a value: the lowest is nothing, anything else is seen."""
    top = len(STEPS) - 1
    return "".join(STEPS[-(-value * top // most) if most else 0] for value in values)
