"""Weights of the tone, made by tests/eval/fit_tone.py: a row a figure (features.NAMES), a column a label (handler.LABELS)."""

from __future__ import annotations

_ROWS = (
    (-0.473, -1.569, -1.431, 3.473),  # always
    (0.526, 0.366, 0.556, -1.448),  # core
    (0.387, 0.146, 0.312, -0.845),  # nearness
    (-0.484, 0.222, 1.410, -1.149),  # opinion
    (-0.077, -0.140, 0.174, 0.044),  # other
    (0.732, -0.163, -0.195, -0.374),  # trilateral
    (1.236, -0.980, 0.231, -0.488),  # close theme
    (-1.191, 1.714, 0.515, -1.037),  # trade theme
    (-0.903, 0.308, -0.594, 1.190),  # north voice
    (1.236, -0.165, -0.424, -0.647),  # cooperation
    (-1.043, 1.891, 0.170, -1.018),  # friction
    (-0.944, -0.291, 0.539, 0.696),  # foreign friction
    (-0.999, -0.026, 1.131, -0.105),  # one-sided friction
    (0.651, -0.350, 0.069, -0.370),  # front cooperation
    (0.371, 0.018, 0.217, -0.606),  # cooperative events
    (-0.244, 0.496, 0.039, -0.291),  # conflictual events
)
WEIGHTS = tuple(zip(*_ROWS, strict=True))
