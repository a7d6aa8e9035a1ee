"""Serve the page over the sample newsroom, to look at it: `python -m tests.serve_page [port]`."""

from __future__ import annotations

import asyncio
import sys

from bot.web.app import build_app
from bot.web.server import start_site
from tests.fakes.library import FakeHealth, FakeLibrary, FixedClock


async def main(port: int) -> None:
    """Until interrupted."""
    site = await start_site(build_app(FakeLibrary(), FakeHealth(), FixedClock()), port=port)
    sys.stdout.write(site.address + "\n")
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await site.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
