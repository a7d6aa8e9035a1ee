"""Weights of the summary's figures (features.NAMES), made by tests/eval/fit_summary.py."""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    "place": -0.222,
    "place in Korean": -0.829,
    "late": -0.526,
    "late in opinion": 0.592,
    "last in a statement": 0.841,
    "centroid": 1.473,
    "title": -0.233,
    "title in opinion": 2.420,
    "title likeness": 1.524,
    "title in the first": -1.054,
    "length": 0.682,
    "length squared": -0.659,
    "length in a statement": 0.619,
    "no end": -1.649,
    "list": -0.709,
    "main actors": 0.604,
    "brings up": 1.038,
    "looks back": -0.311,
    "quotes": -0.405,
    "looks ahead in Korean": 0.546,
    "weighs in Korean": 0.467,
    "demands": 0.281,
    "demands in opinion": 0.551,
    "tells an act": 0.343,
    "points back": 0.151,
    "joins on": 0.146,
    "shows a pose": -0.249,
    "asks": 0.234,
}
