"""How often terms stand in news of this beat, for a desk that has read little yet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType


@cache
def usual_counts() -> Mapping[str, int]:
    """In how many articles each key of `term_keys` stood, of some hundreds: rarity.json, made by tests/eval/fit_story_rarity.py."""
    table = json.loads(Path(__file__).with_name("rarity.json").read_text(encoding="utf-8"))
    return MappingProxyType({str(key): int(count) for key, count in table.items()})
