"""A process that keeps its loop in time, looked at in one of its own, since what is set there holds for all of it."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import gc, sys
from bot.app.punctual import keep_in_time
loaded = [[] for _ in range(1_000)]
assert gc.get_freeze_count() == 0
keep_in_time()
looked_at = {id(one) for one in gc.get_objects()}
print(sum(id(one) in looked_at for one in loaded), sys.getswitchinterval() <= 0.001)
made = [[] for _ in range(1_000)]
looked_at = {id(one) for one in gc.get_objects()}
print(sum(id(one) in looked_at for one in made))
"""


def test_the_collector_no_longer_looks_at_what_is_loaded_but_at_what_is_made_later_and_threads_give_way_soon() -> None:
    told = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True).stdout
    assert told == "0 True\n1000\n"
