"""The console as a chat platform: the log file is the platform, the terminal its window."""

from __future__ import annotations

import asyncio
from typing import Protocol

from bot.adapters.console.log import ConsoleLog, LogRecord, NotWritten, PerhapsWritten, Written
from bot.adapters.console.render import Terminal, plain_text, render
from bot.desk.card import Card
from bot.desk.ports import CannotLook, Clock, Found, LookUp, NotFound
from bot.model import Destination, RetryLater, SendOutcome, Sent, Unknown

CONSOLE = "console"
_RETRY_SECONDS = 60.0
_LOGGED = Terminal(width=100)


class Window(Protocol):
    """Where cards are shown to whoever looks."""

    def show(self, card: Card) -> None: ...


def desk_destination() -> Destination:
    """The one channel of the console."""
    return Destination(CONSOLE, "local", "desk")


class ConsoleAdapter:
    """A `ChatAdapter` named `console`. A message's id is its delivery key.

    The log comes first and the terminal after it: a kill between the two leaves the message sent (it is in the log) and not shown again.
    """

    def __init__(self, log: ConsoleLog, window: Window, clock: Clock) -> None:
        self._log = log
        self._window = window
        self._clock = clock

    @property
    def name(self) -> str:
        """`console`."""
        return CONSOLE

    async def send(self, destination: Destination, card: Card, key: str, *, thread: str | None = None) -> SendOutcome:
        """Log the card under its key, then print it; where the key is logged already, the same id again and nothing printed. A terminal has
        no threads: what belongs to one is printed like all else."""
        del thread
        record = LogRecord(
            key=key,
            at=self._clock.now().isoformat(),
            destination=str(destination),
            title=plain_text(card.title),
            text=render(card, _LOGGED),
        )
        return await asyncio.to_thread(self._send, record, card)

    async def edit(self, destination: Destination, message_id: str, card: Card, key: str) -> SendOutcome:
        """Nothing: what was printed cannot be drawn anew, and the log says what was printed. But a card that ends what stood there is
        logged and printed under the edit's own key, once."""
        if not card.closes:
            return Sent(message_id)
        outcome = await self.send(destination, card, key)
        return RetryLater(_RETRY_SECONDS, outcome.reason) if isinstance(outcome, Unknown) else outcome

    async def look_up(self, destination: Destination, key: str, *, thread: str | None = None) -> LookUp:
        """Whether the log has the key; certain, but where the file cannot be read."""
        del destination, thread  # keys are unique over all destinations
        return await asyncio.to_thread(self._look_up, key)

    async def link(self, destination: Destination, message_id: str) -> str | None:
        """None: what was printed has no address."""
        del destination, message_id
        return None

    def _send(self, record: LogRecord, card: Card) -> SendOutcome:
        outcome = self._log.append(record)
        match outcome:
            case Written(is_new=is_new):
                if is_new:
                    self._window.show(card)
                return Sent(record.key)
            case NotWritten(reason):
                return RetryLater(_RETRY_SECONDS, reason)
            case PerhapsWritten(reason):
                return Unknown(reason)

    def _look_up(self, key: str) -> LookUp:
        try:
            return Found(key) if self._log.has(key) else NotFound()
        except OSError as error:
            return CannotLook(f"The console's log {self._log.path} cannot be read: {error.strerror or error}.")
