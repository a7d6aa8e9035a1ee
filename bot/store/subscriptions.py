"""What channels want to hear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import ArticleView, DeliveryState, Destination, Filter, Locale, Schedule, Subscription, Watch
from bot.store.noun import Noun
from bot.store.rows import (
    article_select,
    article_view,
    at_place,
    filter_to_json,
    schedule_to_json,
    subscription_of,
    subscription_select,
)
from bot.store.tables import article, delivery, subscription


class Subscriptions(Noun):
    """bot.desk.ports.Subscriptions."""

    async def add_subscription(
        self,
        *,
        destination: Destination,
        name: str,
        wanted: Filter,
        language: Locale,
        cap: int,
        created_by: str,
        now: datetime,
        schedule: Schedule | None = None,
        mention: str | None = None,
        watch: Sequence[Watch] = (),
    ) -> Subscription:
        """A new subscription, not paused; it starts from now, for only articles placed after it ask for it."""
        statement = subscription.insert().values(
            adapter=destination.adapter,
            workspace=destination.workspace,
            channel=destination.channel,
            name=name,
            filter=filter_to_json(wanted),
            language=language,
            cap=cap,
            is_paused=False,
            created_by=created_by,
            created_at=now,
            schedule=schedule_to_json(schedule or Schedule()),
            mention=mention,
            watch=_watch_to_json(watch),
        )
        async with self._db.write() as connection:
            row = (await connection.execute(statement.returning(subscription))).one()
        return subscription_of(row)

    async def change_subscription(self, changed: Subscription) -> Subscription | None:
        """Write name, filter, language, cap, schedule, mention and watch of the subscription with that id; None where there is none."""
        values = {
            "name": changed.name,
            "filter": filter_to_json(changed.filter),
            "language": changed.language,
            "cap": changed.cap,
            "schedule": schedule_to_json(changed.schedule),
            "mention": changed.mention,
            "watch": _watch_to_json(changed.watch),
        }
        statement = update(subscription).where(subscription.c.id == changed.id).values(**values).returning(subscription)
        async with self._db.write() as connection:
            row = (await connection.execute(statement)).first()
        return None if row is None else subscription_of(row)

    async def list_subscriptions(self, destination: Destination | None = None) -> Sequence[Subscription]:
        """Of one destination, or all; by id."""
        statement = subscription_select().order_by(subscription.c.id)
        if destination is not None:
            statement = statement.where(at_place(subscription, destination))
        async with self._db.read() as connection:
            return [subscription_of(row) for row in await connection.execute(statement)]

    async def subscription(self, subscription_id: int) -> Subscription | None:
        async with self._db.read() as connection:
            row = (await connection.execute(subscription_select().where(subscription.c.id == subscription_id))).first()
        return None if row is None else subscription_of(row)

    async def remove_subscription(self, subscription_id: int) -> bool:
        """Remove it; what still waits to be sent for it is given up, unless another subscription of the channel may want the same."""
        async with self._db.write() as connection:
            row = (await connection.execute(subscription_select().where(subscription.c.id == subscription_id))).first()
            if row is None:
                return False
            if not await _has_another(connection, subscription_of(row)):
                waiting = and_(delivery.c.subscription_id == subscription_id, delivery.c.state == DeliveryState.PENDING.value)
                given_up = {
                    "state": DeliveryState.DEAD.value,
                    "reason": "The subscription was removed.",
                    "settled_at": self._clock.now(),
                }
                await connection.execute(update(delivery).where(waiting).values(given_up))
            await connection.execute(delete(subscription).where(subscription.c.id == subscription_id))
        return True

    async def pause_subscription(self, subscription_id: int, *, paused: bool) -> bool:
        """False where there is none. What a person decides takes the place of why the desk paused it."""
        statement = update(subscription).where(subscription.c.id == subscription_id).values(is_paused=paused, paused_because=None)
        async with self._db.write() as connection:
            return bool((await connection.execute(statement)).rowcount)

    async def articles_since(self, since: datetime, *, limit: int) -> Sequence[ArticleView]:
        """Analysed articles first seen since then, oldest first, for previews."""
        statement = article_select().where(article.c.stage == "done", article.c.first_seen_at >= since)
        async with self._db.read() as connection:
            rows = await connection.execute(statement.order_by(article.c.first_seen_at, article.c.id).limit(limit))
            return [article_view(row) for row in rows]


def _watch_to_json(watch: Sequence[Watch]) -> list[str] | None:
    return [item.value for item in watch] or None


async def _has_another(connection: AsyncConnection, one: Subscription) -> bool:
    s = subscription.c
    return await connection.scalar(select(s.id).where(at_place(subscription, one.destination), s.id != one.id).limit(1)) is not None
