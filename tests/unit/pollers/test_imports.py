"""The main process stays small: what it needs of the pollers loads neither feedparser nor trafilatura nor the handlers."""

from __future__ import annotations

import subprocess
import sys

MAIN_SIDE = ("clock", "discovery", "doctor", "fetch", "pages", "poller", "ports", "schedule")


def test_the_main_side_loads_no_parser_and_no_extractor() -> None:
    program = "import sys\n" + "".join(f"import bot.pollers.{name}\n" for name in MAIN_SIDE)
    program += "print(sorted({name.split('.')[0] for name in sys.modules} & {'feedparser', 'trafilatura', 'lxml', 'handlers'}))"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
