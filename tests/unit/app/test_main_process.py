"""The main process stays light: what only the worker needs is imported there alone."""

from __future__ import annotations

import subprocess
import sys


def test_the_main_process_imports_neither_analysis_nor_parsers() -> None:
    code = "import sys, bot.app.running; print(sorted({'handlers', 'feedparser', 'trafilatura', 'lxml'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
