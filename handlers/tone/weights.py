"""Weights of the tone, made by tests/eval/fit_tone.py: a row a figure (features.NAMES), a column a label (handler.LABELS)."""

from __future__ import annotations

_ROWS = (
    (-0.571, -1.496, -1.472, 3.539),  # always
    (0.563, 0.391, 0.551, -1.505),  # core
    (0.355, 0.170, 0.292, -0.818),  # nearness
    (-0.390, 0.145, 1.430, -1.186),  # opinion
    (-0.078, -0.124, 0.153, 0.050),  # other
    (0.749, -0.158, -0.196, -0.395),  # trilateral
    (1.263, -0.948, 0.224, -0.538),  # close theme
    (-1.167, 1.709, 0.494, -1.036),  # trade theme
    (-0.473, 0.239, -0.676, 0.909),  # north voice
    (1.334, -0.466, -0.198, -0.670),  # cooperation
    (-0.904, 1.909, 0.186, -1.191),  # friction
    (-0.886, -0.305, 0.478, 0.713),  # foreign friction
    (-0.974, -0.049, 1.128, -0.104),  # one-sided friction
    (0.611, -0.207, 0.065, -0.469),  # front cooperation
    (0.352, 0.054, 0.151, -0.557),  # cooperative events
    (-0.267, 0.509, 0.040, -0.281),  # conflictual events
)
WEIGHTS = tuple(zip(*_ROWS, strict=True))
