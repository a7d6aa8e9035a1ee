"""The outbox: deliveries that are due, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import (
    ClaimedDelivery,
    DeliveryResult,
    DeliveryState,
    Destination,
    Purpose,
    Refused,
    RetryLater,
    Sent,
)
from bot.store.noun import Noun, new_token
from bot.store.statements import AnyRow
from bot.store.tables import delivery

_PENDING, _LEASED, _UNKNOWN = DeliveryState.PENDING.value, DeliveryState.LEASED.value, DeliveryState.UNKNOWN.value


_PATIENCE = 5
"""Tries for which a channel waits, some four minutes: then one message that its platform never takes lets the others pass."""


class Deliveries(Noun):
    """bot.desk.ports.DeliveryQueue."""

    async def claim_deliveries(
        self, *, now: datetime, lease_seconds: float, limit: int, adapters: Sequence[str]
    ) -> Sequence[ClaimedDelivery]:
        """Due deliveries for these adapters in order of creation: of each destination the first one only, and none where one is under way
        or waits to be tried again, so that a channel reads its messages in order. A lease that ran out comes back `was_unknown`."""
        lease = new_token()
        statement = (
            select(delivery)
            .where(delivery.c.adapter.in_(adapters), _due(delivery, now), ~_held_back(now))
            .order_by(delivery.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        async with self._db.write() as connection:
            rows = (await connection.execute(statement)).all()
            if not rows:
                return []
            held = {
                "state": _LEASED,
                "lease": lease,
                "lease_until": now + timedelta(seconds=lease_seconds),
                "attempts": delivery.c.attempts + 1,
            }
            await connection.execute(update(delivery).where(delivery.c.id.in_([row.id for row in rows])).values(held))
            stories = await _stories_of(connection, rows)
        return [_claimed(row, lease, stories) for row in rows]

    async def record_deliveries(self, results: Sequence[DeliveryResult]) -> None:
        """Record a batch in one commit (T3). A result whose lease was lost is ignored."""
        if not results:
            return
        async with self._db.write() as connection:
            for result in results:
                held = and_(delivery.c.id == result.delivery.id, delivery.c.lease == result.delivery.lease, delivery.c.state == _LEASED)
                await connection.execute(update(delivery).where(held).values(_settled(result)))


def _due(on: FromClause, now: datetime) -> ColumnElement[bool]:
    waits = and_(on.c.state.in_([_PENDING, _UNKNOWN]), on.c.not_before <= now)
    return or_(waits, and_(on.c.state == _LEASED, on.c.lease_until <= now))


def _held_back(now: datetime) -> ColumnElement[bool]:
    """Whether another delivery of the same destination comes first. One that was never tried and is not due yet holds back nothing:
    a brief for the end of the hour lets alerts pass. Nor does one that was tried often and waits for its next try."""
    other = delivery.alias("other")
    tried = and_(other.c.state.in_([_PENDING, _UNKNOWN]), or_(other.c.not_before <= now, other.c.attempts.between(1, _PATIENCE - 1)))
    earlier = and_(other.c.id < delivery.c.id, or_(tried, other.c.state == _LEASED))
    under_way = and_(other.c.id != delivery.c.id, other.c.state == _LEASED, other.c.lease_until > now)
    same = and_(other.c.adapter == delivery.c.adapter, other.c.workspace == delivery.c.workspace, other.c.channel == delivery.c.channel)
    is_open = other.c.state.in_([_PENDING, _LEASED, _UNKNOWN])
    return select(other.c.id).where(same, is_open, or_(earlier, under_way)).correlate(delivery).exists()


async def _stories_of(connection: AsyncConnection, rows: Sequence[AnyRow]) -> dict[int, tuple[int, ...]]:
    """The stories folded into each of these briefs, in order of arrival."""
    briefs = [row.id for row in rows if row.purpose == Purpose.BRIEF.value]
    if not briefs:
        return {}
    folded = await connection.execute(
        select(delivery.c.brief_id, delivery.c.story_id)
        .where(delivery.c.brief_id.in_(briefs), delivery.c.story_id.is_not(None))
        .order_by(delivery.c.id)
    )
    found: dict[int, dict[int, None]] = {}
    for brief_id, story_id in folded:
        found.setdefault(brief_id, {})[story_id] = None
    return {brief_id: tuple(stories) for brief_id, stories in found.items()}


def _claimed(row: AnyRow, lease: str, stories: dict[int, tuple[int, ...]]) -> ClaimedDelivery:
    own = () if row.story_id is None else (int(row.story_id),)
    return ClaimedDelivery(
        id=row.id,
        key=row.key,
        destination=Destination(row.adapter, row.workspace, row.channel),
        purpose=Purpose(row.purpose),
        subscription_id=row.subscription_id,
        language="ko" if row.language == "ko" else "en",
        story_ids=stories.get(row.id, own),
        attempts=row.attempts,
        was_unknown=row.state != _PENDING,
        lease=lease,
        dedup_key=row.dedup_key,
    )


def _settled(result: DeliveryResult) -> dict[str, Any]:
    released: dict[str, Any] = {"lease": None, "lease_until": None, "settled_at": None}
    outcome = result.outcome
    if isinstance(outcome, Sent):
        return {**released, "state": DeliveryState.SENT.value, "message_id": outcome.message_id, "reason": None, "settled_at": result.at}
    if result.retry_at is None or isinstance(outcome, Refused):
        return {**released, "state": DeliveryState.DEAD.value, "reason": outcome.reason, "settled_at": result.at}
    state = _PENDING if isinstance(outcome, RetryLater) else _UNKNOWN
    return {**released, "state": state, "reason": outcome.reason, "not_before": result.retry_at}
