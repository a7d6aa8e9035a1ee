"""Weights of the tone, made by tests/eval/fit_tone.py: a row a figure (features.NAMES), a column a label (handler.LABELS)."""

from __future__ import annotations

_ROWS = (
    (-0.406, -1.495, -1.360, 3.262),  # always
    (0.573, -0.044, -0.129, -0.401),  # partial
    (0.514, 0.409, 0.712, -1.635),  # core
    (0.397, 0.179, -0.432, -0.145),  # statement
    (-0.579, 0.308, 1.384, -1.113),  # opinion
    (0.651, -0.109, -0.145, -0.397),  # trilateral
    (1.082, -0.962, 0.143, -0.263),  # close theme
    (-1.369, 1.537, 0.581, -0.749),  # trade theme
    (-0.954, 0.342, -0.505, 1.117),  # north voice
    (0.436, -0.091, 0.050, -0.395),  # shared
    (0.876, -0.203, -0.393, -0.280),  # cooperation
    (-0.598, 1.283, 0.059, -0.744),  # friction
    (-0.880, -0.384, 0.447, 0.816),  # foreign friction
    (-1.144, -0.079, 1.039, 0.185),  # one-sided friction
    (0.690, -0.251, 0.170, -0.609),  # front cooperation
    (-0.639, 0.809, 0.209, -0.378),  # front friction
    (0.953, 0.108, -0.358, -0.703),  # cooperative events
    (0.227, 0.629, 0.113, -0.969),  # conflictual events
)
WEIGHTS = tuple(zip(*_ROWS, strict=True))
