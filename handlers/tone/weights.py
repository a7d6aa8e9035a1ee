"""Weights of the tone, made by tests/eval/fit_tone.py: a row a figure (features.NAMES), a column a label (handler.LABELS)."""

from __future__ import annotations

_ROWS = (
    (-0.632, -1.349, -1.682, 3.663),  # always
    (0.303, 0.176, 1.003, -1.481),  # core
    (0.298, 0.138, 0.212, -0.648),  # nearness
    (-0.445, 0.047, 1.253, -0.855),  # opinion
    (-0.421, -0.365, 0.512, 0.274),  # other
    (1.017, -0.220, -0.392, -0.405),  # trilateral
    (1.029, -0.688, 0.303, -0.644),  # close theme
    (-0.714, 1.456, 0.510, -1.251),  # trade theme
    (-0.449, 0.275, -0.668, 0.842),  # north voice
    (0.959, -0.309, -0.263, -0.387),  # cooperation
    (-1.030, 1.654, 0.146, -0.769),  # friction
    (-0.728, -0.562, 0.638, 0.653),  # foreign friction
    (-0.910, -0.060, 0.926, 0.044),  # one-sided friction
    (0.749, -0.153, -0.046, -0.551),  # front cooperation
    (0.844, 0.180, -0.312, -0.712),  # cooperative events
    (-0.105, 0.795, 0.080, -0.770),  # conflictual events
)
WEIGHTS = tuple(zip(*_ROWS, strict=True))
