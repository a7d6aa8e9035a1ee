"""Pictures of pages by a headless Chromium, cut to the page, with the digest of what was drawn inside."""

from __future__ import annotations

import hashlib
import re
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

from docs.take_screenshots import FLAGS

WIDTH = 640
_KEY = b"Drawn from"
_MEASURE = (
    "<script>document.documentElement.dataset.height = Math.ceil(document.querySelector('main').getBoundingClientRect().height)</script>"
)
_HEIGHT = re.compile(r'data-height="(\d+)"')
_HEAD = 8


def take(page: str, target: Path, browser: str) -> None:
    """Draw the page at twice its size in a fresh profile and keep the picture. Raises CalledProcessError where the browser fails."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(page + _MEASURE, "utf-8")
        command = [browser, *FLAGS, f"--user-data-dir={folder}/profile"]
        height = _HEIGHT.search(_run([*command, f"--window-size={WIDTH},800", "--dump-dom", file.as_uri()]))
        if height is None:
            raise ValueError("The browser did not say how high the page is")
        shot = Path(folder) / "shot.png"
        size = f"--window-size={WIDTH},{height[1]}"
        _run([*command, size, "--force-device-scale-factor=2", f"--screenshot={shot}", file.as_uri()])
        target.write_bytes(_with_text(shot.read_bytes(), digest(page)))


def digest(page: str) -> str:
    """What a picture says of the page that it was taken of."""
    return hashlib.sha256(page.encode()).hexdigest()


def drawn_from(picture: bytes) -> str | None:
    """The digest in a picture; None where it has none."""
    found = re.search(_KEY + b"\0([0-9a-f]{64})", picture)
    return found[1].decode() if found else None


def _run(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout  # noqa: S603 - the person who runs it names the browser


def _with_text(picture: bytes, text: str) -> bytes:
    """The PNG with a tEXt chunk after its header (W3C, Portable Network Graphics, 11.3.3.3)."""
    after = _HEAD + 12 + struct.unpack(">I", picture[_HEAD : _HEAD + 4])[0]
    body = b"tEXt" + _KEY + b"\0" + text.encode("ascii")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return picture[:after] + chunk + picture[after:]
