"""Pictures of charts, looked at by their pixels."""

from __future__ import annotations

import io
import itertools

import pytest
from PIL import Image

from bot.adapters.picture.draw import HEIGHT, WIDTH, png, ticks
from bot.adapters.picture.pictures import picture_of
from bot.desk.card import Colour
from bot.desk.chart import Chart, Series

ACCENT = (0x1F, 0x5F, 0xA8)
BLUE, RED, WHITE = (0x2F, 0x7D, 0xD1), (0xC4, 0x3D, 0x2F), (255, 255, 255)


def chart(*series: Series, title: str = "Trend: U.S. Forces Korea") -> Chart:
    return Chart(title, tuple(f"{day + 1} Mar" for day in range(len(series[0].values))), series, "What it shows")


def counts(*values: int) -> Series:
    return Series("Articles", Colour.NEUTRAL, values)


def looked_at(drawn: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(drawn)).convert("RGB")
    assert image.size == (WIDTH, HEIGHT)
    return image


def rows_of(image: Image.Image, colour: tuple[int, int, int]) -> list[int]:
    """The rows in which a colour stands."""
    wide, high = image.size
    return [y for y in range(high) if any(image.getpixel((x, y)) == colour for x in range(wide))]


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (0, 0, [0, 1]),
        (1, 0, [0, 1]),
        (5, 0, [0, 1, 2, 3, 4, 5]),
        (9, 0, [0, 2, 4, 6, 8, 10]),
        (41, 0, [0, 10, 20, 30, 40, 50]),
        (9, 12, [-15, -10, -5, 0, 5, 10]),
        (1_234, 0, [0, 500, 1_000, 1_500]),
        (0, 7, [-8, -6, -4, -2, 0, 2]),
    ],
)
def test_the_scale_is_in_round_numbers(above: int, below: int, expected: list[int]) -> None:
    assert ticks(above, below) == expected


def test_a_column_is_as_tall_as_its_number() -> None:
    """Of 40 and 20, with a column that is not over at the end, on white."""
    image = looked_at(png(chart(counts(40, 20, 0))))
    columns = [x for x in range(WIDTH) if image.getpixel((x, 480)) == ACCENT]
    left, right = [x for x in columns if x < columns[-1] - 150], [x for x in columns if x > columns[0] + 150]
    heights = [sum(image.getpixel((x, y)) == ACCENT for y in range(HEIGHT)) for x in (left[5], right[-5])]
    assert heights[0] == pytest.approx(2 * heights[1], abs=4)
    assert image.getpixel((2, 2)) == WHITE


def test_cooperation_stands_above_the_line_and_friction_below() -> None:
    series = (Series("Cooperation", Colour.COOPERATION, (4, 4)), Series("Friction", Colour.FRICTION, (3, 3), is_below=True))
    image = looked_at(png(chart(*series)))
    blue, red = ([y for y in rows_of(image, colour) if y > 130] for colour in (BLUE, RED))
    assert max(blue) <= min(red)


def test_the_last_column_is_drawn_as_unfinished() -> None:
    image = looked_at(png(chart(counts(0, 0, 5))))
    assert rows_of(image, ACCENT) == []


def test_korean_letters_are_drawn_and_letters_that_the_font_lacks_are_left_out() -> None:
    plain, korean, other = (png(chart(counts(1), title=title)) for title in ("", "한미동맹", "\U00013000\u0e01"))
    assert korean != plain
    assert other == plain


@pytest.mark.parametrize("title", ["보도 추이: " + "아주 긴 이름 " * 60, "x" * 5_000], ids=["Korean", "Latin"])
def test_a_long_title_stays_in_the_picture(title: str) -> None:
    image = looked_at(png(chart(counts(1, 2), title=title)))
    assert all(image.getpixel((x, y)) == WHITE for x in range(WIDTH - 30, WIDTH) for y in range(20, 70))


def test_a_hundred_and_twenty_columns_are_apart() -> None:
    image = looked_at(png(chart(counts(*[7] * 120))))
    row = [image.getpixel((x, 480)) == ACCENT for x in range(WIDTH)]
    assert sum(not before and here for before, here in itertools.pairwise(row)) == 119  # the last one is paler


def test_a_picture_is_small() -> None:
    assert len(png(chart(counts(*range(60))))) < 40_000


async def test_a_picture_carries_its_description() -> None:
    made = await picture_of(chart(counts(1, 2)))
    assert made is not None
    assert (made.name, made.alt, made.content[1:4]) == ("trend.png", "What it shows", b"PNG")


async def test_a_chart_that_cannot_be_drawn_is_no_picture(caplog: pytest.LogCaptureFixture) -> None:
    assert await picture_of(Chart("Nothing", (), (), "")) is None
    assert "could not be drawn" in caplog.text
