"""What lets the event loop answer in time although its process is large and has threads.

Two things of CPython hold up a loop for longer than its own work does. A full round of the garbage collector walks over all that is loaded,
some 140,000 objects that never go: 0.17 s in one piece. And a thread that runs Python (the store's, while it makes statements) gives the
interpreter back to the loop only after the switch interval, 5 ms unless it is told otherwise.
"""

from __future__ import annotations

import gc
import sys

SWITCH_SECONDS = 0.0005
"""How long a thread may keep the loop from running. It costs only where both want to run."""


def keep_in_time() -> None:
    """Take what lives now out of the collector's rounds, and let the loop's thread have its turns sooner. For when all is loaded."""
    gc.freeze()
    sys.setswitchinterval(SWITCH_SECONDS)
