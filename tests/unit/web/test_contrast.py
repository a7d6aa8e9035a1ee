"""The style sheet's colours, in both themes, against WCAG 2.2: 4.5 for text, 3 for edges of fields and marks of focus."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = files("bot.web").joinpath("static", "desk.css").read_text("utf-8")
GROUNDS = ("ground", "surface")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "soft", "link", "accent", "friction", "cooperation", "mixed") for ground in GROUNDS),
    ("ink", "sunken"),
    ("theme-ink", "theme-ground"),
    ("actor-ink", "actor-ground"),
    ("ink", "both-ground"),
    ("cooperation", "good-ground"),
    ("friction", "bad-ground"),
    ("on-bar", "bar"),
    ("bar-soft", "bar"),
]
EDGE_PAIRS = [("field", "surface"), ("field", "ground"), ("focus", "ground"), ("focus", "surface"), ("actor-ink", "both-ground")]


def themes() -> dict[str, dict[str, str]]:
    """Custom properties of the light and the dark theme."""
    light, dark = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    found = {name: dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for name, block in (("light", light), ("dark", dark))}
    return {"light": found["light"], "dark": {**found["light"], **found["dark"]}}


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.2)."""
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme: str, ink: str, ground: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_edges_and_focus_can_be_seen(theme: str, edge: str, ground: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[edge], colours[ground]) >= 3


def test_the_mark_of_focus_is_seen_on_the_bar_too() -> None:
    for colours in themes().values():
        assert contrast("#e8b04a", colours["bar"]) >= 3


def test_every_colour_is_named_by_role() -> None:
    body = re.sub(r":root \{.*?\}", "", CSS, flags=re.DOTALL)
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", body)) <= {"#e8b04a", "#fff", "#000"}


def test_every_named_colour_exists_in_both_themes() -> None:
    used = set(re.findall(r"var\(--([a-z-]+)\)", CSS)) - {"sans"}
    for colours in themes().values():
        assert used <= colours.keys()


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
    assert "@font-face" not in CSS
