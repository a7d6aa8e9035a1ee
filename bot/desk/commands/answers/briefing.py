"""brief."""

from __future__ import annotations

from datetime import timedelta

from bot.desk.briefing.read import read_brief
from bot.desk.card import Card
from bot.desk.cards import brief as cards
from bot.desk.cards.alerts import describe
from bot.desk.commands.asked import Asked
from bot.desk.compose import MOST_MUTED
from bot.desk.digest import Period
from bot.errors import CommandError
from bot.model import Filter

LENGTHS = {"day": timedelta(days=1), "week": timedelta(days=7)}
MOST_DAYS = 31


async def brief(asked: Asked) -> Card:
    """The brief of the last day, the last week, or since a moment, without the stories that the channel muted."""
    length = asked.choice("period", "day")
    start = asked.since(LENGTHS[length]) or asked.now - LENGTHS[length]
    if asked.now - start > timedelta(days=MOST_DAYS):
        raise CommandError("error.brief_long", most=MOST_DAYS)
    place, store = asked.request.place, asked.store
    wanted = await asked.filter("partial")
    found = await read_brief(
        store,
        wanted,
        Period(start, asked.now),
        muted=() if place is None else await store.muted_stories(place, limit=MOST_MUTED),
        themes=await store.themes(),
        own=None if place is None else await store.channel_preferences(place),
        zone=asked.reader.zone,
        hour=asked.services.digest_hour,
        now=asked.now,
    )
    reader = await asked.knowing((*wanted.actors, *(rise.id for rise in found.actors)))
    about = "" if wanted == Filter(minimum_relevance="partial") else describe(wanted, reader)
    title = reader.say("briefing.since", since=reader.clock(start)) if asked.text("since") else reader.word("briefing_title", length)
    return cards.brief(found, reader, title=title, hint=reader.say("briefing.hint"), about=about)
