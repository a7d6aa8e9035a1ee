"""A real worker process with odd jobs, run as `python -m tests.fakes.odd_worker`: what it does is said by the bytes it is sent."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from typing import Any

from bot.worker import process


class OddJobs:
    """Takes the place of `bot.worker.jobs.Jobs` in a process that speaks the same frames."""

    def __init__(self, _local: object = None) -> None: ...

    def by_name(self) -> Mapping[str, process.Job]:
        return {"parse": self.parse}

    def parse(self, _data: Mapping[str, Any], blob: bytes) -> dict[str, Any]:
        if blob == b"crash":
            os._exit(3)
        if blob == b"hang":
            threading.Event().wait()
        if blob == b"raise":
            raise ValueError("no such feed")
        if blob == b"print":
            print("a library talks on standard output")
        return {"not_a_feed": f"{os.getpid()}"}


if __name__ == "__main__":
    process.Jobs = OddJobs  # type: ignore[assignment,misc]
    process.main([])
