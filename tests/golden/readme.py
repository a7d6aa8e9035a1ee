"""Golden cards, drawn by the console's renderer, in the README: `python -m tests.golden.readme` puts today's there."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from bot.adapters.console.render import Terminal, render
from bot.model import Locale
from tests.golden.cards import CASES, card_of

README = Path(__file__).parents[2] / "README.md"
SHOWN: tuple[tuple[str, Locale], ...] = (("alert", "en"), ("alert", "ko"), ("why", "en"))
_PART = re.compile(r"(<!-- cards -->\n).*?(<!-- end of cards -->)", re.DOTALL)


async def with_cards(text: str) -> str:
    """The README's text with the cards between its two marks drawn anew."""
    drawn = [render(await card_of(CASES / name, locale), Terminal(width=84)).rstrip() for name, locale in SHOWN]
    blocks = "\n\n".join(f"```text\n{card}\n```" for card in drawn)
    return _PART.sub(lambda marks: f"{marks[1]}\n{blocks}\n\n{marks[2]}", text)


if __name__ == "__main__":
    README.write_text(asyncio.run(with_cards(README.read_text("utf-8"))), "utf-8")
