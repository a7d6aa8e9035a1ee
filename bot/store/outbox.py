"""Queue deliveries: each once, alerts beyond a cap folded into one brief, and posts into one that waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.joined import JOINED, is_joined
from bot.model import DeliveryIntent, DeliveryState, Destination, Purpose
from bot.store.noun import new_token
from bot.store.rows import at_place
from bot.store.statements import insert_for, latest_of
from bot.store.stories import alert_key, live_story
from bot.store.tables import delivery, subscription


async def queue_deliveries(connection: AsyncConnection, intents: Sequence[DeliveryIntent], now: datetime) -> None:
    """Insert the deliveries that are not there yet, in the caller's transaction."""
    for intent in intents:
        wanted = await _redirected(connection, intent)
        language = wanted.language or await _language(connection, wanted.subscription_id)
        if wanted.purpose is Purpose.EDIT and not is_joined(wanted.dedup_key) and await _waits_already(connection, wanted):
            continue
        if wanted.fold_into is None:
            await _insert(connection, wanted, now, language=language)
        elif wanted.purpose is Purpose.THREAD:
            await _join_post(connection, wanted, now, language)
        else:
            await _fold(connection, wanted, now, language)


async def _redirected(connection: AsyncConnection, intent: DeliveryIntent) -> DeliveryIntent:
    """The intent about the story that lives on, where its story was merged in the meantime."""
    if intent.story_id is None:
        return intent
    live = await live_story(connection, intent.story_id)
    if live == intent.story_id:
        return intent
    key = alert_key(live) if intent.dedup_key == alert_key(intent.story_id) else intent.dedup_key
    return replace(intent, story_id=live, dedup_key=key)


async def _waits_already(connection: AsyncConnection, intent: DeliveryIntent) -> bool:
    """Whether a redrawing of the story's alert waits: it will show what this one would. It is locked, so that nobody begins to draw it from
    what was there before this transaction; one that somebody has locked already is being drawn, and shows too little."""
    d = delivery.c
    redraws = and_(d.purpose == Purpose.EDIT.value, d.dedup_key.not_like(f"{JOINED}:%"))
    waiting = and_(redraws, d.story_id == intent.story_id, d.state == DeliveryState.PENDING.value)
    statement = select(d.id).where(at_place(delivery, intent.destination), waiting).limit(1).with_for_update(skip_locked=True)
    return await connection.scalar(statement) is not None


async def _language(connection: AsyncConnection, subscription_id: int | None) -> str:
    found = await connection.scalar(select(subscription.c.language).where(subscription.c.id == subscription_id))
    return str(found or "en")


async def _insert(connection: AsyncConnection, intent: DeliveryIntent, now: datetime, **extra: Any) -> int | None:
    """The new delivery's id; None where it was there already."""
    values = {
        "key": new_token(),
        "adapter": intent.destination.adapter,
        "workspace": intent.destination.workspace,
        "channel": intent.destination.channel,
        "purpose": intent.purpose.value,
        "dedup_key": intent.dedup_key,
        "subscription_id": intent.subscription_id,
        "story_id": intent.story_id,
        "state": DeliveryState.PENDING.value,
        "not_before": intent.not_before,
        "created_at": now,
        **extra,
    }
    unique = ["adapter", "workspace", "channel", "purpose", "dedup_key"]
    statement = insert_for(connection, delivery).values(**values).on_conflict_do_nothing(index_elements=unique)
    row = (await connection.execute(statement.returning(delivery.c.id))).first()
    return None if row is None else int(row.id)


async def _fold(connection: AsyncConnection, intent: DeliveryIntent, now: datetime, language: str) -> None:
    """Record the story as told in a brief. The brief is locked while it is joined, so that it is not taken away half full."""
    folded = await _insert(connection, intent, now, language=language, state=DeliveryState.FOLDED.value, settled_at=now)
    if folded is None:
        return
    brief_id = await _open_brief(connection, intent, now, language)
    await connection.execute(delivery.update().where(delivery.c.id == folded).values(brief_id=brief_id))


async def _join_post(connection: AsyncConnection, intent: DeliveryIntent, now: datetime, language: str) -> None:
    """Let the post of that name which waits say this too; where it waits no more, the post stands for itself."""
    d = delivery.c
    waiting = and_(d.purpose == Purpose.THREAD.value, d.dedup_key == intent.fold_into, d.state == DeliveryState.PENDING.value)
    post = await connection.scalar(select(d.id).where(at_place(delivery, intent.destination), waiting).with_for_update())
    state: dict[str, Any] = {} if post is None else {"state": DeliveryState.FOLDED.value, "settled_at": now, "brief_id": post}
    await _insert(connection, intent, now, language=language, **state)


async def _open_brief(connection: AsyncConnection, intent: DeliveryIntent, now: datetime, language: str) -> int:
    """The brief of that name which is still waiting, or the next one of it: `name`, `name#2`, `name#3`.

    One that waits is put off to the time of the newcomer, so that a catch-up that takes a while is still told in one brief.
    """
    name = str(intent.fold_into)
    statement = select(delivery.c.id, delivery.c.state).where(_briefs_of(intent.destination, name)).order_by(delivery.c.id)
    briefs = (await connection.execute(statement.with_for_update())).all()
    if briefs and briefs[-1].state == DeliveryState.PENDING.value:
        put_off = latest_of(connection, delivery.c.not_before, literal(intent.not_before, delivery.c.not_before.type))
        await connection.execute(delivery.update().where(delivery.c.id == briefs[-1].id).values(not_before=put_off))
        return int(briefs[-1].id)
    dedup_key = f"{name}#{len(briefs) + 1}" if briefs else name
    brief = replace(intent, purpose=Purpose.BRIEF, dedup_key=dedup_key, story_id=None, fold_into=None)
    made = await _insert(connection, brief, now, language=language)
    assert made is not None, "placing is serialised, so nobody else makes the same brief"
    return made


def _briefs_of(destination: Destination, name: str) -> ColumnElement[bool]:
    return and_(
        at_place(delivery, destination),
        delivery.c.purpose == Purpose.BRIEF.value,
        or_(delivery.c.dedup_key == name, delivery.c.dedup_key.startswith(f"{name}#", autoescape=True)),
    )
