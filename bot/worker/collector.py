"""The garbage collector of a process that loads a large ontology once and then makes many short-lived findings.

Python's collector walks over what it has seen survive again and again, and runs after every 700 new objects, of which one analysis makes
some thousands. Measured on both languages: 5 to 10 % of the time of an analysis.
"""

from __future__ import annotations

import gc

YOUNG, MIDDLE, OLD = 20_000, 20, 20
"""New objects before the collector looks at the young ones, and how many such rounds before it looks at older ones."""


def spare_what_is_loaded() -> None:
    """Take all that lives now out of the collector's rounds, and let it run more seldom. For a process that only analyses."""
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
