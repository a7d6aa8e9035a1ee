"""What sending asks of a store and of a chat platform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.desk.card import Card
from bot.model import (
    ClaimedDelivery,
    DeliveryIntent,
    DeliveryResult,
    DeliveryView,
    Destination,
    Preferences,
    SendOutcome,
    TagReport,
)


class DeliveryQueue(Protocol):
    async def claim_deliveries(
        self, *, now: datetime, lease_seconds: float, limit: int, adapters: Sequence[str]
    ) -> Sequence[ClaimedDelivery]:
        """Due deliveries for these adapters in order of creation, at most one batch: of each destination the first one only, and none where
        one is under way or waits to be tried again, so that a channel reads its messages in order; but one that failed several times lets
        the others pass while it waits. A lease that ran out comes back `was_unknown`."""
        ...

    async def record_deliveries(self, results: Sequence[DeliveryResult]) -> None:
        """Record a batch in one commit (T3). A result whose lease was lost is ignored."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """The message is there already."""

    message_id: str


@dataclass(frozen=True, slots=True)
class NotFound:
    """Looked, and it is not there."""


@dataclass(frozen=True, slots=True)
class CannotLook:
    """The platform does not let us look: the outcome stays unknown. `is_for_good` says that a right is missing, so that looking again is of
    no use until somebody gives it."""

    reason: str
    is_for_good: bool = False


LookUp = Found | NotFound | CannotLook


class ChatAdapter(Protocol):
    """A platform that shows cards. `name` is the `adapter` of its destinations."""

    @property
    def name(self) -> str: ...

    async def send(self, destination: Destination, card: Card, key: str, *, thread: str | None = None) -> SendOutcome:
        """Post the card with its delivery key, in the thread of the message `thread` where given. Never raises for an outcome of the
        platform."""
        ...

    async def edit(self, destination: Destination, message_id: str, card: Card, key: str) -> SendOutcome:
        """Redraw the message, whose delivery key was `key`. It may be repeated, so no outcome is Unknown; a message that is not there any
        more is Refused."""
        ...

    async def look_up(self, destination: Destination, key: str, *, thread: str | None = None) -> LookUp:
        """Whether a message with this delivery key is there, in that thread where given."""
        ...

    async def link(self, destination: Destination, message_id: str) -> str | None:
        """The message's address for a browser; None where the platform has none, or does not say at the moment."""
        ...


class Deliveries(Protocol):
    """Deliveries read back, and digests put in the queue."""

    async def delivery(self, delivery_id: int) -> DeliveryView | None: ...

    async def report(self, report_id: int) -> TagReport | None: ...

    async def queue(self, intents: Sequence[DeliveryIntent]) -> None:
        """Insert those that are not there yet, in a commit of their own."""
        ...

    async def preferences(self) -> Mapping[Destination, Preferences]:
        """What channels set for themselves; a channel that set nothing is left out."""
        ...
