"""actor, theme."""

from __future__ import annotations

from datetime import timedelta

from bot.desk.card import Card
from bot.desk.cards import subjects
from bot.desk.commands import options
from bot.desk.commands.asked import Asked
from bot.model import Filter

MONTH = timedelta(days=30)
STORIES = 5


async def actor(asked: Asked) -> Card:
    """How much is written of an actor, on what and beside whom."""
    shown = await asked.actor(asked.words("actor"))
    since = asked.since(MONTH) or asked.now - MONTH
    activity = await asked.store.actor_activity(shown.id, since=since)
    newest = await asked.store.latest(Filter(actors=(shown.id,)), limit=STORIES, since=since)
    reader = await asked.knowing(actor_id for actor_id, _ in activity.actors[:8])
    return subjects.actor(shown, activity, newest, since, reader)


async def theme(asked: Asked) -> Card:
    """How much is written on a theme, by whom and with which actors."""
    shown = options.theme(asked.words("theme"), await asked.store.themes())
    since = asked.since(MONTH) or asked.now - MONTH
    activity = await asked.store.theme_activity(shown.id, since=since)
    newest = await asked.store.latest(Filter(themes=(shown.id,)), limit=STORIES, since=since)
    reader = await asked.knowing(actor_id for actor_id, _ in activity.actors[:8])
    return subjects.theme(shown, activity, newest, since, reader)
