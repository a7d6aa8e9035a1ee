"""Weights of the tone, made by tests/eval/fit_tone.py: a row a figure (features.NAMES), a column a label (handler.LABELS)."""

from __future__ import annotations

_ROWS = (
    (-0.517, -1.108, -1.447, 3.071),  # always
    (0.484, -0.068, 0.039, -0.456),  # partial
    (0.816, 0.085, 0.602, -1.503),  # core
    (0.462, 0.096, -0.382, -0.177),  # statement
    (-0.431, -0.285, 1.409, -0.693),  # opinion
    (0.743, -0.122, -0.180, -0.441),  # trilateral
    (1.310, -0.906, 0.189, -0.594),  # close theme
    (-0.936, 1.426, 0.272, -0.763),  # trade theme
    (-0.576, 0.230, -0.525, 0.871),  # north voice
    (0.485, -0.127, 0.331, -0.690),  # shared
    (0.912, 0.032, -0.538, -0.406),  # cooperation
    (-0.613, 0.826, 0.614, -0.827),  # friction
    (-0.591, -0.398, 0.334, 0.655),  # foreign friction
    (-1.554, 0.194, 0.961, 0.400),  # one-sided friction
    (0.571, -0.162, 0.123, -0.532),  # front cooperation
    (-0.537, 0.905, 0.153, -0.521),  # front friction
    (0.000, 0.000, 0.000, 0.000),  # cooperative events
    (0.000, 0.000, 0.000, 0.000),  # conflictual events
)
WEIGHTS = tuple(zip(*_ROWS, strict=True))
