"""Every golden case as Discord is sent it: discord/<case>.<language>.json holds both kinds of message.

`python -m tests.golden.test_discord_cards` writes the files anew, to be read before they are kept.
"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.adapters.discord.components import components
from bot.adapters.discord.embeds import embed
from bot.model import Locale
from tests.golden.cards import CASES, card_of

FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())
LOCALES: tuple[Locale, ...] = ("en", "ko")
DRAWN = Path(__file__).parent / "discord"
KEY = "0123456789abcdef0123"


async def drawn(case: Path, locale: Locale) -> dict[str, Any]:
    """Both messages of a case; those that the outbox sends carry a delivery's key."""
    is_delivery = "deliver" in yaml.safe_load((case / "request.yaml").read_text("utf-8"))
    card = await card_of(case, locale)
    key = KEY if is_delivery else ""
    return {"components": components(card, key), "embed": embed(card, key)}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("case", FOLDERS, ids=lambda path: path.name)
async def test_discord_is_sent_what_was_reviewed(case: Path, locale: Locale) -> None:
    assert await drawn(case, locale) == json.loads((DRAWN / f"{case.name}.{locale}.json").read_text("utf-8"))


def test_no_drawing_is_left_of_a_case_that_is_gone() -> None:
    assert {path.name for path in DRAWN.iterdir()} == {f"{case.name}.{locale}.json" for case in FOLDERS for locale in LOCALES}


def _write() -> None:
    for case in FOLDERS:
        for locale in LOCALES:
            text = json.dumps(asyncio.run(drawn(case, locale)), ensure_ascii=False, indent=1)
            (DRAWN / f"{case.name}.{locale}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    _write()
