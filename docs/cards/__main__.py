"""`python -m docs.cards`: the README's two pictures and docs/cards/index.html, the page of all golden messages side by side.

Needs a Chromium; `--browser` names it where it is not called chromium, `--page` leaves the pictures out.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from bot.adapters.console.render import Terminal, render
from docs.cards.goldens import Golden, golden, goldens
from docs.cards.page import gallery, picture
from docs.cards.pictures import take
from docs.cards.shown import IMAGES, SHOWN, file_of
from tests.golden.cards import CASES, card_of


async def _terminal(found: list[Golden]) -> dict[tuple[str, str], str]:
    return {
        (one.case, one.locale): render(await card_of(CASES / one.case, "ko" if one.locale == "ko" else "en"), Terminal(width=84))
        for one in found
    }


def main(arguments: list[str]) -> int:
    """Draw everything and say where it is."""
    parser = argparse.ArgumentParser(description="Draw the golden messages.")
    parser.add_argument("--page", action="store_true", help="write the page only")
    parser.add_argument("--browser", default="chromium", help="the Chromium to use")
    asked = parser.parse_args(arguments)
    found = goldens()
    index = Path(__file__).with_name("index.html")
    index.write_text(gallery(found, asyncio.run(_terminal(found))), "utf-8")
    written = [index]
    if not asked.page:
        IMAGES.mkdir(parents=True, exist_ok=True)
        for name in SHOWN:
            take(picture(golden(*name)), file_of(name), asked.browser)
            written.append(file_of(name))
    sys.stdout.write("".join(f"{path}\n" for path in written))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
