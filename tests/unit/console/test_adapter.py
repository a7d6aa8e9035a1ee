"""The console as a chat platform."""

from __future__ import annotations

import asyncio
import io
import json
from dataclasses import replace
from pathlib import Path

from bot.adapters.console.adapter import ConsoleAdapter, desk_destination
from bot.adapters.console.log import ConsoleLog
from bot.adapters.console.screen import Screen
from bot.desk.card import Card, Span, line
from bot.desk.ports import CannotLook, Found, NotFound
from bot.model import Destination, RetryLater, Sent
from tests.fakes.library import FixedClock

CARD = Card("en", (Span("Headline \x1b[31m", url="https://harbour-post.example/1"),), "summary", lines=(line("A sentence."),))
HERE = Destination("console", "local", "desk")


def console(path: Path) -> tuple[ConsoleAdapter, io.StringIO]:
    out = io.StringIO()
    return ConsoleAdapter(ConsoleLog(path), Screen(out, {}), FixedClock()), out


async def test_a_card_is_logged_and_printed(tmp_path: Path) -> None:
    path = tmp_path / "console.jsonl"
    adapter, out = console(path)
    assert adapter.name == "console"
    assert desk_destination() == HERE
    assert await adapter.send(HERE, CARD, "d-1") == Sent("d-1")
    logged = json.loads(path.read_text("utf-8"))
    assert logged["key"] == "d-1"
    assert logged["at"] == "2026-11-20T14:10:00+00:00"
    assert logged["title"] == "Headline"
    assert "A sentence." in logged["text"]
    assert "A sentence." in out.getvalue()


async def test_the_same_key_is_sent_once_and_has_one_id(tmp_path: Path) -> None:
    adapter, out = console(tmp_path / "console.jsonl")
    outcomes = await asyncio.gather(*(adapter.send(HERE, CARD, "d-1") for _ in range(8)))
    assert set(outcomes) == {Sent("d-1")}
    assert out.getvalue().count("A sentence.") == 1


async def test_looking_up_tells_for_certain_also_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "console.jsonl"
    adapter, _ = console(path)
    assert await adapter.look_up(HERE, "d-1") == NotFound()
    await adapter.send(HERE, CARD, "d-1")
    again, out = console(path)
    assert await again.look_up(HERE, "d-1") == Found("d-1")
    assert await again.send(HERE, CARD, "d-1") == Sent("d-1")
    assert out.getvalue() == ""


async def test_a_disk_that_takes_nothing_asks_for_a_later_try_and_prints_nothing(tmp_path: Path) -> None:
    path = tmp_path / "console.jsonl"
    path.symlink_to("/dev/full")
    adapter, out = console(path)
    outcome = await adapter.send(HERE, CARD, "d-1")
    assert isinstance(outcome, RetryLater)
    assert outcome.after > 0
    assert "the disk is full" in outcome.reason
    assert out.getvalue() == ""


async def test_a_log_that_cannot_be_read_leaves_the_outcome_open(tmp_path: Path) -> None:
    (tmp_path / "console.jsonl").mkdir()
    adapter, _ = console(tmp_path / "console.jsonl")
    assert isinstance(await adapter.look_up(HERE, "d-1"), CannotLook)


async def test_a_closed_terminal_does_not_stop_the_desk(tmp_path: Path) -> None:
    adapter, out = console(tmp_path / "console.jsonl")
    out.close()
    assert await adapter.send(HERE, CARD, "d-1") == Sent("d-1")
    assert await adapter.send(HERE, CARD, "d-2") == Sent("d-2")
    assert await adapter.look_up(HERE, "d-2") == Found("d-2")


def test_a_terminal_of_another_encoding_gets_question_marks_and_no_error() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    Screen(stream, {}).show(Card("ko", line("한미동맹"), ""))
    assert raw.getvalue() == b"| ????\n\n"


async def test_what_ends_an_earlier_message_is_printed_once_and_other_redrawings_are_not(tmp_path: Path) -> None:
    adapter, out = console(tmp_path / "console.jsonl")
    assert await adapter.edit(HERE, "d-1", CARD, "e-1") == Sent("d-1")
    assert out.getvalue() == ""
    for _ in range(2):
        assert await adapter.edit(HERE, "d-1", replace(CARD, closes=True), "e-2") == Sent("e-2")
    assert out.getvalue().count("A sentence.") == 1
    assert await adapter.link(HERE, "d-1") is None
