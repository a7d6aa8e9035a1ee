"""The comparison with feedparser, over feeds of our own in the styles of those that the desk reads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROGRAM = ROOT / "benchmarks" / "conformance.py"


def compare(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PROGRAM), str(folder), "--strict"]
    return subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120, check=False)


def test_what_the_desk_mends_is_counted_with_its_reason(tmp_path: Path) -> None:
    date = "<pubDate>Wed,25 Nov 2026 09:00:00 GMT</pubDate>"
    item = f"<item><title>한미 협상</title><link>https://n.kr/a b</link>{date}<description>R&amp;amp;D</description></item>"
    (tmp_path / "korean.xml").write_bytes(f'<?xml version="1.0" encoding="utf-8"?><rss><channel>{item}</channel></rss>'.encode("cp949"))
    compared = compare(tmp_path)
    assert compared.returncode == 0, compared.stdout
    for reason in (
        "title  bytes: a wrong charset",
        "link   spaces and breaks within an address",
        "date   a date that feedparser cannot read",
    ):
        assert f"mended {reason}" in compared.stdout


def test_a_plain_feed_is_equal(tmp_path: Path) -> None:
    date = "<dc:date>2026-11-25T09:00:00Z</dc:date>"
    item = f"<item><title>Talks</title><guid>https://n.kr/1</guid>{date}<description>They met.</description></item>"
    (tmp_path / "plain.xml").write_text(f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{item}</channel></rss>')
    compared = compare(tmp_path)
    assert compared.returncode == 0, compared.stdout
    assert "equal in every field              100.00%" in compared.stdout
    assert "mended " not in compared.stdout.split("news")[-1].split("equal in")[0]
