"""The terminal as an object: what it can do, and one lock around what is printed on it."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Mapping
from typing import TextIO

from bot.adapters.console.render import Terminal, render
from bot.desk.card import Card

log = logging.getLogger(__name__)
_CLEAR_TO_END = "\x1b[J"


def terminal_of(stream: TextIO, environment: Mapping[str, str]) -> Terminal:
    """What `stream` can show: styles only on a terminal that is not `dumb`, and not where NO_COLOR (no-color.org) is set."""
    is_terminal = stream.isatty()
    knows_ansi = is_terminal and environment.get("TERM", "") not in {"", "dumb"}
    width = shutil.get_terminal_size().columns if is_terminal else 80
    encoding = (getattr(stream, "encoding", None) or "ascii").lower().replace("-", "")
    return Terminal(
        width=width, colour=knows_ansi and not environment.get("NO_COLOR"), links=knows_ansi, unicode=encoding in {"utf8", "utf16", "utf32"}
    )


class Screen:
    """Prints cards on a stream. While a prompt is open (`open_prompt`), what is printed goes above it and the prompt is drawn again."""

    def __init__(self, stream: TextIO, environment: Mapping[str, str]) -> None:
        self._stream = stream
        self._environment = environment
        self._lock = threading.Lock()
        self._typed: Callable[[], tuple[str, int]] | None = None
        self._is_closed = False

    def open_prompt(self, typed: Callable[[], tuple[str, int]]) -> None:
        """From now on a prompt waits: `typed` gives its text with what is typed so far, and the rows that this takes."""
        with self._lock:
            self._typed = typed

    def close_prompt(self) -> None:
        """The prompt's line was sent off."""
        with self._lock:
            self._typed = None

    def show(self, card: Card) -> None:
        """Print the card with an empty line after it. A stream that is gone is told once and then left alone."""
        self.say(render(card, self._terminal()))

    def say(self, text: str) -> None:
        """Print text that is known to be safe; a line feed is added."""
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        shown = text.encode(encoding, "replace").decode(encoding)
        with self._lock:
            if self._is_closed:
                return
            try:
                self._write(shown)
            except (OSError, ValueError) as error:
                self._is_closed = True
                log.warning("Nothing can be printed any more (%s); messages still go to the log file", error)

    def _terminal(self) -> Terminal:
        try:
            return terminal_of(self._stream, self._environment)
        except (OSError, ValueError):  # closed; `say` tells it
            return Terminal()

    def _write(self, text: str) -> None:
        if self._typed is None:
            self._stream.write(text + "\n")
        else:
            prompt, rows = self._typed()
            above = f"\x1b[{rows - 1}A" if rows > 1 else ""
            self._stream.write(f"\r{above}{_CLEAR_TO_END}{text}\n{prompt}")
        self._stream.flush()
