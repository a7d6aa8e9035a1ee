"""Weights of the tone, made by tests/eval/fit_tone.py: a row a figure (features.NAMES), a column a label (handler.LABELS)."""

from __future__ import annotations

_ROWS = (
    (-0.456, -1.705, -1.339, 3.500),  # always
    (0.497, 0.564, 0.457, -1.518),  # core
    (0.418, 0.102, 0.285, -0.805),  # nearness
    (-0.569, 0.252, 1.402, -1.085),  # opinion
    (-0.105, -0.206, 0.053, 0.258),  # other
    (0.714, -0.123, -0.186, -0.405),  # trilateral
    (1.177, -1.006, 0.186, -0.357),  # close theme
    (-1.215, 1.659, 0.544, -0.988),  # trade theme
    (-0.864, 0.315, -0.552, 1.101),  # north voice
    (1.397, -0.247, -0.441, -0.709),  # cooperation
    (-1.096, 1.680, 0.129, -0.713),  # friction
    (-1.026, -0.315, 0.466, 0.875),  # foreign friction
    (-1.017, -0.079, 1.165, -0.069),  # one-sided friction
    (0.597, -0.358, 0.098, -0.337),  # front cooperation
    (0.153, 0.106, 0.185, -0.444),  # cooperative events
    (-0.124, 0.821, -0.185, -0.512),  # conflictual events
)
WEIGHTS = tuple(zip(*_ROWS, strict=True))
