"""A channel that was told of two stories that became one: the alert of the one that is gone says so, by a redrawing in the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.cards.pieces import face
from bot.desk.joined import JOINED, joined_key, joined_of
from bot.model import DeliveryIntent, DeliveryState, Destination, Purpose
from bot.store.outbox import queue_deliveries
from bot.store.rows import locale_of, place_of
from bot.store.statements import AnyRow
from bot.store.stories import alert_key, story_of_alert, story_views
from bot.store.tables import delivery, story

_SENT, _LEASED, _UNKNOWN = DeliveryState.SENT.value, DeliveryState.LEASED.value, DeliveryState.UNKNOWN.value
_HAS_MESSAGE = and_(
    delivery.c.purpose == Purpose.ALERT.value,
    or_(
        and_(delivery.c.state == _SENT, delivery.c.message_id.is_not(None)),
        delivery.c.state == _LEASED,
        and_(delivery.c.state == _UNKNOWN, delivery.c.settled_at.is_(None)),
    ),
)
"""An alert of its own that stands in its channel, or may stand there in a moment."""


async def faces_of(connection: AsyncConnection, story_id: int) -> Mapping[str, int]:
    """Which article shows the story in each language, to be asked before its articles move; nothing where no channel has an alert of it."""
    alerts = select(delivery.c.language).where(delivery.c.story_id == story_id, _HAS_MESSAGE).distinct()
    languages = (await connection.scalars(alerts)).all()
    views = await story_views(connection, [story_id]) if languages else []
    return {language: face(view, locale_of(language)).id for view in views for language in languages}


async def mark_joined(connection: AsyncConnection, keep: int, gone: int, faces: Mapping[str, int], now: datetime) -> None:
    """Queue a redrawing of every alert of the story `keep` but the one that lives on in each channel, each once. `gone` was just merged
    into it, with the `faces` that it had."""
    rows = (await connection.execute(select(delivery).where(delivery.c.story_id == keep, _HAS_MESSAGE).order_by(delivery.c.id))).all()
    found = {place: _joined(keep, list(alerts)) for place, alerts in groupby(sorted(rows, key=place_of), key=place_of)}
    if not any(found.values()):
        return
    leads = await _leads(connection, [story_id for alerts in found.values() for story_id, _ in alerts])
    said = await _said(connection, keep)
    intents: list[DeliveryIntent] = []
    for place, alerts in found.items():
        for story_id, row in alerts:
            shown = faces.get(row.language) if story_id == gone else leads.get(story_id)
            if shown is None or (place, story_id) in said:
                continue
            key, locale = joined_key(story_id, shown), locale_of(row.language)
            intents.append(DeliveryIntent(place, Purpose.EDIT, key, row.subscription_id, keep, now, language=locale))
    await queue_deliveries(connection, intents, now)


def _joined(keep: int, alerts: list[AnyRow]) -> list[tuple[int, AnyRow]]:
    """Those of a channel's alerts that do not live on, with their stories: the story's own alert does, or else the oldest, as it is for
    what redraws it (bot.store.beside)."""
    living = next((row for row in alerts if row.dedup_key == alert_key(keep)), alerts[0])
    named = ((story_of_alert(row.dedup_key), row) for row in alerts if row is not living)
    return [(story_id, row) for story_id, row in named if story_id is not None]


async def _leads(connection: AsyncConnection, story_ids: Iterable[int]) -> dict[int, int]:
    rows = await connection.execute(select(story.c.id, story.c.lead_article_id).where(story.c.id.in_(list(story_ids))))
    return {row.id: row.lead_article_id for row in rows if row.lead_article_id is not None}


async def _said(connection: AsyncConnection, keep: int) -> set[tuple[Destination, int]]:
    """Which alerts were marked already, when their stories were joined with another that is now part of this one."""
    d = delivery.c
    marks = d.story_id == keep, d.purpose == Purpose.EDIT.value, d.dedup_key.like(f"{JOINED}:%")
    named = [(place_of(row), joined_of(row.dedup_key)) for row in await connection.execute(select(delivery).where(*marks))]
    return {(place, joined[0]) for place, joined in named if joined is not None}
