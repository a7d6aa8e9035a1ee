"""From a delivery that is due to a message on its platform: the third of the three transactions (T3).

Sending cannot be rolled back, so what became of it is never guessed: an outcome that is not known is looked up on the platform, by the
delivery's key, before anything is sent again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from bot.desk.card import Card
from bot.desk.notices import Trouble
from bot.desk.ports import CannotLook, ChatAdapter, Clock, DeliveryQueue, Found
from bot.errors import StoreError
from bot.model import (
    ClaimedDelivery,
    DeliveryIntent,
    DeliveryResult,
    Destination,
    Locale,
    Purpose,
    Refused,
    RetryLater,
    SendOutcome,
    Sent,
    Unknown,
)

T = TypeVar("T")
F = TypeVar("F")

log = logging.getLogger(__name__)

MOST_TRIES = 32
"""A delivery that could not be sent this often is dead, with its last reason. With the waits below that is about a day, so that a platform
that is away for a night costs nothing."""

_FOLLOWING = frozenset({Purpose.EDIT, Purpose.THREAD})
"""What is said beside an alert that was sent, and not without it."""

_QUIET = _FOLLOWING | {Purpose.NOTICE}
"""What the admins need not be told of."""

_NOTHING_LEFT = Refused("Nothing is left to be said: the story is no longer kept, or the channel muted it.")
_NOT_SERVED = Refused("The desk does not serve this workspace any more.", is_gone=True)

OLDEST_LOOK = timedelta(days=7)
"""Platforms are looked through this far back at least. What is older and is not found, as after a desk that stood still for weeks, may have
been sent all the same, and is not sent again."""

_TOO_OLD = "It is too old to be looked up: it may have been sent before the desk stood still."

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(hours=1)


class Composer(Protocol):
    """Makes the card of a delivery from the stories as they are now."""

    async def compose(self, delivery: ClaimedDelivery) -> Card | RetryLater | None:
        """None where nothing is left to be said, RetryLater where it is not to be said yet."""
        ...


class Serves(Protocol):
    """Says whether the desk still works for a workspace of an adapter (`bot.desk.access`)."""

    async def serves(self, adapter: str, workspace: str) -> bool: ...


def retry_wait(attempts: int) -> timedelta:
    """How long to wait after the try that follows `attempts` earlier ones: 2 s, doubled each time, an hour at most."""
    return min(FIRST_WAIT * (1 << min(attempts, 16)), LONGEST_WAIT)


class Outbox:
    """Sends what is due. The store gives one delivery of each channel at a time: a channel keeps its order and holds up no other.

    `step_seconds` is how long looking (or asking for an address), composing and sending may each take; all three together must end well
    within the lease. `admins` are told, in `language`, of what could not be sent, of what may or may not have been, and of channels that
    are gone. A channel of a workspace that `access` does not serve (any more) counts as gone; without `access` all are served.
    """

    def __init__(
        self,
        store: DeliveryQueue,
        composer: Composer,
        adapters: Mapping[str, ChatAdapter],
        clock: Clock,
        *,
        batch: int = 50,
        lease_seconds: float = 300.0,
        step_seconds: float = 60.0,
        look_again_seconds: float = 1.0,
        admins: Sequence[Destination] = (),
        language: Locale = "en",
        access: Serves | None = None,
    ) -> None:
        self._store = store
        self._composer = composer
        self._adapters = adapters
        self._clock = clock
        self._batch = batch
        self._lease_seconds = lease_seconds
        self._step_seconds = step_seconds
        self._look_again_seconds = look_again_seconds
        self._admins = tuple(admins)
        self._language = language
        self._access = access

    async def send_due(self) -> int:
        """Send until nothing is due and nothing under way, `batch` channels at once; returns how many were sent or put back.

        Raises StoreError, after what is under way has ended and been recorded as far as the store lets us. When it is cancelled, what was
        under way is recorded as unknown, so that the next start looks it up at once.
        """
        flying: set[asyncio.Task[DeliveryResult]] = set()
        results: list[DeliveryResult] = []
        count = 0
        try:
            while True:
                flying |= await self._take(self._batch - len(flying))
                if not flying:
                    return count
                done, flying = await asyncio.wait(flying, timeout=self._look_again_seconds, return_when=asyncio.FIRST_COMPLETED)
                results.extend(task.result() for task in done)
                count += len(done)
                await self._store.record_deliveries(tuple(results))
                results.clear()
        except StoreError:
            if flying:
                await asyncio.wait(flying)
            raise
        finally:
            for task in flying:
                task.cancel()
            ended = await asyncio.gather(*flying, return_exceptions=True)
            results.extend(result for result in ended if isinstance(result, DeliveryResult))
            if results:
                await self._store.record_deliveries(tuple(results))

    async def _take(self, most: int) -> set[asyncio.Task[DeliveryResult]]:
        """Claim what is due for the free places and begin to send it."""
        if most <= 0:
            return set()
        claimed = await self._store.claim_deliveries(
            now=self._clock.now(), lease_seconds=self._lease_seconds, limit=most, adapters=tuple(self._adapters)
        )
        return {asyncio.create_task(self._deliver(delivery)) for delivery in claimed}

    async def _deliver(self, delivery: ClaimedDelivery) -> DeliveryResult:
        try:
            return self._judge(delivery, await self._attempt(delivery))
        except asyncio.CancelledError:
            now = self._clock.now()
            return DeliveryResult(delivery, Unknown("The desk was stopped while sending."), now, retry_at=now)

    async def _attempt(self, delivery: ClaimedDelivery) -> SendOutcome | CannotLook:
        if (refused := await self._refused(delivery)) is not None:
            return refused
        if delivery.was_unknown and delivery.purpose is not Purpose.EDIT:
            seen = await self._seen(delivery)
            if seen is not None:
                return seen
        linked = await self._linked(delivery)
        card = await self._guarded(self._composer.compose(linked), delivery, lambda reason: RetryLater(0, reason))
        if isinstance(card, RetryLater):
            return card
        if card is None:
            return _NOTHING_LEFT
        outcome = await self._send(delivery, card)
        if delivery.purpose in _FOLLOWING and isinstance(outcome, Refused):
            # Redrawing and threads ask for rights of their own (reading the history, opening threads), and an alert or a thread may have
            # been deleted: none of it says that the channel takes no alerts any more. The next alert will.
            return replace(outcome, is_gone=False)
        return outcome

    async def _linked(self, delivery: ClaimedDelivery) -> ClaimedDelivery:
        """With the address of the alert that it names, where the platform tells it: a card can do without."""
        if delivery.living_message_id is None:
            return delivery
        asked = self._adapters[delivery.destination.adapter].link(delivery.destination, delivery.living_message_id)
        return replace(delivery, living_url=await self._guarded(asked, delivery, lambda _: None))

    async def _refused(self, delivery: ClaimedDelivery) -> Refused | None:
        """Why it is not sent at all; None where it may be."""
        if delivery.purpose in _FOLLOWING and delivery.alert_message_id is None:
            return Refused("The alert that it follows was not sent.")
        place = delivery.destination
        if self._access is None or await self._access.serves(place.adapter, place.workspace):
            return None
        return _NOT_SERVED

    async def _seen(self, delivery: ClaimedDelivery) -> Sent | CannotLook | None:
        """What the platform knows of an earlier attempt; None where it is certain that nothing was sent."""
        look = self._adapters[delivery.destination.adapter].look_up(delivery.destination, delivery.key, thread=_thread(delivery))
        match await self._guarded(look, delivery, CannotLook):
            case Found(message_id):
                return Sent(message_id)
            case CannotLook() as unseen:
                return unseen
        is_old = delivery.created_at is not None and self._clock.now() - delivery.created_at > OLDEST_LOOK
        return CannotLook(_TOO_OLD, is_for_good=True) if is_old else None

    async def _send(self, delivery: ClaimedDelivery, card: Card) -> SendOutcome:
        adapter = self._adapters[delivery.destination.adapter]
        if delivery.purpose is Purpose.EDIT and delivery.alert_message_id is not None:
            # Drawing the same again does no harm, so nothing about an edit is unknown.
            edit = adapter.edit(delivery.destination, delivery.alert_message_id, card, delivery.key)
            return await self._guarded(edit, delivery, lambda reason: RetryLater(0, reason))
        # An error in the middle of sending may come after the message went out.
        return await self._guarded(adapter.send(delivery.destination, card, delivery.key, thread=_thread(delivery)), delivery, Unknown)

    async def _guarded(self, work: Awaitable[T], delivery: ClaimedDelivery, failed: Callable[[str], F]) -> T | F:
        """The work's answer, or `failed` with the words of an error that nobody expected or of a step that took too long."""
        try:
            async with asyncio.timeout(self._step_seconds):
                return await work
        except TimeoutError:
            return failed(f"It took longer than {self._step_seconds:g} s.")
        except Exception as error:
            log.exception("Delivery %d to %s failed unexpectedly", delivery.id, delivery.destination)
            return failed(f"{type(error).__name__}: {error}"[:500])

    def _judge(self, delivery: ClaimedDelivery, outcome: SendOutcome | CannotLook) -> DeliveryResult:
        now = self._clock.now()
        retry_at = _retry_at(delivery, outcome, now)
        if not isinstance(outcome, Sent):
            fate = f"again at {retry_at:%H:%M:%S} UTC" if retry_at else "given up"
            level = logging.INFO if isinstance(outcome, RetryLater) and outcome.is_wait else logging.WARNING
            log.log(level, "Delivery %d to %s: %s (%s)", delivery.id, delivery.destination, outcome.reason, fate)
        recorded = Unknown(outcome.reason) if isinstance(outcome, CannotLook) else outcome
        trouble = None if retry_at is not None else _trouble(delivery, outcome)
        return DeliveryResult(delivery, recorded, now, retry_at, self._notices(delivery, trouble, now))

    def _notices(self, delivery: ClaimedDelivery, trouble: str | None, now: datetime) -> tuple[DeliveryIntent, ...]:
        """One for each admin channel but the one that is in trouble itself."""
        if trouble is None:
            return ()
        key = f"{trouble}:{delivery.id}"
        return tuple(
            DeliveryIntent(admin, Purpose.NOTICE, key, None, None, now, language=self._language)
            for admin in self._admins
            if admin != delivery.destination
        )


