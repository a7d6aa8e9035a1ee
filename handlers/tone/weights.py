"""Weights of the tone, made by tests/eval/fit_tone.py: a row a figure (features.NAMES), a column a label (handler.LABELS)."""

from __future__ import annotations

_ROWS = (
    (-0.594, -1.507, -1.520, 3.621),  # always
    (0.338, 0.500, 0.662, -1.500),  # core
    (0.376, 0.186, 0.171, -0.733),  # nearness
    (-0.503, 0.051, 1.301, -0.849),  # opinion
    (-0.442, -0.324, 0.473, 0.293),  # other
    (1.047, -0.207, -0.447, -0.393),  # trilateral
    (1.042, -0.734, 0.362, -0.669),  # close theme
    (-0.650, 1.433, 0.608, -1.391),  # trade theme
    (-0.452, 0.225, -0.637, 0.864),  # north voice
    (1.029, -0.313, -0.299, -0.417),  # cooperation
    (-1.046, 1.659, 0.196, -0.809),  # friction
    (-0.779, -0.567, 0.585, 0.761),  # foreign friction
    (-0.928, -0.053, 0.964, 0.017),  # one-sided friction
    (0.771, -0.186, -0.032, -0.552),  # front cooperation
    (0.484, 0.187, -0.182, -0.489),  # cooperative events
    (-0.034, 0.652, -0.257, -0.361),  # conflictual events
)
WEIGHTS = tuple(zip(*_ROWS, strict=True))
