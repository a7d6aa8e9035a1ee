"""`make demo`: alerts in both languages, four answers, and with --serve a page that stays."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

import aiohttp

from tests.flows.command_line import run


def test_it_shows_alerts_in_both_languages_and_answers_four_questions(tmp_path: Path) -> None:
    ended = run("demo", folder=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    before, _, after = ended.out.partition("Now some questions:")
    for words in ("Actors  ", "행위자  ", "/alliance why", "Han River Times", "한강일보"):
        assert words in before
    assert after.count("\n> /") == 4
    assert "제목을 바꿨습니다" in before
    for off_topic in ("한미약품", "North Carolina"):
        assert off_topic not in before


async def test_served_it_stays_up_with_its_page_until_it_is_told_to_end(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {**os.environ, "DESK_WEB_PORT": str(port), "LANG": "C.UTF-8", "PYTHONPATH": str(Path(__file__).parents[2])}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--serve", cwd=tmp_path, stdout=asyncio.subprocess.PIPE, env=environ
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(90):
            while "The page is at" not in (line := (await process.stdout.readline()).decode()):
                assert line, "It ended before it was told to."
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/?lang=ko") as answer:
            assert answer.status == 200
            assert "한강일보" in await answer.text()
    finally:
        process.send_signal(signal.SIGTERM)
        await process.stdout.read()
    assert await asyncio.wait_for(process.wait(), 10) == 0
