"""What claimed deliveries carry besides their own rows; read on the open connection of the claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.joined import joined_of
from bot.model import DeliveryState, Purpose
from bot.store.rows import at_place, place_of
from bot.store.statements import AnyRow
from bot.store.stories import alert_key
from bot.store.tables import delivery, subscription


@dataclass(frozen=True, slots=True)
class Beside:
    """By delivery id; mentions by subscription id. `living_messages`: of an alert that is marked as joined, the one that lives on."""

    stories: dict[int, tuple[int, ...]]
    alert_messages: dict[int, str]
    living_messages: dict[int, str]
    mentions: dict[int, str]
    folded: dict[int, tuple[str, ...]]


async def beside(connection: AsyncConnection, rows: Sequence[AnyRow]) -> Beside:
    """What these rows of `delivery` carry."""
    living = await _alert_messages(connection, rows)
    marked = await _marked_messages(connection, rows)
    return Beside(
        stories=await _stories_of(connection, rows),
        alert_messages={key: message for key, message in living.items() if key not in marked}
        | {key: message for key, message in marked.items() if message is not None},
        living_messages={key: message for key, message in living.items() if key in marked and message != marked[key]},
        mentions=await _mentions(connection, rows),
        folded=await _folded(connection, rows),
    )


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


async def _folded(connection: AsyncConnection, rows: Sequence[AnyRow]) -> dict[int, tuple[str, ...]]:
    """The dedup keys of the posts folded into each of these posts in threads, in order of arrival."""
    posts = [row.id for row in rows if row.purpose == Purpose.THREAD.value]
    found: dict[int, tuple[str, ...]] = {}
    if posts:
        folded = select(delivery.c.brief_id, delivery.c.dedup_key).where(delivery.c.brief_id.in_(posts)).order_by(delivery.c.id)
        for post_id, key in await connection.execute(folded):
            found[post_id] = (*found.get(post_id, ()), key)
    return found


async def _alert_messages(connection: AsyncConnection, rows: Sequence[AnyRow]) -> dict[int, str]:
    """Of each of these deliveries that follows an alert: the platform's id of that alert, where it was sent. Of two that were sent before
    their stories became one it is that of the story that lives on, or the older where neither is."""
    following = [row.id for row in rows if row.purpose in (Purpose.EDIT.value, Purpose.THREAD.value)]
    if not following:
        return {}
    alert = delivery.alias("alert")
    same = and_(alert.c.adapter == delivery.c.adapter, alert.c.workspace == delivery.c.workspace, alert.c.channel == delivery.c.channel)
    is_sent = and_(alert.c.purpose == Purpose.ALERT.value, alert.c.state == DeliveryState.SENT.value, alert.c.message_id.is_not(None))
    statement = (
        select(delivery.c.id, delivery.c.story_id, alert.c.dedup_key, alert.c.message_id)
        .join(alert, and_(same, is_sent, alert.c.story_id == delivery.c.story_id))
        .where(delivery.c.id.in_(following))
        .order_by(alert.c.id)
    )
    rows_found = (await connection.execute(statement)).all()
    older = {row.id: row.message_id for row in reversed(rows_found)}
    return older | {row.id: row.message_id for row in rows_found if row.dedup_key == alert_key(row.story_id)}


async def _mentions(connection: AsyncConnection, rows: Sequence[AnyRow]) -> dict[int, str]:
    """Whom each subscription behind these deliveries pings."""
    ids = {row.subscription_id for row in rows if row.subscription_id is not None}
    statement = select(subscription.c.id, subscription.c.mention).where(subscription.c.id.in_(ids), subscription.c.mention.is_not(None))
    return {row.id: row.mention for row in await connection.execute(statement)} if ids else {}


async def _marked_messages(connection: AsyncConnection, rows: Sequence[AnyRow]) -> dict[int, str | None]:
    """Of each of these deliveries that marks an alert as joined: the platform's id of that alert, None where it was not sent."""
    marks = {row.id: joined for row in rows if row.purpose == Purpose.EDIT.value and (joined := joined_of(row.dedup_key)) is not None}
    if not marks:
        return {}
    found: dict[int, str | None] = {}
    for row in rows:
        if row.id in marks:
            d = delivery.c
            alert = d.purpose == Purpose.ALERT.value, d.dedup_key == alert_key(marks[row.id][0]), d.state == DeliveryState.SENT.value
            found[row.id] = await connection.scalar(select(d.message_id).where(at_place(delivery, place_of(row)), *alert))
    return found
