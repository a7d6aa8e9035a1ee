"""The desk's home in a workspace: its alerts by channel, how the desk does, and how to go on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.desk.card import Action, Card, Item, Line, Span, Style, line
from bot.desk.cards.alerts import terms, wants
from bot.desk.reader import Reader
from bot.model import DeskStatus, Subscription

SHOWN = 40


def home(alerts: Sequence[Subscription], counts: DeskStatus, reader: Reader, *, hour: int) -> Card:
    """`alerts` are those of the workspace, `hour` that of its digests. Channels are told by the platform's id."""
    title = reader.say("home.title")
    status = reader.say("home.status", feeds=counts.feeds_active, articles=counts.articles, stories=counts.stories)
    ordered = sorted(alerts, key=lambda item: (item.destination, item.id))
    items = [
        Item(
            (Span(place.channel, Style.CODE),),
            tuple(_row(item, reader, hour) for item in found),
        )
        for place, found in groupby(ordered[:SHOWN], key=lambda item: item.destination)
    ]
    lines = [line(Span(status, Style.QUIET)), line(reader.say("home.alerts", count=len(alerts)) if alerts else reader.say("home.none"))]
    return Card(
        language=reader.locale,
        title=line(title),
        summary=title,
        lines=tuple(lines),
        items=tuple(items),
        actions=(Action(("latest",), reader.say("action.latest"), ""), Action(("help",), reader.say("action.help"), "")),
        footer=line(Span(reader.say("home.hint"), Style.QUIET)),
        is_private=True,
    )


def _row(item: Subscription, reader: Reader, hour: int) -> Line:
    name = f"{item.name} {reader.say('alerts.paused_mark')}" if item.is_paused else item.name
    return line(f"{name}: {wants(item, reader)} ({terms(item, reader, hour)})")


def stranger(reader: Reader) -> Card:
    """A workspace that the desk does not serve."""
    title, words = reader.say("access.stranger_title"), reader.say("access.stranger")
    return Card(reader.locale, line(title), f"{title}: {words}", lines=(line(words),), is_private=True, is_refusal=True)
