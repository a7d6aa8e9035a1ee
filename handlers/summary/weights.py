"""Weights of the summary's figures (features.NAMES), made by tests/eval/fit_summary.py."""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    "place": -0.222,
    "place in Korean": -0.820,
    "late": -0.534,
    "late in opinion": 0.573,
    "last in a statement": 0.864,
    "centroid": 1.597,
    "title": -0.188,
    "title in opinion": 2.398,
    "title likeness": 1.530,
    "title in the first": -1.035,
    "length": 0.688,
    "length squared": -0.675,
    "length in a statement": 0.609,
    "no end": -1.657,
    "list": -0.706,
    "main actors": 0.482,
    "brings up": 1.043,
    "looks back": -0.449,
    "quotes": -0.404,
    "looks ahead in Korean": 0.547,
    "weighs in Korean": 0.490,
    "demands": 0.318,
    "demands in opinion": 0.469,
    "tells an act": 0.346,
    "points back": 0.156,
    "joins on": 0.142,
    "shows a pose": -0.292,
    "asks": 0.244,
}
