"""How often terms stand in news of this beat, counted in our own articles: `python -m tests.eval.fit_story_rarity` writes rarity.json.

A desk that has read nothing yet would take the word of the day for a rare one. The table stands in for its first few hundred articles: the
terms of `LEAST` articles or more, with their counts `SCALE` times (the 101 articles as some 300). Nothing is fitted to a set of stories.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import bot.desk.stories
from bot.desk.stories.vectors import term_keys
from tests.eval.cases import own_cases
from tests.eval.stories.reading import Reader

LEAST = 3
SCALE = 3
TARGET = Path(bot.desk.stories.__file__).with_name("rarity.json")


def main() -> None:
    """Count and write."""
    reader = Reader()
    counts: Counter[str] = Counter()
    for case in own_cases():
        counts.update(term_keys(reader.fingerprint(case.document)))
    table = {key: count * SCALE for key, count in sorted(counts.items()) if count >= LEAST}
    TARGET.write_text(json.dumps(table, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(table)} terms of {counts['*:']} articles")


if __name__ == "__main__":
    main()
