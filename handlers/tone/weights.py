"""Weights of the tone, made by tests/eval/fit_tone.py: a row a figure (features.NAMES), a column a label (handler.LABELS)."""

from __future__ import annotations

_ROWS = (
    (-0.043, -1.645, -1.412, 3.100),  # always
    (0.269, 0.599, 0.663, -1.532),  # core
    (-0.601, 0.230, 1.413, -1.042),  # opinion
    (-0.088, -0.557, 0.030, 0.615),  # other
    (0.776, -0.123, -0.168, -0.485),  # trilateral
    (1.065, -0.946, 0.114, -0.234),  # close theme
    (-1.476, 1.579, 0.632, -0.735),  # trade theme
    (-0.831, 0.299, -0.548, 1.080),  # north voice
    (0.278, -0.040, 0.097, -0.336),  # shared
    (1.050, -0.203, -0.376, -0.470),  # cooperation
    (-0.938, 1.579, 0.045, -0.687),  # friction
    (-0.809, -0.432, 0.398, 0.843),  # foreign friction
    (-1.236, 0.038, 1.058, 0.139),  # one-sided friction
    (0.615, -0.227, 0.191, -0.579),  # front cooperation
    (0.971, 0.123, -0.336, -0.758),  # cooperative events
    (0.025, 0.795, 0.257, -1.077),  # conflictual events
)
WEIGHTS = tuple(zip(*_ROWS, strict=True))
