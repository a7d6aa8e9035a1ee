"""The logistic function, by which the fitted weights of handlers become probabilities."""

from __future__ import annotations

import math

_CERTAIN = 40.0
"""Log-odds from which on a float cannot tell the probability from 0 or 1, and far from where the exponential overflows."""


def logistic(value: float) -> float:
    """The probability of log-odds."""
    return 1.0 / (1.0 + math.exp(-value)) if -_CERTAIN < value < _CERTAIN else float(value > 0.0)
