"""The command line as people and scripts use it: a process, what it printed, and how it ended."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


def run(*arguments: str, folder: Path, stdin: bytes = b"", seconds: float = 120, **environ: str) -> Ended:
    """Run `alliance-desk ARGUMENTS` in a folder with these variables besides the ordinary ones."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("DESK_")}
    kept |= {"LANG": "C.UTF-8", "PYTHONPATH": str(Path(__file__).parents[2]), **environ}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments], cwd=folder, input=stdin, capture_output=True, timeout=seconds, check=False, env=kept
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
