"""One desk to a data folder: held by an advisory lock that ends with the process, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StartError

LOCK_FILE = "desk.lock"


@contextmanager
def sole_desk(data_dir: Path) -> Iterator[None]:
    """Hold the folder while inside. Raises StartError where another desk holds it or the folder cannot be written."""
    path = data_dir / LOCK_FILE
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StartError(
            f"The data folder {data_dir} cannot be written: {error.strerror}. "
            "Name another one with DESK_DATA_DIR or data_dir in desk.yaml, or give this user the right to write there."
        ) from error
    try:
        _hold(descriptor, data_dir)
        yield
    finally:
        os.close(descriptor)


def _hold(descriptor: int, data_dir: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.read(descriptor, 32).decode("ascii", "replace").strip() or "unknown"
        raise StartError(
            f"Another desk (process {holder}) works in the data folder {data_dir}. Stop it, or name another folder with DESK_DATA_DIR."
        ) from error
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
