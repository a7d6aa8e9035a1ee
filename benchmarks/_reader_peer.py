"""The library `reader` as the peer of polling.py, in a process of its own: feeds asked with validators, parsed, kept in an SQLite file.

    python benchmarks/_reader_peer.py FILE URL...

Each line of standard input has it update all feeds once, after which it prints one line of JSON: the CPU seconds that its whole process
took for that, and how many entries its store holds. It ends with its input.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from importlib import import_module

# The copy of feedparser inside reader asks for `sgmllib`, whose code feedparser now takes from a package under this other name.
sys.modules.setdefault("sgmllib", import_module("feedparser_sgmllib"))

from reader import make_reader  # noqa: E402 - after what it needs


def spent() -> float:
    """CPU seconds of this process, its threads and its children."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main(path: str, urls: Sequence[str]) -> None:
    """Add the feeds, then update them as often as asked."""
    reader = make_reader(path)
    for url in urls:
        reader.add_feed(url)
    for _ in sys.stdin:
        before = spent()
        reader.update_feeds(scheduled=False)
        told = {"seconds": spent() - before, "entries": reader.get_entry_counts().total}
        print(json.dumps(told), flush=True)
    reader.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
