"""The pages for people: every one is on the map, and no link in them leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def links(page: Path) -> list[str]:
    """The addresses that a page's links and pictures name, code left out."""
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    return re.findall(r"(?<=\]\()[^)\s]+(?=\))|(?<=src=\")[^\"]+", text)


def test_every_page_of_the_documentation_is_on_its_map() -> None:
    named = {link.partition("#")[0] for link in links(ROOT / "docs" / "index.md")}
    assert {page.name for page in ROOT.glob("docs/*.md")} - {"index.md"} <= named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    local = [link.partition("#")[0] for link in links(page) if not re.match(r"[a-z]+:|#", link)]
    assert [link for link in local if not (page.parent / link).exists()] == []
