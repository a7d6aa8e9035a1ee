"""The digest of a subscription: a brief under its name."""

from __future__ import annotations

from bot.desk.briefing.contents import Brief
from bot.desk.card import Card
from bot.desk.cards.brief import brief
from bot.desk.reader import Reader
from bot.model import Subscription


def digest(item: Subscription, found: Brief, reader: Reader) -> Card:
    """The card of one digest."""
    return brief(found, reader, title=reader.say("digest.title", name=item.name), hint=reader.say("digest.hint"))
