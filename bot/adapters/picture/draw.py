"""Chart -> PNG: light, one accent, letters that can be read on a phone. Pure but for the font, which is part of the package.

The font holds Latin letters and the 2,350 syllables of KS X 1001, in which Korean names are written; it is cut from NanumGothic under the
SIL Open Font License (OFL.txt), which asks that what is cut has a name of its own.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from importlib import resources

from PIL import Image, ImageDraw, ImageFont

from bot.desk.card import Colour
from bot.desk.chart import Chart, Series

WIDTH, HEIGHT = 1_000, 560
"""Pixels: the shape in which both platforms show a picture whole, at twice to three times the size of a phone's."""

FONT = "alliance-desk-sans.woff2"
_LEFT, _RIGHT, _TOP, _BOTTOM = 96, 968, 116, 494
_LEGEND = 28
"""How much lower the columns begin where there is a legend."""

_WIDEST = 140.0
_TITLE, _SMALLEST, _TEXT = 34, 24, 25
_INK, _QUIET, _GRID, _PAPER = "#1F2933", "#52606D", "#E4E8EC", "#FFFFFF"
_FILL = {
    Colour.NEUTRAL: "#1F5FA8",
    Colour.COOPERATION: "#2F7DD1",
    Colour.FRICTION: "#C43D2F",
    Colour.MIXED: "#8A4FB0",
    Colour.GOOD: "#2E9E5B",
    Colour.WARNING: "#D99A00",
}
_UNFINISHED = 0.55
"""How strong the last column is drawn, which is still growing."""

_MOST_TICKS = 5
_UNKNOWN = "\uffff"

Font = ImageFont.FreeTypeFont


def png(chart: Chart) -> bytes:
    """The chart as a PNG of WIDTH x HEIGHT. Raises OSError where the font cannot be read."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    _Drawing(image, chart).draw()
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def ticks(above: int, below: int) -> list[int]:
    """Whole numbers for the scale, from below the line (negative) to above it: steps of 1, 2 or 5 times a power of ten."""
    reach = max(above + below, 1)
    power = 10 ** max(math.floor(math.log10(reach)) - 1, 0)
    step = next(size * power for size in (1, 2, 5, 10, 20, 50) if reach <= _MOST_TICKS * size * power)
    return [number * step for number in range(-math.ceil(below / step), max(math.ceil(above / step), 1) + 1)]


class _Drawing:
    def __init__(self, image: Image.Image, chart: Chart) -> None:
        self._chart = chart
        self._pen = ImageDraw.Draw(image)
        self._font_file = resources.files(__package__).joinpath(FONT).read_bytes()
        self._small = self._font(_TEXT)
        self._scale = ticks(chart.above, chart.below)
        self._top = _TOP + (_LEGEND if len(chart.series) > 1 else 0)
        self._wide = min((_RIGHT - _LEFT) / len(chart.labels), _WIDEST)

    def draw(self) -> None:
        self._heading()
        self._grid()
        if len(self._chart.series) > 1:
            self._legend()
        for column in range(len(self._chart.labels)):
            self._column(column)
        self._line()
        self._names()
        if len(self._chart.series) == 1:
            self._most(self._chart.series[0])

    def _font(self, size: int) -> Font:
        return ImageFont.truetype(io.BytesIO(self._font_file), size)

    def _heading(self) -> None:
        """The title in one line, smaller where it is long and cut where it is very long."""
        text = _known(self._chart.title, self._small)
        fonts = [self._font(size) for size in range(_TITLE, _SMALLEST - 1, -2)]
        font = next((one for one in fonts if one.getlength(text) <= WIDTH - 64), fonts[-1])
        while font.getlength(text) > WIDTH - 64:
            text = text[:-2].rstrip() + "…"
        self._pen.text((32, 26), text, _INK, font)

    def _y(self, value: float) -> float:
        low, high = self._scale[0], self._scale[-1]
        return _BOTTOM - (value - low) / (high - low) * (_BOTTOM - self._top)

    def _grid(self) -> None:
        for value in self._scale:
            y = self._y(value)
            self._pen.line((_LEFT, y, _RIGHT, y), _GRID, 2)
            self._pen.text((_LEFT - 12, y), f"{abs(value):,}", _QUIET, self._small, anchor="rm")

    def _line(self) -> None:
        self._pen.line((_LEFT, self._y(0), _RIGHT, self._y(0)), _QUIET, 2)

    def _legend(self) -> None:
        x = 32.0
        for one in self._chart.series:
            self._pen.rectangle((x, 82, x + 20, 102), _FILL[one.colour])
            self._pen.text((x + 30, 92), one.name, _INK, self._small, anchor="lm")
            x += 62 + self._small.getlength(one.name)

    def _span(self, column: int) -> tuple[float, float]:
        """Left and right edge of a column."""
        wide = self._wide
        gap = wide * 0.14 if wide > 8 else 0.5
        start = _RIGHT - (len(self._chart.labels) - column) * wide
        return math.floor(start + gap), math.floor(start + wide - gap) - 1

    def _column(self, column: int) -> None:
        left, right = self._span(column)
        is_last = column == len(self._chart.labels) - 1
        for one, start, end in _stacked(self._chart.series, column):
            top, bottom = sorted((round(self._y(start)), round(self._y(end))))
            fill = _tinted(_FILL[one.colour]) if is_last else _FILL[one.colour]
            self._pen.rectangle((left, min(top, bottom - 2), max(right, left + 1), bottom), fill)

    def _names(self) -> None:
        """Names under the last column and those at even steps before it, as many as have room."""
        longest = max(map(self._small.getlength, self._chart.labels))
        step = math.ceil((longest + 40) / self._wide)
        for column in range(len(self._chart.labels) - 1, -1, -step):
            text = self._chart.labels[column]
            left, right = self._span(column)
            half = self._small.getlength(text) / 2
            middle = max(min((left + right) / 2, WIDTH - 12 - half), 12 + half)
            self._pen.text((middle, _BOTTOM + 16), text, _QUIET, self._small, anchor="ma")

    def _most(self, one: Series) -> None:
        """The number of the tallest column above it."""
        most = max(one.values, default=0)
        left, right = self._span(one.values.index(most))
        self._pen.text(((left + right) / 2, self._y(most) - 4), f"{most:,}", _INK, self._small, anchor="mb")


def _stacked(series: Sequence[Series], column: int) -> Iterator[tuple[Series, int, int]]:
    """Each series with what it covers in that column, from the line outwards."""
    reached = {False: 0, True: 0}
    for one in series:
        size = one.values[column]
        start, end = reached[one.is_below], reached[one.is_below] + size
        reached[one.is_below] = end
        if size:
            yield (one, -start, -end) if one.is_below else (one, start, end)


def _tinted(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * _UNFINISHED):02X}" for part in parts)


def _known(text: str, font: Font) -> str:
    """The text without the characters that the font does not have, which would be drawn as boxes."""
    box = bytes(font.getmask(_UNKNOWN))
    return "".join(character for character in text if character == " " or bytes(font.getmask(character)) != box)
