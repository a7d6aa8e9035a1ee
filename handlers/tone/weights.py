"""Weights of the tone, made by tests/eval/fit_tone.py: a row a figure (features.NAMES), a column a label (handler.LABELS)."""

from __future__ import annotations

_ROWS = (
    (-0.614, -1.402, -1.497, 3.513),  # always
    (0.421, 0.339, 0.574, -1.333),  # core
    (0.381, 0.207, 0.255, -0.844),  # nearness
    (-0.444, 0.042, 1.360, -0.959),  # opinion
    (-0.096, -0.281, -0.013, 0.391),  # other
    (1.116, -0.227, -0.430, -0.459),  # trilateral
    (1.011, -0.677, 0.225, -0.559),  # close theme
    (-0.719, 1.536, 0.512, -1.330),  # trade theme
    (-0.434, 0.283, -0.638, 0.789),  # north voice
    (1.081, -0.350, -0.323, -0.408),  # cooperation
    (-1.026, 1.709, 0.120, -0.802),  # friction
    (-0.829, -0.596, 0.520, 0.905),  # foreign friction
    (-0.986, -0.076, 0.989, 0.074),  # one-sided friction
    (0.771, -0.179, -0.008, -0.584),  # front cooperation
    (0.520, -0.054, 0.051, -0.516),  # cooperative events
    (-0.343, 0.663, 0.025, -0.344),  # conflictual events
)
WEIGHTS = tuple(zip(*_ROWS, strict=True))
