"""The prompt, with lines from a script and on a real pseudo-terminal."""

from __future__ import annotations

import asyncio
import io
import os
import pty
import select
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Iterator

import pytest

from bot.adapters.console.prompt import PROMPT, Prompt, is_interactive, locale_of
from bot.adapters.console.screen import Screen
from bot.desk.card import Card, line
from bot.errors import DeskError
from bot.model import Locale


class EchoAnswers:
    """Answers each line with a card that repeats it; fails on request."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Locale]] = []

    async def __call__(self, typed: str, locale: Locale) -> Card:
        self.asked.append((typed, locale))
        if typed == "known failure":
            raise DeskError("The database is away.")
        if typed == "fault":
            raise RuntimeError("boom")
        return Card(locale, line(f"answer to {typed}"), "")


def typed_lines(*lines: str) -> Callable[[str], str]:
    rest = iter(lines)

    def read(prompt: str) -> str:
        assert prompt == PROMPT
        try:
            return next(rest)
        except StopIteration:
            raise EOFError from None

    return read


async def run(*lines: str, locale: Locale = "en") -> tuple[EchoAnswers, str]:
    answers, out = EchoAnswers(), io.StringIO()
    await Prompt(answers, Screen(out, {}), locale, read_line=typed_lines(*lines)).run()
    return answers, out.getvalue()


async def test_lines_are_answered_until_the_end_of_input() -> None:
    answers, out = await run("/alliance latest", "   ", "why 3")
    assert answers.asked == [("/alliance latest", "en"), ("why 3", "en")]
    assert "answer to /alliance latest" in out
    assert "Good-bye" in out


@pytest.mark.parametrize("word", ["quit", "EXIT", "/quit", "종료", " 끝 "])
async def test_a_word_ends_it_politely_in_either_language(word: str) -> None:
    answers, out = await run(word, "latest", locale="ko")
    assert answers.asked == []
    assert "종료합니다." in out


async def test_a_failed_answer_is_told_and_the_prompt_goes_on() -> None:
    answers, out = await run("known failure", "fault", "latest")
    assert "The database is away." in out
    assert "fault in the desk" in out
    assert "boom" not in out
    assert len(answers.asked) == 3


async def test_typed_controls_do_not_reach_the_desk() -> None:
    answers, _ = await run("lat\x1b[Aest\x00")
    assert answers.asked == [("latest", "en")]


async def test_waiting_for_a_line_does_not_block_the_loop() -> None:
    release, out = threading.Event(), io.StringIO()

    def read(prompt: str) -> str:
        assert release.wait(30)
        raise EOFError

    prompt = asyncio.create_task(Prompt(EchoAnswers(), Screen(out, {}), "en", read_line=read).run())
    await asyncio.sleep(0)
    assert not prompt.done()  # the loop goes on while the thread waits
    release.set()
    await asyncio.wait_for(prompt, 30)


async def test_a_cancelled_prompt_does_not_wait_for_the_person() -> None:
    release, started = threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def read(prompt: str) -> str:
        loop.call_soon_threadsafe(started.set)
        release.wait(30)
        raise EOFError

    prompt = asyncio.create_task(Prompt(EchoAnswers(), Screen(io.StringIO(), {}), "en", read_line=read).run())
    await asyncio.wait_for(started.wait(), 30)
    prompt.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(prompt, 5)
    release.set()


def test_what_is_printed_in_between_goes_above_what_is_typed() -> None:
    out = io.StringIO()
    screen = Screen(out, {})
    screen.open_prompt(lambda: ("desk> lat", 1))
    screen.say("an alert")
    assert out.getvalue() == "\r\x1b[Jan alert\ndesk> lat"
    screen.close_prompt()
    screen.say("plain")
    assert out.getvalue().endswith("plain\n")


def test_a_typed_line_of_three_rows_is_cleared_whole() -> None:
    out = io.StringIO()
    screen = Screen(out, {})
    screen.open_prompt(lambda: ("desk> " + "x" * 200, 3))
    screen.say("an alert")
    assert out.getvalue().startswith("\r\x1b[2A\x1b[J")


@pytest.mark.parametrize(
    ("environment", "setting", "locale"),
    [
        ({"LANG": "ko_KR.UTF-8"}, None, "ko"),
        ({"LANG": "de_DE.UTF-8"}, None, "en"),
        ({}, None, "en"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "ko_KR.UTF-8"}, None, "en"),
        ({"LANG": "en_US.UTF-8"}, "ko", "ko"),
    ],
)
def test_the_setting_then_the_environment_choose_the_language(environment: dict[str, str], setting: Locale | None, locale: Locale) -> None:
    assert locale_of(environment, setting) == locale


def test_a_pipe_is_no_terminal() -> None:
    assert not is_interactive(io.StringIO(), io.StringIO())


SESSION = """
import asyncio, fcntl, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # as a shell would: the session's controlling terminal, with this process in front
from bot.adapters.console.prompt import Prompt, is_interactive
from bot.adapters.console.screen import Screen
from bot.desk.card import Card, line
async def answers(typed, locale):
    return Card(locale, line("answer to " + typed), "")
async def main():
    assert is_interactive(sys.stdin, sys.stdout)
    screen = Screen(sys.stdout, {"TERM": "dumb"})
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    prompt = asyncio.create_task(Prompt(answers, screen, "en").run())
    if len(sys.argv) > 1:
        await stop.wait()
        prompt.cancel()
        await asyncio.gather(prompt, return_exceptions=True)
    else:
        await prompt
asyncio.run(main())
"""


class Terminal:
    """A pseudo-terminal with a session of ours on its far side."""

    def __init__(self, *arguments: str) -> None:
        self.master, self.slave = pty.openpty()
        self.before = termios.tcgetattr(self.slave)
        self.process = subprocess.Popen(
            [sys.executable, "-c", SESSION, *arguments],
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env={**os.environ, "TERM": "dumb"},
            start_new_session=True,
        )
        self.seen = ""

    def until(self, text: str) -> None:
        while text not in self.seen:
            ready, _, _ = select.select([self.master], [], [], 30)
            assert ready, f"waited for {text!r}, saw {self.seen!r}"
            self.seen += os.read(self.master, 4096).decode("utf-8", "replace")

    def type(self, text: str) -> None:
        self.seen = ""
        os.write(self.master, text.encode())

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)
        os.close(self.slave)


@pytest.fixture
def terminal(request: pytest.FixtureRequest) -> Iterator[Terminal]:
    session = Terminal(*getattr(request, "param", ()))
    yield session
    session.close()


def test_on_a_real_terminal_a_command_is_answered_and_control_d_ends(terminal: Terminal) -> None:
    terminal.until(PROMPT)
    terminal.type("/alliance latest\n")
    terminal.until("answer to /alliance latest")
    terminal.until(PROMPT)
    terminal.type("\x04")
    terminal.until("Good-bye")
    assert terminal.process.wait(30) == 0


@pytest.mark.parametrize("terminal", [("stop",)], indirect=True)
def test_a_desk_stopped_in_the_middle_of_a_line_leaves_the_terminal_as_it_was(terminal: Terminal) -> None:
    terminal.until(PROMPT)
    terminal.type("half a li")
    terminal.until("half a li")
    terminal.process.terminate()
    assert terminal.process.wait(30) == 0
    assert termios.tcgetattr(terminal.slave)[3] == terminal.before[3]
