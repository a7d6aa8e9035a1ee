"""From a delivery that is due to a message on its platform: the third of the three transactions (T3).

Sending cannot be rolled back, so what became of it is never guessed: an outcome that is not known is looked up on the platform, by the
delivery's key, before anything is sent again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from bot.desk.card import Card
from bot.desk.ports import CannotLook, ChatAdapter, Clock, DeliveryQueue, Found
from bot.errors import StoreError
from bot.model import ClaimedDelivery, DeliveryResult, Destination, Refused, RetryLater, SendOutcome, Sent, Unknown

T = TypeVar("T")
F = TypeVar("F")

log = logging.getLogger(__name__)

MOST_TRIES = 10
"""A delivery that could not be sent this often is dead, with its last reason. With the waits below that is about three hours."""

FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)


class Composer(Protocol):
    """Makes the card of a delivery from the stories as they are now."""

    async def compose(self, delivery: ClaimedDelivery) -> Card | None:
        """None where nothing is left to be said."""
        ...


def retry_wait(attempts: int) -> timedelta:
    """How long to wait after the try that follows `attempts` earlier ones: 15 s, doubled each time, an hour at most."""
    return min(FIRST_WAIT * (1 << min(attempts, 16)), LONGEST_WAIT)


class Outbox:
    """Sends what is due. Different channels at once, one channel in order; what waits behind a failed message is put back after it."""

    def __init__(
        self,
        store: DeliveryQueue,
        composer: Composer,
        adapters: Mapping[str, ChatAdapter],
        clock: Clock,
        *,
        batch: int = 50,
        lease_seconds: float = 300.0,
    ) -> None:
        self._store = store
        self._composer = composer
        self._adapters = adapters
        self._clock = clock
        self._batch = batch
        self._lease_seconds = lease_seconds

    async def send_due(self) -> int:
        """Claim a batch, send it, record what became of it channel by channel; returns how many were claimed. Raises StoreError."""
        claimed = await self._store.claim_deliveries(
            now=self._clock.now(), lease_seconds=self._lease_seconds, limit=self._batch, adapters=tuple(self._adapters)
        )
        channels: dict[Destination, list[ClaimedDelivery]] = {}
        for delivery in claimed:
            channels.setdefault(delivery.destination, []).append(delivery)
        outcomes = await asyncio.gather(*(self._channel(queue) for queue in channels.values()), return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
        return len(claimed)

    async def _channel(self, queue: Sequence[ClaimedDelivery]) -> None:
        """Send one channel's deliveries in order and record them in one commit, also when the desk is stopped in the middle."""
        results: list[DeliveryResult] = []
        try:
            for at, delivery in enumerate(queue):
                outcome = await self._attempt(delivery)
                results.append(self._judge(delivery, outcome))
                if results[-1].retry_at is not None and not isinstance(outcome, CannotLook):
                    results.extend(_behind(results[-1], waiting) for waiting in queue[at + 1 :])
                    break
        except asyncio.CancelledError:
            now = self._clock.now()
            stopped = DeliveryResult(queue[len(results)], Unknown("The desk was stopped while sending."), now, retry_at=now)
            results.extend([stopped, *(_behind(stopped, waiting) for waiting in queue[len(results) + 1 :])])
            raise
        finally:
            if results:
                await self._store.record_deliveries(results)

    async def _attempt(self, delivery: ClaimedDelivery) -> SendOutcome | CannotLook:
        adapter = self._adapters[delivery.destination.adapter]
        if delivery.was_unknown:
            seen = await _guarded(adapter.look_up(delivery.destination, delivery.key), delivery, CannotLook)
            if isinstance(seen, Found):
                return Sent(seen.message_id)
            if isinstance(seen, CannotLook):
                return seen
        card = await _guarded(self._composer.compose(delivery), delivery, lambda reason: RetryLater(0, reason))
        if isinstance(card, RetryLater):
            return card
        if card is None:
            return Refused("Nothing is left to be said: the story is no longer kept.")
        # An error in the middle of sending may come after the message went out.
        return await _guarded(adapter.send(delivery.destination, card, delivery.key), delivery, Unknown)

    def _judge(self, delivery: ClaimedDelivery, outcome: SendOutcome | CannotLook) -> DeliveryResult:
        now = self._clock.now()
        retry_at = _retry_at(delivery, outcome, now)
        if not isinstance(outcome, Sent):
            fate = f"again at {retry_at:%H:%M:%S} UTC" if retry_at else "given up"
            log.warning("Delivery %d to %s: %s (%s)", delivery.id, delivery.destination, outcome.reason, fate)
        recorded = Unknown(outcome.reason) if isinstance(outcome, CannotLook) else outcome
        return DeliveryResult(delivery, recorded, now, retry_at)


def _retry_at(delivery: ClaimedDelivery, outcome: SendOutcome | CannotLook, now: datetime) -> datetime | None:
    wait = retry_wait(delivery.attempts)
    match outcome:
        case CannotLook():
            # Neither sent again nor given up: whether it is there cannot be known until the platform lets us look.
            return now + wait
        case RetryLater() if delivery.attempts + 1 < MOST_TRIES:
            return now + (timedelta(seconds=outcome.after) if outcome.after > 0 else wait)
        case Unknown() if delivery.attempts + 1 < MOST_TRIES:
            return now + wait
    return None


async def _guarded(work: Awaitable[T], delivery: ClaimedDelivery, failed: Callable[[str], F]) -> T | F:
    """The work's answer, or `failed` with the words of an error that nobody expected."""
    try:
        return await work
    except StoreError:
        raise
    except Exception as error:
        log.exception("Delivery %d to %s failed unexpectedly", delivery.id, delivery.destination)
        return failed(f"{type(error).__name__}: {error}"[:500])


def _behind(first: DeliveryResult, waiting: ClaimedDelivery) -> DeliveryResult:
    """Put back a delivery until the one before it is tried again; one whose outcome was unknown stays unknown."""
    after = max(0.0, (first.retry_at - first.at).total_seconds()) if first.retry_at else 0.0
    reason = "Waits behind an earlier message to the same channel."
    outcome = Unknown(reason) if waiting.was_unknown else RetryLater(after, reason)
    return DeliveryResult(waiting, outcome, first.at, first.retry_at, is_try=False)
