"""Every golden case as Slack is sent it: slack/<case>.<language>.json holds the text and the blocks of the message.

`python -m tests.golden.test_slack_cards` writes the files anew, to be read before they are kept.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.slack.blocks import message
from bot.model import Locale
from tests.golden.cards import CASES, card_of

FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())
LOCALES: tuple[Locale, ...] = ("en", "ko")
DRAWN = Path(__file__).parent / "slack"


async def drawn(case: Path, locale: Locale) -> dict[str, Any]:
    """The message of a case."""
    return message(await card_of(case, locale))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("case", FOLDERS, ids=lambda path: path.name)
async def test_slack_is_sent_what_was_reviewed(case: Path, locale: Locale) -> None:
    assert await drawn(case, locale) == json.loads((DRAWN / f"{case.name}.{locale}.json").read_text("utf-8"))


def test_no_drawing_is_left_of_a_case_that_is_gone() -> None:
    assert {path.name for path in DRAWN.iterdir()} == {f"{case.name}.{locale}.json" for case in FOLDERS for locale in LOCALES}


def _write() -> None:
    DRAWN.mkdir(exist_ok=True)
    for case in FOLDERS:
        for locale in LOCALES:
            text = json.dumps(asyncio.run(drawn(case, locale)), ensure_ascii=False, indent=1)
            (DRAWN / f"{case.name}.{locale}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    _write()
