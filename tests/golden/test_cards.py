"""Every folder in cases/ is a question and what the desk answers to it in each language.

`request.yaml` has `text` (or `deliver` for a message that the outbox makes), perhaps `newsroom` and `manager`, `before` with commands asked
first, and `workspace` for one on Slack that is not served; `home: true` asks for a workspace's home instead of a `text`.
`expected.en.txt` and `expected.ko.txt` are the cards as tests/golden/dump.py writes them. Adding a case means adding a folder.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.desk.commands.parse import Parsed, parse
from bot.desk.commands.table import command_table
from bot.errors import CommandError
from bot.model import Locale
from tests.golden.cards import CASES, card_of
from tests.golden.dump import dump
from tests.golden.readme import README, with_cards

FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())
LOCALES: tuple[Locale, ...] = ("en", "ko")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("case", FOLDERS, ids=lambda path: path.name)
async def test_the_desk_answers_as_written(case: Path, locale: Locale) -> None:
    assert dump(await card_of(case, locale)) == (case / f"expected.{locale}.txt").read_text("utf-8")


@pytest.mark.parametrize("case", FOLDERS, ids=lambda path: path.name)
async def test_every_button_is_a_command_that_can_be_typed(case: Path) -> None:
    for action in (await card_of(case, "en")).actions:
        assert parse(f"/alliance {' '.join(action.path)} {action.argument}", command_table()).path == action.path


def test_every_command_has_a_case() -> None:
    asked = [yaml.safe_load((case / "request.yaml").read_text("utf-8")).get("text", "") for case in FOLDERS]
    shown = {parsed.path for text in asked if (parsed := parsed_or_none(text)) is not None}
    assert [spec.path for spec in command_table() if spec.path not in shown] == []


def parsed_or_none(text: str) -> Parsed | None:
    """What a request asks for; None where it shows how a mistake is answered."""
    try:
        return parse(text, command_table()) if text else None
    except CommandError:
        return None


async def test_the_readme_shows_the_cards_as_they_are_drawn_today() -> None:
    text = README.read_text("utf-8")
    assert await with_cards(text) == text
