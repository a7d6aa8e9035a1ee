"""What the page asks of the rest of the desk: a `Library` (bot.desk.ports) for the newsroom, a `HealthSource` for the running process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the process. `name` is a word such as store, worker or poller; `detail` one plain sentence, empty where all is well."""

    name: str
    is_well: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PollNumbers:
    """Polls since the start of the process: how many by outcome (unchanged, changed, failed), and the seconds that they took in all."""

    by_outcome: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0


class Push(Protocol):
    """A hub's message about news, while it comes in."""

    def take(self, piece: bytes) -> None:
        """The next piece of its body."""
        ...

    async def end(self) -> None:
        """The body is whole. Whether it was taken for true is not told to whoever sent it."""
        ...


class HubCalls(Protocol):
    """What the hubs of feeds (W3C WebSub) call the desk for; `path` is the last part of the address that they call."""

    async def confirm(self, path: str, question: Mapping[str, str]) -> str | None:
        """The words to answer a hub's question with, None where nothing was asked of it."""
        ...

    async def push(self, path: str, signature: str | None) -> Push | None:
        """What comes in under a path, with its X-Hub-Signature; None where nothing is waited for there."""
        ...


class HealthSource(Protocol):
    async def checks(self) -> Sequence[Check]:
        """The parts without which the desk does not work (store reached, worker up). May take long or raise: the page bounds both."""
        ...

    def polls(self) -> PollNumbers:
        """Counted since the start; never blocks."""
        ...
