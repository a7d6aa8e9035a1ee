"""The outbox in memory: whose turn it is, and what became of it. tests/contract/test_agreement.py holds it to the real store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.desk.joined import is_joined, joined_of
from bot.desk.watching import subject_of
from bot.model import (
    ClaimedDelivery,
    DeliveryIntent,
    DeliveryResult,
    DeliveryState,
    DeliveryView,
    Destination,
    Locale,
    Purpose,
    Refused,
    RetryLater,
    Sent,
    Unknown,
)
from tests.fakes.desk_places import MemoryPlaces

PATIENCE = 9
LEVELS = {Purpose.PROOF: 0, Purpose.NOTICE: 0, Purpose.THREAD: 2, Purpose.EDIT: 3}
MESSAGE = 1
WAITING = (DeliveryState.PENDING, DeliveryState.UNKNOWN)


@dataclass(slots=True)
class StoredDelivery:
    """A delivery's way through the outbox."""

    id: int
    intent: DeliveryIntent
    state: DeliveryState
    due_at: datetime
    language: Locale
    story_ids: list[int] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    leased_until: datetime | None = None
    attempts: int = 0
    lease: str = ""
    reason: str | None = None
    message_id: str | None = None
    is_settled: bool = False

    @property
    def is_open(self) -> bool:
        return self.state in (*WAITING, DeliveryState.LEASED) and not self.is_settled

    @property
    def level(self) -> int:
        return LEVELS.get(self.intent.purpose, MESSAGE)

    @property
    def waits(self) -> bool:
        """Whether it waits to be tried again, and others wait for it."""
        return self.state in WAITING and 0 < self.attempts < PATIENCE and self.intent.purpose is not Purpose.EDIT

    def is_due(self, now: datetime) -> bool:
        return self.due_at <= now if self.state in WAITING else not self.is_under_way(now)

    def is_under_way(self, now: datetime) -> bool:
        return self.state is DeliveryState.LEASED and self.leased_until is not None and self.leased_until > now


