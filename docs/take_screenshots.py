"""Take the README's pictures of a running page: `python docs/take_screenshots.py http://127.0.0.1:8080 [--path /] [--into docs/images]`.

Four files, desk and phone width in English and Korean. Needs a Chromium; `--browser` names it where it is not called chromium.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urljoin

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture; sizes in CSS pixels."""

    name: str
    width: int
    height: int
    locale: str


SHOTS = tuple(
    Shot(f"{device}-{locale}", width, height, locale)
    for device, width, height in (("desktop", 1280, 1000), ("phone", 390, 1100))
    for locale in ("en", "ko")
)


def take(shot: Shot, address: str, into: Path, browser: str) -> Path:
    """Draw the page in a fresh profile and keep the picture. Raises CalledProcessError where the browser fails."""
    target = into / f"page-{shot.name}.png"
    url = f"{address}{'&' if '?' in address else '?'}{urlencode({'lang': shot.locale})}"
    with tempfile.TemporaryDirectory() as profile:
        command = [
            browser,
            *FLAGS,
            f"--user-data-dir={profile}",
            f"--window-size={shot.width},{shot.height}",
            f"--screenshot={target}",
            url,
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - the person who runs it names the browser
    return target


def main(arguments: list[str]) -> int:
    """Take all four and say where they are."""
    parser = argparse.ArgumentParser(description="Take pictures of a running page for the README.")
    parser.add_argument("address", help="where the page runs, such as http://127.0.0.1:8080")
    parser.add_argument("--path", default="/", help="which page (default: the newest stories)")
    parser.add_argument("--into", type=Path, default=Path(__file__).parent / "images", help="the folder for the pictures")
    parser.add_argument("--browser", default="chromium", help="the Chromium to use")
    asked = parser.parse_args(arguments)
    asked.into.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        sys.stdout.write(f"{take(shot, urljoin(asked.address, asked.path), asked.into, asked.browser)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
