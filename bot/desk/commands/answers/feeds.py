"""feeds: list, test, errors."""

from __future__ import annotations

from bot.desk.card import Card
from bot.desk.cards import feeds as cards
from bot.desk.commands.asked import Asked
from bot.desk.commands.parse import near
from bot.errors import CommandError


async def listing(asked: Asked) -> Card:
    """Every feed and its health."""
    return cards.listing(await asked.store.feeds(), asked.reader)


async def errors(asked: Asked) -> Card:
    """The feeds that fail."""
    return cards.errors(await asked.store.feeds(), asked.reader)


async def test(asked: Asked) -> Card:
    """One look at a known feed or at an address."""
    named = asked.words("feed").strip("<>").partition("|")[0]
    known = {feed.spec.id: feed.spec for feed in await asked.store.feeds()}
    spec = known.get(named) or next((spec for spec in known.values() if spec.url == named), None)
    if spec is not None:
        return cards.tested(await asked.services.feeds.test(spec.url, allow_private=spec.allow_private), asked.reader)
    if "://" not in named and "." not in named:
        raise CommandError("error.feed", given=named[:60], nearest=near(named, known))
    url = named if "://" in named else f"https://{named}"
    return cards.tested(await asked.services.feeds.test(url), asked.reader)
