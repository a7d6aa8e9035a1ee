"""Weights of the tone, made by tests/eval/fit_tone.py: a row a figure (features.NAMES), a column a label (handler.LABELS)."""

from __future__ import annotations

_ROWS = (
    (-0.370, -1.617, -1.408, 3.394),  # always
    (0.332, 0.610, 0.638, -1.580),  # core
    (0.428, 0.110, 0.200, -0.737),  # nearness
    (-0.604, 0.210, 1.409, -1.014),  # opinion
    (-0.064, -0.382, 0.072, 0.375),  # other
    (0.724, -0.126, -0.172, -0.427),  # trilateral
    (1.126, -0.938, 0.133, -0.321),  # close theme
    (-1.250, 1.595, 0.574, -0.919),  # trade theme
    (-0.853, 0.298, -0.537, 1.092),  # north voice
    (1.337, -0.252, -0.477, -0.608),  # cooperation
    (-1.075, 1.603, 0.127, -0.655),  # friction
    (-0.990, -0.429, 0.468, 0.952),  # foreign friction
    (-1.035, -0.135, 1.133, 0.038),  # one-sided friction
    (0.631, -0.222, 0.065, -0.474),  # front cooperation
    (0.292, -0.020, 0.178, -0.450),  # cooperative events
    (-0.160, 0.951, -0.282, -0.509),  # conflictual events
)
WEIGHTS = tuple(zip(*_ROWS, strict=True))
