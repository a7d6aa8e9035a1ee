"""Small ontologies on disk for the tests: a base that is right, into which a test writes what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

STATES = """\
south-korea: {type: state, en: South Korea, ko: 한국, country: KR}
united-states: {type: state, en: United States, ko: 미국, country: US, forms: [US, 美]}
"""
OFFICES = "us-president: {country: US, titles: [U.S. president, 미국 대통령]}\n"
THEMES = "tariffs: {group: economy, en: Tariffs, ko: 관세, strong: [tariff, 관세]}\n"
BASE = {"actors/states.yaml": STATES, "offices.yaml": OFFICES, "themes/economy.yaml": THEMES}


def write_ontology(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """Write the base with `files` (name to content) over and beside it; gives the folder."""
    for name, content in {**BASE, **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder
