"""trend."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.desk import trends
from bot.desk.card import Action, Card
from bot.desk.cards import rates as cards
from bot.desk.commands import options
from bot.desk.commands.asked import Asked
from bot.desk.commands.option_specs import TONES
from bot.desk.watching import Subject
from bot.errors import CommandError
from bot.model import Filter

MONTH = timedelta(days=30)
_TONES = tuple(value for value, _ in TONES)


async def trend(asked: Asked) -> Card:
    """The articles of an actor, a theme, both together or a tone over time. Without actor and theme: those that bear on the alliance."""
    subjects, wanted = await _meant(asked)
    tone = asked.choice("tone", "") or (None if subjects else "all")
    zone = asked.reader.zone
    since = asked.since(MONTH) or asked.now - MONTH
    step = trends.Step(asked.choice("by", trends.fitting(since, asked.now, zone)))
    starts = trends.columns(since, asked.now, step, zone)
    if len(starts) > trends.MOST_COLUMNS:
        raise CommandError("error.trend_columns", most=trends.MOST_COLUMNS)
    start = trends.beginning(starts, zone)
    tones = _TONES if tone in (None, "all") else (str(tone),)
    shown = trends.trend(await asked.store.volumes(wanted, since=start, until=asked.now), starts, step, zone, tones)
    before = await asked.store.volumes(wanted, since=start - (asked.now - start), until=start)
    earlier = sum(one.articles for one in before if one.tone in tones)
    reader = await asked.knowing(wanted.actors)
    compared = earlier if await _was_read(asked, start) else None
    return cards.trend(subjects, tone, shown, reader, before=compared, actions=_more(asked, subjects))


async def _meant(asked: Asked) -> tuple[tuple[Subject, ...], Filter]:
    found: list[Subject] = []
    if asked.words("actor"):
        found.append(Subject("actor", (await asked.actor(asked.words("actor"))).id))
    if asked.words("theme"):
        found.append(Subject("theme", options.theme(asked.words("theme"), await asked.store.themes()).id))
    if not found:
        return (), Filter(minimum_relevance="partial")
    actors, themes = ([one.id for one in found if one.kind == kind] for kind in ("actor", "theme"))
    return tuple(found), Filter(actors=tuple(actors), themes=tuple(themes))


async def _was_read(asked: Asked, start: datetime) -> bool:
    """Whether the desk read feeds for so long before that moment as it is past: else there is nothing to compare with."""
    first = min((one.first_polled_at for one in await asked.store.feed_pulses() if one.first_polled_at), default=asked.now)
    return first <= start - (asked.now - start)


def _more(asked: Asked, subjects: tuple[Subject, ...]) -> tuple[Action, ...]:
    """The tones of the same time, where they were not asked for."""
    if not subjects or asked.text("tone"):
        return ()
    given = [f"{one.kind}:{one.id}" for one in subjects]
    given += [f"{name}:{asked.text(name)}" for name in ("since", "by") if asked.text(name) and " " not in asked.text(name)]
    return (Action(("trend",), asked.reader.say("action.tones"), " ".join([*given, "tone:all"])),)
