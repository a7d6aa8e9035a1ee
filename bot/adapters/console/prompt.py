"""The prompt on a terminal: `/alliance …` (or just `latest`) typed and answered, while alerts are printed above it."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, TextIO

from bot.adapters.console.plain import columns, visible
from bot.adapters.console.screen import Screen
from bot.desk.card import Card
from bot.desk.commands.spec import Words
from bot.errors import DeskError
from bot.model import Locale

if sys.platform != "win32":
    import termios

log = logging.getLogger(__name__)

PROMPT = "desk> "
_QUIT = frozenset({"quit", "exit", "bye", "종료", "끝", "나가기"})
_WELCOME = Words(
    'Type a command, such as "latest" or "help". Ctrl-D or "quit" ends the desk.',
    '"최신"이나 "도움말" 같은 명령을 입력하십시오. Ctrl-D 또는 "종료"를 입력하면 데스크가 끝납니다.',
)
_BYE = Words(
    "Good-bye. What is waiting is kept and goes on at the next start.", "종료합니다. 남은 작업은 보관되며 다음에 시작할 때 이어집니다."
)
_BROKEN = Words(
    "That could not be answered because of a fault in the desk; the log has the details.",
    "데스크 내부 오류로 답하지 못했습니다. 자세한 내용은 로그에 있습니다.",
)


class TypedAnswers(Protocol):
    """What answers a typed command."""

    async def __call__(self, typed: str, locale: Locale) -> Card:
        """The answer to one line as typed, with or without `/alliance` before it."""
        ...


def locale_of(environment: Mapping[str, str], setting: Locale | None = None) -> Locale:
    """The language of the prompt: the desk's setting, else the POSIX locale variables in their order of precedence, else English."""
    if setting is not None:
        return setting
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    return "ko" if named.lower().startswith("ko") else "en"


def is_interactive(source: TextIO, sink: TextIO) -> bool:
    """Whether a person can type here: both ends a terminal, and the process in front (reading from the background stops a job)."""
    try:
        if not (source.isatty() and sink.isatty()):
            return False
        return sys.platform == "win32" or os.tcgetpgrp(source.fileno()) == os.getpgrp()
    except (OSError, ValueError):
        return False


class Prompt:
    """Reads lines in a thread of its own, so that neither the loop nor the end of the process waits for a person.

    `read_line` shows its argument and returns the next line, or raises EOFError; `input` on a real terminal.
    """

    def __init__(
        self, answers: TypedAnswers, screen: Screen, locale: Locale, *, read_line: Callable[[str], str] = input, history: Path | None = None
    ) -> None:
        self._answers = answers
        self._screen = screen
        self._locale = locale
        self._read_line = read_line
        self._history = history

    async def run(self) -> None:
        """Serve until the person ends it (`quit` or the end of input) or the task is cancelled; leaves the terminal as it was found."""
        mode = _terminal_mode()
        editor = _line_editor(self._history)
        self._screen.say(_WELCOME.of(self._locale))
        try:
            while (line := await self._next_line(editor)) is not None:
                typed = visible(line).strip()
                if typed.lstrip("/").casefold() in _QUIT:
                    break
                if typed:
                    await self._answer(typed)
            self._screen.say(_BYE.of(self._locale))
        finally:
            self._screen.close_prompt()
            _keep_history(self._history)
            _restore(mode)

    async def _next_line(self, typed_so_far: Callable[[], str]) -> str | None:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[str | None] = loop.create_future()
        self._screen.open_prompt(lambda: _waiting(typed_so_far()))
        threading.Thread(target=self._read, args=(loop, future), name="console-prompt", daemon=True).start()
        try:
            return await future
        finally:
            self._screen.close_prompt()

    def _read(self, loop: asyncio.AbstractEventLoop, future: asyncio.Future[str | None]) -> None:
        try:
            line: str | None = self._read_line(PROMPT)
        except UnicodeDecodeError:
            line = ""
        except (EOFError, OSError, ValueError):  # the terminal went away
            line = None
        try:
            loop.call_soon_threadsafe(_resolve, future, line)
        except RuntimeError:
            log.debug("A line came after the desk had ended")

    async def _answer(self, typed: str) -> None:
        try:
            self._screen.show(await self._answers(typed, self._locale))
        except DeskError as error:
            self._screen.say(visible(str(error)))
        except Exception:
            log.exception("A typed command failed")
            self._screen.say(_BROKEN.of(self._locale))


def _resolve(future: asyncio.Future[str | None], line: str | None) -> None:
    if not future.done():
        future.set_result(line)


def _waiting(typed: str) -> tuple[str, int]:
    """The prompt with what is typed, and how many rows of the terminal that takes."""
    text = PROMPT + typed
    return text, max(1, -(-columns(text) // max(shutil.get_terminal_size().columns, 1)))


def _line_editor(history: Path | None) -> Callable[[], str]:
    """Line editing and history by readline where Python has it; returns what gives the line as typed so far."""
    try:
        import readline  # noqa: PLC0415 - importing it changes how `input` reads, which only a prompt wants
    except ImportError:
        return lambda: ""
    if history is not None and history.exists():
        try:
            readline.read_history_file(history)
        except OSError as error:
            log.info("The prompt's history %s cannot be read: %s", history, error)
    readline.set_history_length(500)
    return readline.get_line_buffer


def _keep_history(history: Path | None) -> None:
    readline = sys.modules.get("readline")
    if history is None or readline is None:
        return
    try:
        readline.write_history_file(history)
    except OSError as error:
        log.info("The prompt's history %s cannot be kept: %s", history, error)


def _terminal_mode() -> list[object] | None:
    """The terminal's settings, since readline leaves its own behind when the process ends in the middle of a line."""
    if sys.platform == "win32":
        return None
    try:
        return list(termios.tcgetattr(sys.stdin.fileno()))
    except (termios.error, OSError, ValueError):
        return None


def _restore(mode: list[object] | None) -> None:
    if sys.platform == "win32" or mode is None:
        return
    try:
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, mode)  # type: ignore[arg-type]  # as tcgetattr gave it
    except (termios.error, OSError, ValueError):
        log.debug("The terminal is gone")
