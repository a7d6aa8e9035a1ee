"""The outbox: deliveries that are due, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.notices import FeedTrouble
from bot.desk.watching import subject_of
from bot.model import (
    ClaimedDelivery,
    DeliveryIntent,
    DeliveryResult,
    DeliveryState,
    DeliveryView,
    Destination,
    Purpose,
    Refused,
    RetryLater,
    Sent,
    Unknown,
)
from bot.store.beside import Beside, beside
from bot.store.engine import LOCK_WATCH
from bot.store.noun import Noun, new_token
from bot.store.outbox import queue_deliveries
from bot.store.rows import at_place, locale_of, place_of
from bot.store.statements import AnyRow
from bot.store.tables import delivery, subscription
from bot.store.turns import still_due, whose_turn

_PENDING, _LEASED, _UNKNOWN = DeliveryState.PENDING.value, DeliveryState.LEASED.value, DeliveryState.UNKNOWN.value

_CLAIMERS = 20
"""So many claimers at once each find a whole batch that none of the others has locked."""


class Deliveries(Noun):
    """bot.desk.ports.DeliveryQueue and Deliveries."""

    async def claim_deliveries(
        self, *, now: datetime, lease_seconds: float, limit: int, adapters: Sequence[str]
    ) -> Sequence[ClaimedDelivery]:
        """Due deliveries for these adapters in order of creation: of each destination the first one only, and none where one is under way
        or waits to be tried again, so that a channel reads its messages in order (bot.store.turns has the rules). A lease that ran out
        comes back `was_unknown`."""
        lease = new_token()
        async with self._db.write() as connection:
            ids = (await connection.scalars(whose_turn(now, adapters, limit * _CLAIMERS))).all()
            rows = (await connection.execute(still_due(ids, now, limit))).all() if ids else []
            if not rows:
                return []
            held = {
                "state": _LEASED,
                "lease": lease,
                "lease_until": now + timedelta(seconds=lease_seconds),
                "attempts": delivery.c.attempts + 1,
            }
            await connection.execute(update(delivery).where(delivery.c.id.in_([row.id for row in rows])).values(held))
            carried = await beside(connection, rows)
        return [_claimed(row, lease, carried) for row in rows]

    async def record_deliveries(self, results: Sequence[DeliveryResult]) -> None:
        """Record a batch in one commit (T3). A result whose lease was lost is ignored."""
        if not results:
            return
        async with self._db.write() as connection:
            for result in results:
                held = and_(delivery.c.id == result.delivery.id, delivery.c.lease == result.delivery.lease, delivery.c.state == _LEASED)
                kept = await connection.execute(update(delivery).where(held).values(_settled(result)))
                if not kept.rowcount:
                    continue
                if isinstance(result.outcome, Refused) and result.outcome.is_gone:
                    await _give_up_channel(connection, result, result.outcome.reason)
                await queue_deliveries(connection, result.notices, result.at)

    async def queue(self, intents: Sequence[DeliveryIntent]) -> None:
        """Insert those that are not there yet, in a commit of their own."""
        if not intents:
            return
        async with self._db.write() as connection:
            await queue_deliveries(connection, intents, self._clock.now())

    async def told_outages(self) -> Sequence[tuple[Destination, str]]:
        """The notices of failing feeds (`feed-failing:<feed>:<since>`) that were sent, each with where, of whose return nothing was queued
        there."""
        outage, back = f"{FeedTrouble.FAILING.value}:", f"{FeedTrouble.BACK.value}:"
        of_feeds = or_(*(delivery.c.dedup_key.startswith(kind, autoescape=True) for kind in (outage, back)))
        notices = select(delivery).where(delivery.c.purpose == Purpose.NOTICE.value, of_feeds).order_by(delivery.c.id)
        async with self._db.read() as connection:
            rows = (await connection.execute(notices)).all()
        ended = {(place_of(row), row.dedup_key.removeprefix(back)) for row in rows if row.dedup_key.startswith(back)}
        sent = [(place_of(row), row.dedup_key) for row in rows if row.state == DeliveryState.SENT.value]
        return [(where, key) for where, key in sent if key.startswith(outage) and (where, key.removeprefix(outage)) not in ended]

    async def queue_watch(self, intents: Sequence[DeliveryIntent], *, since: datetime) -> int:
        """Insert those whose channel was told nothing of the same kind and subject since then, in a commit of their own; how many."""
        count = 0
        async with self._db.write() as connection:
            await self._db.serialise(connection, LOCK_WATCH)
            for intent in intents:
                told = delivery.c.dedup_key.startswith(subject_of(intent.dedup_key), autoescape=True)
                known = select(delivery.c.id).where(
                    at_place(delivery, intent.destination), delivery.c.purpose == Purpose.WATCH.value, told, delivery.c.created_at >= since
                )
                if await connection.scalar(known.limit(1)) is None:
                    await queue_deliveries(connection, [intent], self._clock.now())
                    count += 1
        return count

    async def delivery(self, delivery_id: int) -> DeliveryView | None:
        async with self._db.read() as connection:
            row = (await connection.execute(select(delivery).where(delivery.c.id == delivery_id))).first()
        if row is None:
            return None
        return DeliveryView(
            id=row.id,
            destination=place_of(row),
            purpose=Purpose(row.purpose),
            dedup_key=row.dedup_key,
            story_id=row.story_id,
            state=DeliveryState(row.state),
            attempts=row.attempts,
            reason=row.reason,
            message_id=row.message_id,
            created_at=row.created_at,
        )


async def _give_up_channel(connection: AsyncConnection, result: DeliveryResult, reason: str) -> None:
    """A channel that takes nothing any more: its subscriptions are paused, and what waits for it is dead, for the same reason."""
    place = result.delivery.destination
    paused = update(subscription).where(at_place(subscription, place), subscription.c.is_paused.is_(False))
    await connection.execute(paused.values(is_paused=True, paused_because=reason))
    waiting = at_place(delivery, place), delivery.c.state.in_([_PENDING, _UNKNOWN]), delivery.c.settled_at.is_(None)
    dead = {"state": DeliveryState.DEAD.value, "reason": reason, "settled_at": result.at, "lease": None, "lease_until": None}
    await connection.execute(update(delivery).where(*waiting).values(dead))


def _claimed(row: AnyRow, lease: str, carried: Beside) -> ClaimedDelivery:
    own = () if row.story_id is None else (int(row.story_id),)
    return ClaimedDelivery(
        id=row.id,
        key=row.key,
        destination=place_of(row),
        purpose=Purpose(row.purpose),
        subscription_id=row.subscription_id,
        language=locale_of(row.language),
        story_ids=carried.stories.get(row.id, own),
        attempts=row.attempts,
        was_unknown=row.state != _PENDING,
        lease=lease,
        dedup_key=row.dedup_key,
        alert_message_id=carried.alert_messages.get(row.id),
        living_message_id=carried.living_messages.get(row.id),
        mention=carried.mentions.get(row.subscription_id),
        created_at=row.created_at,
        folded=carried.folded.get(row.id, ()),
    )


def _settled(result: DeliveryResult) -> dict[str, Any]:
    released: dict[str, Any] = {"lease": None, "lease_until": None, "settled_at": None}
    outcome = result.outcome
    if isinstance(outcome, Sent):
        return {**released, "state": DeliveryState.SENT.value, "message_id": outcome.message_id, "reason": None, "settled_at": result.at}
    if isinstance(outcome, Unknown) and result.retry_at is None:
        return {**released, "state": _UNKNOWN, "reason": outcome.reason, "settled_at": result.at}
    if result.retry_at is None or isinstance(outcome, Refused):
        return {**released, "state": DeliveryState.DEAD.value, "reason": outcome.reason, "settled_at": result.at}
    state = _PENDING if isinstance(outcome, RetryLater) else _UNKNOWN
    again = {**released, "state": state, "reason": outcome.reason, "not_before": result.retry_at}
    if isinstance(outcome, RetryLater) and outcome.is_wait:
        # A rate limit is no failure: no try is counted, but the channel goes on waiting for this one (see bot.store.turns).
        again["attempts"] = max(result.delivery.attempts, 1)
    return again
