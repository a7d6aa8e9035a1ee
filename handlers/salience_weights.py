"""Weights of salience (salience.figures), made by tests/eval/fit_salience.py."""

from __future__ import annotations

BIAS = -1.574
BOUND = 0.0

WEIGHTS: dict[str, float] = {
    "title": 0.980,
    "title subject": 0.920,
    "lead": 1.489,
    "second": 1.067,
    "third": 0.319,
    "how far": -2.642,
    "log count": 0.268,
    "of most": 1.657,
    "of all": 0.076,
    "coverage": -0.518,
    "log sentences": 0.705,
    "subjects": 0.693,
    "person": 0.688,
    "governmental": 0.344,
    "organisation": 0.247,
    "log actors": -0.351,
    "log length": -0.266,
    "attributes": -0.512,
    "pairs": -0.504,
    "state led": 0.594,
    "at the end": -0.254,
    "Korean title": 0.101,
    "Korean lead": -0.401,
    "the two": 0.771,
    "the North": 0.089,
    "person title": 2.139,
    "person lead": 1.365,
    "only title": 4.008,
    "governmental title": 1.213,
    "governmental lead": 0.661,
    "first by count": -0.661,
}
