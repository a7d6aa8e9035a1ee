"""A guard against work that never ends: no measure of speed, for its limit is hundreds of times what the work takes."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def must_end(seconds: int = 60) -> Iterator[None]:
    """Raise AssertionError in the middle of work that goes on for so long, which only work of quadratic cost does here."""

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"It still went on after {seconds} s.")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
