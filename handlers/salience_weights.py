"""Weights of salience (salience.figures), made by tests/eval/fit_salience.py."""

from __future__ import annotations

BIAS = -1.715
BOUND = 0.0

WEIGHTS: dict[str, float] = {
    "title": 1.045,
    "title subject": 0.935,
    "lead": 1.667,
    "second": 1.021,
    "third": 0.304,
    "how far": -2.723,
    "of most": 1.710,
    "log sentences": 0.870,
    "subjects": 0.772,
    "person": 0.586,
    "governmental": 0.380,
    "log actors": -0.358,
    "log length": -0.213,
    "attributes": -0.547,
    "pairs": -0.459,
    "state led": 0.587,
    "at the end": -0.247,
    "Korean lead": -0.517,
    "the two": 0.716,
    "person title": 2.188,
    "person lead": 1.226,
    "only title": 4.167,
    "governmental title": 1.317,
    "first by count": -0.687,
}