def _thread(delivery: ClaimedDelivery) -> str | None:
    return delivery.alert_message_id if delivery.purpose is Purpose.THREAD else None


def _trouble(delivery: ClaimedDelivery, outcome: SendOutcome | CannotLook) -> str | None:
    """What the admins are told about a delivery that came to its end (`bot.desk.notices`); None where it is no matter of theirs."""
    if isinstance(outcome, Sent) or outcome == _NOTHING_LEFT:
        return None
    if isinstance(outcome, Refused) and outcome.is_gone:
        # Two channels of admins that are both gone would tell each other of it for ever.
        return None if delivery.dedup_key.startswith(f"{Trouble.GONE}:") else Trouble.GONE
    if delivery.purpose in _QUIET:
        return None
    return Trouble.UNKNOWN if isinstance(outcome, Unknown | CannotLook) else Trouble.DEAD


def _retry_at(delivery: ClaimedDelivery, outcome: SendOutcome | CannotLook, now: datetime) -> datetime | None:
    """When it is tried again; None where it has come to its end. What may have been sent ends as unknown and is never sent again."""
    wait = retry_wait(delivery.attempts)
    is_last = delivery.attempts + 1 >= MOST_TRIES
    match outcome:
        case CannotLook():
            return None if outcome.is_for_good or is_last else now + wait
        case RetryLater(after=after, is_wait=True):
            return now + timedelta(seconds=max(after, 0.1))
        case RetryLater() if not is_last:
            # A fixed wait (a token that is not taken) grows too, or the tries would be over before anybody is awake.
            return now + max(timedelta(seconds=outcome.after), wait)
        case Unknown() if not is_last:
            return now + wait
    return None