class MemoryDeliveries(MemoryPlaces):
    """`outgoing` may be filled and read by a test."""

    def __init__(self) -> None:
        super().__init__()
        self.outgoing: list[StoredDelivery] = []
        self._leases = 0

    def insert(self, intent: DeliveryIntent) -> None:
        """Insert a delivery that is not there yet; one that is folded joins its brief."""
        if any(_identity(row.intent) == _identity(intent) for row in self.outgoing):
            return
        is_redrawing = intent.purpose is Purpose.EDIT and not is_joined(intent.dedup_key)
        if is_redrawing and any(_redraws(row, intent) for row in self.outgoing):
            return
        owner = next((item for item in self.owned if item.id == intent.subscription_id), None)
        language: Locale = intent.language or ("en" if owner is None else owner.language)
        post = self._waiting_post(intent)
        is_folded = post is not None if intent.purpose is Purpose.THREAD else bool(intent.fold_into)
        state = DeliveryState.FOLDED if is_folded else DeliveryState.PENDING
        own = [] if intent.story_id is None else [intent.story_id]
        self.outgoing.append(StoredDelivery(len(self.outgoing) + 1, intent, state, intent.not_before, language, own))
        if post is not None:
            post.folded.append(intent.dedup_key)
        elif is_folded:
            brief = self._brief(intent, language)
            brief.story_ids.extend(own)
            brief.due_at = max(brief.due_at, intent.not_before)

    def _waiting_post(self, intent: DeliveryIntent) -> StoredDelivery | None:
        named = (intent.destination, Purpose.THREAD, intent.fold_into)
        found = (row for row in self.outgoing if _identity(row.intent) == named and row.state is DeliveryState.PENDING)
        return next(found, None) if intent.purpose is Purpose.THREAD else None

    async def queue_watch(self, intents: Sequence[DeliveryIntent], *, since: datetime) -> int:
        self._work()
        count = 0
        for intent in intents:
            told = [row.intent for row in self.outgoing if row.intent.purpose is Purpose.WATCH and row.intent.not_before >= since]
            same = [one for one in told if one.destination == intent.destination]
            if any(one.dedup_key.startswith(subject_of(intent.dedup_key)) for one in same):
                continue
            self.insert(intent)
            count += 1
        return count

    def _brief(self, intent: DeliveryIntent, language: Locale) -> StoredDelivery:
        name = str(intent.fold_into)
        made = [
            row
            for row in self.outgoing
            if row.intent.purpose is Purpose.BRIEF
            and row.intent.destination == intent.destination
            and row.intent.dedup_key.partition("#")[0] == name
        ]
        if made and made[-1].state is DeliveryState.PENDING:
            return made[-1]
        key = name if not made else f"{name}#{len(made) + 1}"
        brief = replace(intent, purpose=Purpose.BRIEF, dedup_key=key, story_id=None, fold_into=None)
        self.outgoing.append(StoredDelivery(len(self.outgoing) + 1, brief, DeliveryState.PENDING, intent.not_before, language))
        return self.outgoing[-1]

    async def claim_deliveries(
        self, *, now: datetime, lease_seconds: float, limit: int, adapters: Sequence[str]
    ) -> Sequence[ClaimedDelivery]:
        self._work()
        places = {row.intent.destination for row in self.outgoing if row.is_open and row.intent.destination.adapter in adapters}
        heads = [head for head in (self._head(place, now) for place in places) if head is not None]
        until = now + timedelta(seconds=lease_seconds)
        return [self._lease(row, until) for row in sorted(heads, key=lambda row: row.id)[:limit]]

    def _head(self, place: Destination, now: datetime) -> StoredDelivery | None:
        """The delivery of that channel whose turn it is."""
        rows = [row for row in self.outgoing if row.is_open and row.intent.destination == place]
        if any(row.is_under_way(now) for row in rows):
            return None
        free = [
            row for row in rows if row.is_due(now) and not any(one.waits and one.id < row.id and one.level <= row.level for one in rows)
        ]
        return min(free, key=lambda row: (row.level > MESSAGE, row.id), default=None)

    def _lease(self, row: StoredDelivery, until: datetime) -> ClaimedDelivery:
        self._leases += 1
        was_unknown = row.state is not DeliveryState.PENDING
        claimed = ClaimedDelivery(
            id=row.id,
            key=f"key-{row.id}",
            destination=row.intent.destination,
            purpose=row.intent.purpose,
            subscription_id=row.intent.subscription_id,
            language=row.language,
            story_ids=tuple(row.story_ids),
            attempts=row.attempts,
            was_unknown=was_unknown,
            lease=f"lease-{self._leases}",
            dedup_key=row.intent.dedup_key,
            alert_message_id=self._alert_message(row.intent),
            living_message_id=self._living_message(row.intent),
            mention=next((item.mention for item in self.owned if item.id == row.intent.subscription_id), None),
            folded=tuple(row.folded),
        )
        row.state, row.lease, row.leased_until, row.attempts = DeliveryState.LEASED, claimed.lease, until, row.attempts + 1
        return claimed

    def _alert_message(self, intent: DeliveryIntent) -> str | None:
        joined = joined_of(intent.dedup_key) if intent.purpose is Purpose.EDIT else None
        if joined is None:
            return self._living_of(intent)
        gone = (intent.destination, Purpose.ALERT, f"story:{joined[0]}")
        return next((row.message_id for row in self._sent_alerts() if _identity(row.intent) == gone), None)

    def _living_message(self, intent: DeliveryIntent) -> str | None:
        if intent.purpose is not Purpose.EDIT or not is_joined(intent.dedup_key):
            return None
        living = self._living_of(intent)
        return None if living == self._alert_message(intent) else living

    def _living_of(self, intent: DeliveryIntent) -> str | None:
        if intent.purpose not in (Purpose.EDIT, Purpose.THREAD):
            return None
        mine = [
            row for row in self._sent_alerts() if (row.intent.destination, row.intent.story_id) == (intent.destination, intent.story_id)
        ]
        own = next((row for row in mine if row.intent.dedup_key == f"story:{intent.story_id}"), None)
        return own.message_id if own else mine[0].message_id if mine else None

    def _sent_alerts(self) -> list[StoredDelivery]:
        return [row for row in self.outgoing if row.intent.purpose is Purpose.ALERT and row.state is DeliveryState.SENT]

    async def record_deliveries(self, results: Sequence[DeliveryResult]) -> None:
        self._work()
        for result in results:
            row = next(row for row in self.outgoing if row.id == result.delivery.id)
            if row.lease != result.delivery.lease or row.state is not DeliveryState.LEASED:
                continue
            row.leased_until = None
            _settle(row, result)
            if isinstance(result.outcome, Refused) and result.outcome.is_gone:
                self._give_up_channel(result.delivery.destination, result.outcome.reason)
            for notice in result.notices:
                self.insert(notice)

    def _give_up_channel(self, place: Destination, reason: str) -> None:
        self.owned = [
            replace(item, is_paused=True, paused_because=reason) if item.destination == place and not item.is_paused else item
            for item in self.owned
        ]
        for row in self.outgoing:
            if row.intent.destination == place and row.state in WAITING and not row.is_settled:
                row.state, row.reason = DeliveryState.DEAD, reason

    async def queue(self, intents: Sequence[DeliveryIntent]) -> None:
        for intent in intents:
            self.insert(intent)

    async def delivery(self, delivery_id: int) -> DeliveryView | None:
        row = next((row for row in self.outgoing if row.id == delivery_id), None)
        if row is None:
            return None
        wanted = row.intent
        return DeliveryView(
            id=row.id,
            destination=wanted.destination,
            purpose=wanted.purpose,
            dedup_key=wanted.dedup_key,
            story_id=wanted.story_id,
            state=row.state,
            attempts=row.attempts,
            reason=row.reason,
            message_id=row.message_id,
            created_at=wanted.not_before,
        )


def _settle(row: StoredDelivery, result: DeliveryResult) -> None:
    outcome = result.outcome
    if isinstance(outcome, Sent):
        row.state, row.message_id = DeliveryState.SENT, outcome.message_id
        return
    row.reason = outcome.reason
    if isinstance(outcome, Unknown) and result.retry_at is None:
        row.state, row.is_settled = DeliveryState.UNKNOWN, True
    elif result.retry_at is None or isinstance(outcome, Refused):
        row.state = DeliveryState.DEAD
    else:
        row.due_at = result.retry_at
        row.state = DeliveryState.PENDING if isinstance(outcome, RetryLater) else DeliveryState.UNKNOWN
        if isinstance(outcome, RetryLater) and outcome.is_wait:
            row.attempts = max(result.delivery.attempts, 1)


def _redraws(row: StoredDelivery, intent: DeliveryIntent) -> bool:
    """Whether that delivery waits to redraw the same alert."""
    same = (row.intent.destination, row.intent.story_id) == (intent.destination, intent.story_id)
    is_redrawing = row.intent.purpose is Purpose.EDIT and not is_joined(row.intent.dedup_key)
    return same and is_redrawing and row.state is DeliveryState.PENDING


def _identity(intent: DeliveryIntent) -> tuple[Destination, Purpose, str]:
    return intent.destination, intent.purpose, intent.dedup_key
