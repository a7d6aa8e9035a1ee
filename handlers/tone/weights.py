"""Weights of the tone, made by tests/eval/fit_tone.py: a row a figure (features.NAMES), a column a label (handler.LABELS)."""

from __future__ import annotations

_ROWS = (
    (-0.600, -1.512, -1.507, 3.619),  # always
    (0.352, 0.571, 0.627, -1.549),  # core
    (0.400, 0.166, 0.134, -0.701),  # nearness
    (-0.487, 0.040, 1.346, -0.899),  # opinion
    (-0.083, -0.221, 0.059, 0.245),  # other
    (1.093, -0.215, -0.417, -0.461),  # trilateral
    (1.054, -0.649, 0.267, -0.673),  # close theme
    (-0.653, 1.516, 0.555, -1.418),  # trade theme
    (-0.440, 0.275, -0.644, 0.809),  # north voice
    (1.081, -0.317, -0.277, -0.487),  # cooperation
    (-1.028, 1.701, 0.128, -0.802),  # friction
    (-0.836, -0.550, 0.600, 0.786),  # foreign friction
    (-0.933, -0.115, 0.992, 0.056),  # one-sided friction
    (0.767, -0.204, -0.036, -0.527),  # front cooperation
    (0.506, -0.041, 0.104, -0.569),  # cooperative events
    (-0.363, 0.605, -0.011, -0.231),  # conflictual events
)
WEIGHTS = tuple(zip(*_ROWS, strict=True))
